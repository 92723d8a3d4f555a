/** Remembers what was shrunk, so that a failure is not shrunk again and again. */
import { guess } from './blame/blame.ts';
import type { KnownClauses } from './known-clauses.ts';
import type { Seen } from './model/mismatch.ts';
import type { Shrunk } from './shrink/shrink.ts';

/** How many failures that look alike are shrunk, unless one of them breaks a MUST. */
const MOST_ALIKE = 2;

/** Which mismatches need no further look. */
export function createExplained({ broken, levelOf }: KnownClauses) {
  const times = new Map<string, number>();
  const count = (word: string, isMust: boolean) =>
    times.set(word, (times.get(word) ?? 0) + (isMust ? MOST_ALIKE : 1));
  for (const clauseId of broken) count(clauseId, levelOf(clauseId) === 'MUST');
  return {
    /** Whether a mismatch looks like one that was shrunk, or seems to break a MUST that is known to be broken. */
    isKnown: (seen: Seen) =>
      [guess(seen), symptomOf(seen)].some((word) => (times.get(word) ?? 0) >= MOST_ALIKE),
    add(first: Seen, shrunk: readonly Shrunk[]): void {
      const isMust = shrunk.some(({ clauseId }) => levelOf(clauseId) === 'MUST');
      count(symptomOf(first), isMust);
      for (const { clauseId } of shrunk) count(clauseId, levelOf(clauseId) === 'MUST');
    },
  };
}

/** What a mismatch looks like before it is shrunk: the clause that it seems to break, and its kind. */
function symptomOf(seen: Seen): string {
  return `${guess(seen)} ${seen.mismatch.subject.kind}`;
}
