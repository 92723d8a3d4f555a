/** Why examples were not judged, grouped by reason, so that forty with one reason are one paragraph. */
import type { ClauseResult, ResultRecord, Verdict } from '../../schemas/index.ts';
import { plural } from '../text/index.ts';

/** One reason, and the clauses and examples that it applies to. */
export interface UnjudgedGroup {
  readonly verdict: Verdict;
  /** A sentence without a full stop. */
  readonly reason: string;
  /** Ids of clauses whose examples all have this reason. */
  readonly clauses: readonly string[];
  /** Ids of single examples, whose clauses have other examples too. */
  readonly examples: readonly string[];
}

const UNJUDGED: readonly Verdict[] = ['blocked', 'not-observable', 'not-applicable'];
const WAY_TO_SEE = 'pass --records-url or --adapter to read back what was stored';

/** Groups in the order blocked, not observable, not applicable; for one verdict in the order of the record. */
export function unjudgedGroups(record: ResultRecord): UnjudgedGroup[] {
  return UNJUDGED.flatMap((verdict) => {
    const reasons = new Map<string, { clauses: string[]; examples: string[] }>();
    for (const clause of record.clauses) {
      for (const [reason, ids] of examplesByReason(clause, verdict, record)) {
        const group = reasons.get(reason) ?? { clauses: [], examples: [] };
        if (ids.length === clause.examples.length) group.clauses.push(clause.id);
        else group.examples.push(...ids);
        reasons.set(reason, group);
      }
    }
    return [...reasons].map(([reason, group]) => ({ verdict, reason, ...group }));
  });
}

/** How many clauses and examples a group has, such as `2 clauses, 1 example`. */
export function groupSize({ clauses, examples }: UnjudgedGroup): string {
  return [
    ...(clauses.length > 0 ? [plural(clauses.length, 'clause')] : []),
    ...(examples.length > 0 ? [plural(examples.length, 'example')] : []),
  ].join(', ');
}

/** The ids of a group; consecutive ones are joined: `AST-IDENT-001 to 003`. */
export function groupIds({ clauses, examples }: UnjudgedGroup): string {
  return [...joinConsecutive(clauses), ...examples].join(', ');
}

function examplesByReason(
  clause: ClauseResult,
  verdict: Verdict,
  { run }: ResultRecord,
): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const example of clause.examples.filter((candidate) => candidate.verdict === verdict)) {
    const given = example.reason ?? 'no reason recorded';
    const unseen = verdict === 'not-observable' && run.evidence === 'wire' && run.exitCode !== 4;
    const reason = unseen && !given.includes('--records-url') ? `${given}; ${WAY_TO_SEE}` : given;
    found.set(reason, [...(found.get(reason) ?? []), example.id]);
  }
  return found;
}

function joinConsecutive(ids: readonly string[]): string[] {
  const runs: { first: string; last: string }[] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run !== undefined && isNext(run.last, id)) run.last = id;
    else runs.push({ first: id, last: id });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} to ${last.replace(/^.*-/, '')}`));
}

function isNext(id: string, candidate: string): boolean {
  const [, group, number] = /^(.*)-(\d+)$/.exec(id) ?? [];
  return (
    number !== undefined &&
    candidate === `${group}-${String(Number(number) + 1).padStart(number.length, '0')}`
  );
}
