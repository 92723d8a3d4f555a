/** What changed between two records, and nothing else. */
import { type ResultRecord, VERDICTS_WORST_FIRST, type Verdict } from '../../schemas/index.ts';
import { oneLine } from '../text/index.ts';

/** An example whose verdict differs between two runs. */
export interface VerdictChange {
  readonly example: string;
  /** Undefined if the earlier run does not have the example. */
  readonly before: Verdict | undefined;
  /** Undefined if the later run does not have it. */
  readonly after: Verdict | undefined;
}

/** The examples whose verdict differs, and those that only one run has, sorted by id. */
export function changesBetween(before: ResultRecord, after: ResultRecord): VerdictChange[] {
  const old = verdictsOf(before);
  const now = verdictsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted()
    .filter((id) => old.get(id) !== now.get(id))
    .map((example) => ({ example, before: old.get(example), after: now.get(example) }));
}

/** True if the example has a worse verdict than before, fails as a new one, or passed before and is missing now. */
export function isWorse({ before, after }: VerdictChange): boolean {
  if (before === undefined) return after === 'fail';
  if (after === undefined) return before === 'pass';
  return VERDICTS_WORST_FIRST.indexOf(after) < VERDICTS_WORST_FIRST.indexOf(before);
}

/** One line per change, `-` if it is for the worse; before them the verdicts of the runs if they differ. */
export function renderDiff(before: ResultRecord, after: ResultRecord): string {
  const changes = changesBetween(before, after);
  const verdict = before.verdict === after.verdict ? [] : [`verdict  ${before.verdict} → ${after.verdict}`];
  if (changes.length === 0 && verdict.length === 0) return 'Nothing changed.\n';
  const lines = changes.map((change) => {
    const mark = isWorse(change) ? '-' : '+';
    return `${mark} ${oneLine(change.example)}  ${change.before ?? 'absent'} → ${change.after ?? 'absent'}`;
  });
  return `${[...verdict, ...lines].join('\n')}\n`;
}

function verdictsOf(record: ResultRecord): Map<string, Verdict> {
  return new Map(record.clauses.flatMap(({ examples }) => examples.map(({ id, verdict }) => [id, verdict])));
}
