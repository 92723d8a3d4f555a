/** How the smoke set is chosen, and that the chosen one fits the features. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Level } from '../schemas/index.ts';
import { readCatalogue } from './cucumber/catalogue.ts';
import { loadKillTable, loadRegistry } from './registry/index.ts';
import { select } from './selection.ts';
import { chooseSmokeSet, loadSmokeSet, type SmokeCandidate, smokeCatches } from './smoke.ts';

function candidate(id: string, caught: number, requests: number, level: Level = 'MUST'): SmokeCandidate {
  return { id, clauseId: id.replace(/\..*/, ''), level, caught, requests };
}

/** Examples that make the whole suite large, so that the set is not short of requests. */
const PLENTY = [
  candidate('P.1', 1, 1),
  ...Array.from({ length: 50 }, (_, i) => candidate(`P.${i + 2}`, 0, 20)),
];

const chosenWith = (...candidates: SmokeCandidate[]) =>
  chooseSmokeSet([...candidates, ...PLENTY]).filter((id) => !id.startsWith('P.'));

describe('the smoke set', () => {
  it('has of each clause the example that catches most, then the one with the fewest requests', () => {
    const chosen = chosenWith(
      candidate('A.1', 1, 1),
      candidate('A.2', 3, 9),
      candidate('A.3', 3, 4),
      candidate('B.1', 0, 5),
      candidate('B.2', 0, 2),
    );
    assert.deepEqual(chosen, ['A.3', 'B.2']);
  });

  it('has no INFO clause', () => assert.deepEqual(chosenWith(candidate('A.1', 0, 1, 'INFO')), []));

  it('takes a cheaper example where that saves most for each defect that is missed', () => {
    const chosen = chooseSmokeSet([
      candidate('A.1', 3, 40),
      candidate('A.2', 2, 4),
      candidate('B.1', 3, 6),
      candidate('B.2', 1, 4),
    ]);
    assert.deepEqual(chosen, ['A.2', 'B.1']);
  });

  it('leaves out a SHOULD clause that costs too much, and never a MUST clause', () => {
    const others = [candidate('B.1', 1, 10), candidate('B.2', 0, 20)];
    assert.deepEqual(chooseSmokeSet([candidate('A.1', 1, 20, 'SHOULD'), ...others]), ['B.1']);
    assert.deepEqual(chooseSmokeSet([candidate('A.1', 1, 20, 'MUST'), ...others]), ['A.1', 'B.1']);
  });
});

describe('the smoke set of this package', () => {
  const catalogue = readCatalogue();
  const registry = loadRegistry();
  const ids = loadSmokeSet();
  const clauseOf = (id: string) => catalogue.find((example) => example.id === id)?.clauseId;

  it('has existing examples only, and no two of one clause', () => {
    assert.deepEqual(
      ids.filter((id) => clauseOf(id) === undefined),
      [],
    );
    assert.equal(new Set(ids.map(clauseOf)).size, ids.length);
  });

  it('is chosen by a kill table whose examples exist', () => {
    const caught = Object.values(loadKillTable()).flatMap((defects) => Object.values(defects).flat());
    assert.deepEqual(
      caught.filter((id) => clauseOf(id) === undefined),
      [],
    );
  });

  it('has every MUST clause that has a scenario', () => {
    const covered = new Set(ids.map(clauseOf));
    const graded = new Set(catalogue.map(({ clauseId }) => clauseId));
    const missing = registry.clauses.filter(
      ({ id, level }) => level === 'MUST' && graded.has(id) && !covered.has(id),
    );
    assert.deepEqual(
      missing.map(({ id }) => id),
      [],
    );
  });

  it('catches more than half of the defects', () => {
    const { caught, all } = smokeCatches(ids, loadKillTable());
    assert.ok(caught.length * 2 > all.length, `${caught.length} of ${all.length}`);
  });

  it('is selected together with other filters', () => {
    const all = select({ clauses: [], examples: [], smoke: true }, catalogue, registry);
    const some = select({ clauses: ['AST-HTTP-*'], examples: [], smoke: true }, catalogue, registry);
    const idsOf = (one: typeof all) => ('value' in one ? one.value.map(({ id }) => id) : one.problem);
    assert.deepEqual(idsOf(all), ids);
    assert.deepEqual(
      idsOf(some),
      ids.filter((id) => id.startsWith('AST-HTTP-')),
    );
  });
});
