/** What changed from one record to another, and nothing else. */
import { type ResultRecord, VERDICTS_WORST_FIRST, type Verdict } from '../../schemas/index.ts';
import { oneLine } from '../text/index.ts';

/** A difference between two runs, by example. */
export interface Change {
  readonly example: string;
  /** Absent where the example was not there before. */
  readonly before?: Verdict;
  /** Absent where it is there no more. */
  readonly after?: Verdict;
}

/** The examples whose verdict is another, or that came or went, sorted by id. */
export function changesBetween(before: ResultRecord, after: ResultRecord): Change[] {
  const old = verdictsOf(before);
  const now = verdictsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted()
    .filter((id) => old.get(id) !== now.get(id))
    .map((example) => {
      const [was, is] = [old.get(example), now.get(example)];
      return {
        example,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      };
    });
}

/** True where an example has a worse verdict than before, or is there no more. */
export function isWorse({ before, after }: Change): boolean {
  if (before === undefined) return after === 'fail';
  if (after === undefined) return before === 'pass';
  return VERDICTS_WORST_FIRST.indexOf(after) < VERDICTS_WORST_FIRST.indexOf(before);
}

/** One line a change, worse ones marked; the verdicts of the runs first where they differ. */
export function renderDiff(before: ResultRecord, after: ResultRecord): string {
  const changes = changesBetween(before, after);
  const verdict = before.verdict === after.verdict ? [] : [`verdict  ${before.verdict} → ${after.verdict}`];
  if (changes.length === 0 && verdict.length === 0) return 'Nothing changed.\n';
  const lines = changes.map((change) => {
    const mark = isWorse(change) ? '-' : '+';
    return `${mark} ${oneLine(change.example)}  ${change.before ?? 'not there'} → ${change.after ?? 'not there'}`;
  });
  return `${[...verdict, ...lines].join('\n')}\n`;
}

function verdictsOf(record: ResultRecord): Map<string, Verdict> {
  return new Map(record.clauses.flatMap(({ examples }) => examples.map(({ id, verdict }) => [id, verdict])));
}
