/** A run of figures: what it prints and keeps, and how it ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.js';
import { runFigures } from './run-figures.js';

const GOOD = judge({ name: 'good', values: [2, 2, 2, 2, 2, 2], bar: 1 });
const BAD = judge({ name: 'bad', values: [0, 0, 0, 0, 0, 0], bar: 1 });

/** @param busy the numbers of the readings, from 0, after which others have used a core for a second */
async function run(measures: Record<string, () => Promise<unknown>>, busy: readonly number[] = []) {
  const printed: string[] = [];
  const written: { name: string; verdict: string }[][] = [];
  let readings = 0;
  let used = 0;
  const code = await runFigures(measures, {
    read: () => {
      if (busy.includes(readings)) used += 1;
      return { spin: 0.004, at: readings++, used, own: 0 };
    },
    print: (line: string) => printed.push(line),
    describe: ({ name, verdict }: { name: string; verdict: string }) => `${name} is ${verdict}`,
    write: (figures: { name: string; verdict: string }[]) => written.push(figures),
  });
  return { code, printed, written };
}

test('on a quiet machine, figures are printed and kept', async () => {
  const { code, printed, written } = await run({ one: async () => [GOOD], two: async () => [BAD] });
  assert.equal(code, 1);
  assert.deepEqual(printed, ['measuring one', 'good is met', 'measuring two', 'bad is short', 'short: bad']);
  assert.deepEqual(written, [[GOOD, BAD]]);
});

test('on a busy machine, figures are printed without a verdict, nothing is kept, and the run ends with 4', async () => {
  const { code, printed, written } = await run({ one: async () => [GOOD], two: async () => [BAD] }, [1]);
  assert.equal(code, 4);
  assert.deepEqual(printed, [
    'measuring one',
    'good is machine too busy',
    'measuring two',
    'bad is short',
    'short: bad',
    'machine too busy: good',
    'The machine was too busy to measure: the figures are only printed, and results.md is as it was.',
  ]);
  assert.deepEqual(written, []);
});

test('others between two figures disturb neither', async () => {
  assert.equal((await run({ one: async () => [GOOD], two: async () => [GOOD] }, [2])).code, 0);
});

test('a figure that cannot be measured does not stop the others', async () => {
  const broken = () => Promise.reject(new Error('no port is free'));
  const { code, written } = await run({ one: broken, two: async () => [GOOD] });
  assert.equal(code, 3);
  assert.deepEqual(
    written[0]?.map(({ name, verdict }) => [name, verdict]),
    [
      ['one', 'not measured'],
      ['good', 'met'],
    ],
  );
});
