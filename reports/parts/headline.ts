/** The verdict of a run in words, with the grade of its evidence and counts, never a percentage. */
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
  nonconformant: 'Not conformant',
  incomplete: 'Incomplete, no verdict',
};

const GRADES: Readonly<Record<EvidenceKind, string>> = {
  wire: 'on what a bare endpoint shows',
  readback: 'on its answers and on what was read back',
};

/** One sentence: verdict, evidence, how many clauses ended how. */
export function headline(record: ResultRecord): string {
  const grade = record.verdict === 'incomplete' ? '' : ` ${GRADES[record.run.evidence]}`;
  const scope = isPartial(record) ? ', for the selected clauses only' : '';
  const counted = countedParts(record).join('; ') || 'nothing was graded';
  return `${OPENINGS[record.verdict]}${grade}${scope}: ${counted}.`;
}

/** What an accepted answer does not prove, where that is all the run saw; otherwise undefined. */
export function evidenceCaveat({ run, verdict }: ResultRecord): string | undefined {
  return run.evidence === 'wire' && verdict !== 'incomplete'
    ? 'Answers alone were seen: an accepted call is not proof that anything was stored.'
    : undefined;
}

/** A few words for a badge, such as `conformant · wire only`. */
export function shortVerdict(record: ResultRecord): string {
  const { verdict, run } = record;
  if (verdict === 'incomplete') return 'incomplete';
  const grade = run.evidence === 'wire' ? 'wire only' : EVIDENCE_WORDS.readback;
  return [OPENINGS[verdict].toLowerCase(), grade, ...(isPartial(record) ? ['selection'] : [])].join(' · ');
}

/** Whether no clause explains the verdict: there is none, or only a control failed. */
export function isUnexplained({ verdict, counts }: ResultRecord): boolean {
  return verdict === 'incomplete' || (verdict === 'nonconformant' && counts.fail === 0);
}

/** How the clauses of one level and kind of evidence ended. */
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

/** The first part names what is counted, the rest only counts. */
function countedParts({ counts, run, verdict }: ResultRecord): string[] {
  const unseen = run.evidence === 'wire' && verdict !== 'incomplete' ? ' without read-back' : '';
  const parts: readonly (readonly [count: number, one: string, many: string])[] = [
    [counts.fail, 'fails', 'fail'],
    [counts.warn, 'warns', 'warn'],
    [counts.pass, 'passes', 'pass'],
    [counts['not-observable'], `was not observable${unseen}`, `were not observable${unseen}`],
    [counts.blocked, 'was blocked', 'were blocked'],
    [counts['harness-error'], 'met a fault of the tool', 'met a fault of the tool'],
    [counts.info, 'was observed without judging', 'were observed without judging'],
    [counts['not-applicable'], 'does not apply', 'do not apply'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(
      ([count, one, many], index) =>
        `${index === 0 ? plural(count, 'clause') : count} ${count === 1 ? one : many}`,
    );
}
