/** The verdict of a run in words, with its evidence and with counts, never a percentage. */
import type {
  ClauseResult,
  EvidenceKind,
  Level,
  ResultRecord,
  RunVerdict,
  Verdict,
} from '../../schemas/index.ts';
import { isPartial } from '../../verdict/index.ts';
import { EVIDENCE_WORDS, plural } from '../text/index.ts';

const OPENINGS: Readonly<Record<RunVerdict, string>> = {
  conformant: 'Conformant',
  'conformant-with-warnings': 'Conformant with warnings',
  'known-failures': 'Known failures only',
  nonconformant: 'Not conformant',
  incomplete: 'Incomplete, no verdict',
};

const OBSERVED: Readonly<Record<EvidenceKind, string>> = {
  wire: 'responses only',
  readback: 'responses and stored records',
};

/** Verdict, evidence and counts of clauses in one line, without a full stop. */
export function headline(record: ResultRecord): string {
  const { verdict, run } = record;
  const scope = [
    ...(verdict === 'incomplete' ? [] : [OBSERVED[run.evidence]]),
    ...(isPartial(record) ? ['selected clauses only'] : []),
  ];
  const about = scope.length === 0 ? '' : ` (${scope.join(', ')})`;
  return `${OPENINGS[verdict]}${about}: ${countsInWords(record)}`;
}

/** Said wherever a reader could take acceptance for more than it is. */
export const ACCEPTANCE_CAVEAT = 'A 2xx response does not prove that anything was stored.';

/** A warning that acceptance proves little, for a run that observed responses only; otherwise undefined. */
export function evidenceCaveat({ run, verdict }: ResultRecord): string | undefined {
  return run.evidence === 'wire' && verdict !== 'incomplete' ? ACCEPTANCE_CAVEAT : undefined;
}

/** A few words for a badge, such as `conformant · responses only`. */
export function shortVerdict(record: ResultRecord): string {
  const { verdict, run } = record;
  if (verdict === 'incomplete') return 'incomplete';
  const evidence = run.evidence === 'wire' ? OBSERVED.wire : EVIDENCE_WORDS.readback;
  return [OPENINGS[verdict].toLowerCase(), evidence, ...(isPartial(record) ? ['selection'] : [])].join(' · ');
}

/** True if no clause explains the verdict: there is no verdict, or only a control failed. */
export function isUnexplained({ verdict, counts }: ResultRecord): boolean {
  return verdict === 'incomplete' || (verdict === 'nonconformant' && counts.fail === 0);
}

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

function countsInWords({ counts, run }: ResultRecord): string {
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
  return [...(words.length === 0 ? [] : [words.join(', ')]), ...hidden].join('; ') || 'nothing was graded';
}
