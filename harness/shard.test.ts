import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCatalogue } from './cucumber/catalogue.ts';
import { isAboutWholeRun } from './run-examples.ts';
import { readShard, shardOfExamples } from './shard.ts';

const catalogue = readCatalogue();
const own = catalogue.filter((example) => !isAboutWholeRun(example));
const shardsOf = (of: number, durations?: ReadonlyMap<string, number>) =>
  Array.from({ length: of }, (_, index) => shardOfExamples(catalogue, { number: index + 1, of }, durations));

describe('the shards of the suite', () => {
  for (const of of [1, 2, 5, 20]) {
    it(`have every example once, and those about the whole run each time: ${of}`, () => {
      const shards = shardsOf(of);
      const ids = shards.flat().map(({ id }) => id);
      assert.ok(catalogue.length > own.length);
      assert.equal(ids.length, own.length + of * (catalogue.length - own.length));
      assert.equal(new Set(ids).size, catalogue.length);
    });
  }

  it('take about equally long, by the durations of an earlier run', () => {
    const durations = new Map(own.map(({ id }, index) => [id, index % 10 === 0 ? 900 : 20]));
    const loads = shardsOf(5, durations).map((shard) =>
      shard.reduce((sum, { id }) => sum + (durations.get(id) ?? 0), 0),
    );
    assert.ok(Math.max(...loads) - Math.min(...loads) <= 900, loads.join());
  });

  it('give an example that the earlier run did not have the duration of the others', () => {
    const [first, ...others] = own;
    const durations = new Map(others.map(({ id }) => [id, 10]));
    const sizes = shardsOf(2, durations).map((shard) => shard.length);
    assert.ok(Math.abs((sizes[0] ?? 0) - (sizes[1] ?? 0)) <= 1, sizes.join());
    assert.equal(
      shardsOf(2, durations)
        .flat()
        .filter(({ id }) => id === first?.id).length,
      1,
    );
  });
});

describe('a shard', () => {
  it('is a number of a number', () => {
    assert.deepEqual(readShard('2/5'), { value: { number: 2, of: 5 } });
  });

  for (const text of ['', '2', '0/5', '6/5', '1/101', '2/5/5', '-1/5', '1.5/5', ' 2/5', 'two/5']) {
    it(`is not ${JSON.stringify(text)}`, () => {
      const read = readShard(text);
      assert.match('problem' in read ? read.problem : '', /for instance 2\/5/);
    });
  }
});
