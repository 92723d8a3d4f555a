/** One expectation that waits: what it has seen so far, and whether that is enough. */
import { type Candidate, timeOf } from './candidate.ts';
import type { ExpectedCalls } from './expectation.ts';

/** Calls that an answer shows. */
const MOST_SHOWN = 100;

export interface Waiter {
  readonly expectation: ExpectedCalls;
  /** Whether the earlier calls have been looked at; until then, nothing but too many calls ends it. */
  hasLooked: boolean;
  /** Earlier calls that could not be compared, because their bodies are gone. */
  unknown: number;
  readonly matched: number;
  /** The matching calls in order of time, the latest if there are many. */
  readonly calls: () => readonly Candidate[];
  /** Counts a matching call, once. @returns whether it is new */
  add(candidate: Candidate): boolean;
  /** Counts one that came before all that were added, once. */
  addEarlier(candidate: Candidate): void;
  /** Whether the number of calls is right. */
  readonly isRight: boolean;
  /** Whether no further call can make it right again. */
  readonly isExceeded: boolean;
  /** Whether further calls cannot change the result. */
  readonly isEnough: boolean;
}

export function createWaiter(expectation: ExpectedCalls): Waiter {
  const { least, most } = expectation;
  const seen = new Set<Candidate>();
  const earlier: Candidate[] = [];
  const later: Candidate[] = [];
  return {
    expectation,
    hasLooked: false,
    unknown: 0,
    get matched() {
      return seen.size;
    },
    // Calls at the same time keep their order.
    calls: () =>
      [...earlier.toReversed(), ...later]
        .sort((one, other) => timeOf(one) - timeOf(other))
        .slice(-MOST_SHOWN),
    add(candidate) {
      if (seen.has(candidate)) return false;
      seen.add(candidate);
      later.push(candidate);
      if (later.length > 2 * MOST_SHOWN) later.splice(0, MOST_SHOWN);
      return true;
    },
    addEarlier(candidate) {
      if (seen.has(candidate)) return;
      seen.add(candidate);
      if (earlier.length < 2 * MOST_SHOWN) earlier.push(candidate);
    },
    get isRight() {
      return seen.size >= least && seen.size <= most;
    },
    get isExceeded() {
      return seen.size > most;
    },
    get isEnough() {
      return most === Number.POSITIVE_INFINITY && seen.size >= least;
    },
  };
}
