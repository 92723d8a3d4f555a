/** Clauses of a run by verdict, in numbers and in words. */
import type { ClauseResult, EvidenceKind, Level, ResultRecord, Verdict } from '../../schemas/index.ts';
import { plural } from '../text/index.ts';

/** Verdicts of the clauses of one level and kind of evidence. */
export interface CountRow {
  readonly level: Level;
  readonly evidence: EvidenceKind;
  readonly count: (verdict: Verdict) => number;
}

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'INFO'];
const EVIDENCE: readonly EvidenceKind[] = ['wire', 'readback'];

/** Counts of clauses by level and evidence; pairs without a clause are left out. */
export function countRows(clauses: readonly ClauseResult[]): CountRow[] {
  return LEVELS.flatMap((level) =>
    EVIDENCE.flatMap((evidence) => {
      const own = clauses.filter((clause) => clause.level === level && clause.evidence === evidence);
      const count = (verdict: Verdict) => own.filter((clause) => clause.verdict === verdict).length;
      return own.length === 0 ? [] : [{ level, evidence, count }];
    }),
  );
}

/** `1 failed, 65 passed; 4 clauses could not be observed without read-back` */
export function countsInWords({ counts, run, clauses }: ResultRecord): string {
  const ended: readonly (readonly [count: number, words: string])[] = [
    [counts.fail, `${counts.fail} failed`],
    [counts.warn, plural(counts.warn, 'warning')],
    [counts.pass, `${counts.pass} passed`],
    [counts.blocked, `${counts.blocked} blocked`],
    [counts['harness-error'], plural(counts['harness-error'], 'tool error')],
    [counts.info, `${counts.info} observed`],
    [counts['not-applicable'], `${counts['not-applicable']} not applicable`],
  ];
  const words = ended.filter(([count]) => count > 0).map(([, text]) => text);
  const unseen = counts['not-observable'];
  const without = run.evidence === 'wire' ? ' without read-back' : '';
  const hidden = unseen === 0 ? [] : [`${plural(unseen, 'clause')} could not be observed${without}`];
  const parts = [...(words.length === 0 ? [] : [words.join(', ')]), ...hidden, ...attestedCounts(clauses)];
  return parts.join('; ') || 'nothing was graded';
}

/** Examples that a person looked at, which are counted apart from what was observed. */
function attestedCounts(clauses: readonly ClauseResult[]): string[] {
  const seen = clauses.flatMap(({ examples }) => examples.flatMap(({ attestation }) => attestation ?? []));
  if (seen.length === 0) return [];
  const confirmed = seen.filter(({ holds }) => holds).length;
  const broken = seen.length - confirmed;
  const words = [
    ...(confirmed > 0 ? [`${confirmed} confirmed`] : []),
    ...(broken > 0 ? [`${broken} found broken`] : []),
  ];
  return [`attested by a person, not observed: ${words.join(', ')}`];
}
