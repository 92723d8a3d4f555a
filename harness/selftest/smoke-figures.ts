/** Chooses the smoke set from the results of a selftest, and measures what it costs and catches. */
import { type CatalogueExample, NEEDS_REPLAY, RESTS } from '../cucumber/catalogue.ts';
import { loadKillTable, type Registry } from '../registry/index.ts';
import { chooseSmokeSet, loadSmokeSet, smokeCatches } from '../smoke.ts';
import { runSuite, type SelftestParts, type SubjectResult } from './selftest.ts';
import { HEALTHY, type SelftestSubject } from './subjects.ts';

/** How the smoke set compares with the whole suite: the set's number first. */
export interface SmokeFigures {
  readonly examples: readonly [set: number, all: number];
  readonly clauses: readonly [set: number, all: number];
  /** Calls, markers and reads of stored records against a healthy emulator, those of the controls included. */
  readonly requests: readonly [set: number, all: number];
  /** Defects that the kill table says are caught. */
  readonly defects: readonly [set: number, all: number];
}

/** The ids of the smoke set that follows from a whole selftest, in the order of the features. */
export function smokeFrom(
  rows: readonly SubjectResult[],
  examples: readonly CatalogueExample[],
  registry: Registry,
): string[] {
  const requests = requestsIn(rows);
  const catches = rows.filter(({ kind, verdict }) => kind === 'defect' && verdict === 'caught');
  // A smoke set is quick; each clause with an example that rests has others.
  const quick = usualOf(examples).filter(({ tags }) => !tags.includes(RESTS));
  return chooseSmokeSet(
    quick.map(({ id, clauseId }) => ({
      id,
      clauseId,
      level: registry.byId(clauseId)?.level ?? 'MUST',
      caught: catches.filter(({ caughtBy }) => caughtBy.includes(id)).length,
      requests: requests[id] ?? 0,
    })),
  );
}

/** The examples that a run has without further options. */
function usualOf(examples: readonly CatalogueExample[]): readonly CatalogueExample[] {
  return examples.filter(({ tags }) => !tags.includes(NEEDS_REPLAY));
}

/** The requests of each example against the healthy emulator; empty if it was not graded. */
export function requestsIn(rows: readonly SubjectResult[]): Readonly<Record<string, number>> {
  return rows.find(({ name }) => name === HEALTHY)?.requests ?? {};
}

/** Runs the smoke set and the whole suite against a healthy emulator. */
export async function smokeFigures(parts: SelftestParts): Promise<SmokeFigures> {
  const healthy: SelftestSubject = { kind: 'variant', name: HEALTHY, what: 'unchanged', options: {} };
  const ids = loadSmokeSet();
  const whole = usualOf(parts.examples);
  const set = whole.filter(({ id }) => ids.includes(id));
  const requestsOf = async (examples: readonly CatalogueExample[]) => {
    const { calls, markers, records } = (await runSuite(healthy, { ...parts, examples })).run.requests;
    return calls + markers + records;
  };
  const clausesOf = (examples: readonly CatalogueExample[]) =>
    new Set(examples.map(({ clauseId }) => clauseId)).size;
  const { caught, all } = smokeCatches(ids, loadKillTable());
  return {
    examples: [set.length, whole.length],
    clauses: [clausesOf(set), clausesOf(whole)],
    requests: [await requestsOf(set), await requestsOf(whole)],
    defects: [caught.length, all.length],
  };
}
