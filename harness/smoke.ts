/** The smoke set: at most one example of each clause, chosen so that few requests catch many defects. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Level } from '../schemas/index.ts';
import { packageRoot } from '../schemas/package-root.ts';
import type { KillTable } from './registry/index.ts';

/** The file that a selftest writes, relative to the package: ids of examples. */
export const SMOKE_FILE = 'features/smoke.json';

/** The share of the requests of a whole run that the set may need; below a third, because reads are repeated. */
const SHARE = 0.32;

/** The ids of the smoke set, as the last `selftest --update` chose them. */
export function loadSmokeSet(): string[] {
  const path = join(packageRoot, SMOKE_FILE);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
}

/** An example that may be chosen. */
export interface SmokeCandidate {
  readonly id: string;
  readonly clauseId: string;
  readonly level: Level;
  /** Defects of its clause that it catches. */
  readonly caught: number;
  /** Requests that it needs against a healthy emulator. */
  readonly requests: number;
}

/**
 * Chooses for each clause the example that catches most, among equal ones the one with the fewest requests. While the
 * set needs too many requests, it takes a cheaper example of a clause, or leaves a SHOULD clause out: first what saves
 * most requests for each defect that is then missed. An INFO clause is never judged and is not in the set.
 *
 * @returns ids in the order of the candidates
 */
export function chooseSmokeSet(candidates: readonly SmokeCandidate[]): string[] {
  const budget = SHARE * requestsOf(candidates);
  const judged = candidates.filter(({ level }) => level !== 'INFO');
  let chosen = [...new Set(judged.map(({ clauseId }) => clauseId))].flatMap(
    (clause) => judged.filter(({ clauseId }) => clauseId === clause).toSorted(byUse)[0] ?? [],
  );
  while (requestsOf(chosen) > budget) {
    const [best] = savings(chosen, judged).toSorted((a, b) => b.worth - a.worth);
    if (best === undefined) break;
    chosen = chosen.flatMap((one) => (one === best.instead ? (best.take ?? []) : one));
  }
  return judged.filter((one) => chosen.includes(one)).map(({ id }) => id);
}

/** The names of the defects that these examples catch, and of all that any example catches. */
export function smokeCatches(
  ids: readonly string[],
  kills: KillTable,
): { readonly caught: readonly string[]; readonly all: readonly string[] } {
  const defects = Object.values(kills).flatMap((table) => Object.entries(table));
  const caught = defects.filter(([, examples]) => examples.some((id) => ids.includes(id)));
  return { caught: caught.map(([name]) => name), all: defects.map(([name]) => name) };
}

/** Another choice for a clause; without `take` the clause is left out. */
interface Saving {
  readonly instead: SmokeCandidate;
  readonly take: SmokeCandidate | undefined;
  /** Requests saved for each defect that is missed. */
  readonly worth: number;
}

function savings(chosen: readonly SmokeCandidate[], candidates: readonly SmokeCandidate[]): Saving[] {
  return chosen.flatMap((instead) => {
    const cheaper = candidates.filter(
      ({ clauseId, requests }) => clauseId === instead.clauseId && requests < instead.requests,
    );
    const swaps = cheaper.map((take) => ({
      instead,
      take,
      worth: (instead.requests - take.requests) / Math.max(instead.caught - take.caught, 0.5),
    }));
    // A clause that is not looked at is a loss of its own, beside its defects.
    const drop = { instead, take: undefined, worth: instead.requests / (instead.caught + 1) };
    return instead.level === 'SHOULD' ? [...swaps, drop] : swaps;
  });
}

function byUse(a: SmokeCandidate, b: SmokeCandidate): number {
  return b.caught - a.caught || a.requests - b.requests;
}

function requestsOf(candidates: readonly SmokeCandidate[]): number {
  return candidates.reduce((total, { requests }) => total + requests, 0);
}
