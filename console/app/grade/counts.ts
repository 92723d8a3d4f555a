/** What is counted of a run, and what is read out of it. */
import type { GradeClause, GradeRun, JudgedClause } from '../../../emulator/grading/shown.ts';

/** A class of the style sheet. */
export type VerdictTone = 'accepted' | 'waiting' | 'failed' | 'dropped';

export function toneOf(verdict: JudgedClause['verdict'] | undefined): VerdictTone {
  switch (verdict) {
    case 'pass':
      return 'accepted';
    case 'fail':
    case 'harness-error':
      return 'failed';
    case 'warn':
    case 'blocked':
    case 'not-observable':
      return 'waiting';
    default:
      return 'dropped';
  }
}

/** How many clauses have each verdict, in the order in which verdicts first occur; those without one last. */
export function countsOf(
  clauses: readonly GradeClause[],
): readonly { readonly word: string; readonly tone: VerdictTone; readonly count: number }[] {
  const counts = new Map<string, { word: string; tone: VerdictTone; count: number }>();
  const judgedFirst = [...clauses].sort((one, other) => Number(!one.judged) - Number(!other.judged));
  for (const { judged } of judgedFirst) {
    const word = judged?.word ?? 'not judged yet';
    const { count } = counts.get(word) ?? { count: 0 };
    counts.set(word, { word, tone: toneOf(judged?.verdict), count: count + 1 });
  }
  return [...counts.values()];
}

/** Counts only, and only at each quarter: a run judges dozens of clauses a second. */
export function announced({ state, examples: { done, total }, result }: GradeRun): string {
  if (state === 'ended') return result?.headline ?? 'The run has ended';
  if (state === 'broken') return 'The run has no result';
  const quarters = total === 0 ? 0 : Math.floor((done * 4) / total);
  return `${Math.floor((total * quarters) / 4)} of ${total} examples have ended`;
}

/** Whether a clause is shown if only those that did not pass are. */
export function isNotPassed({ judged }: GradeClause, isUnderWay: boolean): boolean {
  return judged === undefined ? !isUnderWay : judged.verdict !== 'pass';
}
