/** What people attested about a run, kept apart from what the run observed. */
import type { ResultRecord } from '../../schemas/index.ts';

/** What one person attested on one day about several examples. */
export interface Testimony {
  readonly by: string;
  readonly at: string;
  readonly holds: boolean;
  /** Example ids, in the order of the record. */
  readonly examples: readonly string[];
}

/** The testimonies of a record, one per person, day and answer. */
export function testimonies({ clauses }: ResultRecord): Testimony[] {
  const byKey = new Map<string, { by: string; at: string; holds: boolean; examples: string[] }>();
  for (const { id, attestation } of clauses.flatMap(({ examples }) => examples)) {
    if (attestation === undefined) continue;
    const key = JSON.stringify(attestation);
    const testimony = byKey.get(key) ?? { ...attestation, examples: [] };
    byKey.set(key, testimony);
    testimony.examples.push(id);
  }
  return [...byKey.values()];
}

/** `confirmed by Ada on 2026-11-23`, without the examples. */
export function testimonyInWords({ by, at, holds }: Omit<Testimony, 'examples'>): string {
  return `${holds ? 'confirmed' : 'found broken'} by ${by} on ${at}`;
}

/** What the baseline excused, and what is wrong with it if the reasons of the run do not say so; one sentence each. */
export function baselineInWords({ run }: ResultRecord): string[] {
  if (run.baseline === undefined) return [];
  const { file, excused, problems } = run.baseline;
  const excuse = excused.length === 0 ? [] : [`excused by the baseline ${file}: ${excused.join(', ')}`];
  return [...excuse, ...problems.filter((problem) => !run.reasons.includes(problem))];
}
