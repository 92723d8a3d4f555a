/** What an expectation could not look at, as a sentence. */
import type { Kept } from './look-back.ts';

/**
 * @param unknown calls that could not be compared
 * @param bodiesGone why their bodies may be missing, as the end of a sentence
 * @returns undefined if everything was looked at
 */
export function incompleteFrom(
  { traces, journal }: Kept,
  unknown: number,
  bodiesGone: string,
): string | undefined {
  const reasons = [
    [traces.dropped, 'older calls have no traces any more (limits.traces, limits.traceBytes)'],
    [
      journal.droppedDirect,
      'older calls to the destination itself are no longer in the journal (limits.journal)',
    ],
    [unknown, `calls could not be compared, because ${bodiesGone}`],
  ] as const;
  const sentences = reasons.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return sentences.length === 0 ? undefined : `Not all calls were looked at: ${sentences.join('; ')}.`;
}
