/** What people said about what a run could not see: always apart from what it saw. */
import type { ResultRecord } from '../../schemas/index.ts';

/** One person's word, on one day, about several examples. */
export interface Testimony {
  readonly by: string;
  readonly at: string;
  readonly holds: boolean;
  /** Example ids, in the record's order. */
  readonly examples: readonly string[];
}

/** The testimonies of a record, one for each person, day and answer. */
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

/** `attested by Ada on 2026-11-23 as there`, without the examples. */
export function testimonyInWords({ by, at, holds }: Testimony): string {
  return `attested by ${by} on ${at} as ${holds ? 'there' : 'not as it should be'}`;
}

/** What a baseline did, a sentence each. */
export function baselineInWords({ run }: ResultRecord): string[] {
  if (run.baseline === undefined) return [];
  const { file, excused, problems } = run.baseline;
  const excuse = excused.length === 0 ? [] : [`excused by the baseline ${file}: ${excused.join(', ')}`];
  return [...excuse, ...problems];
}
