/** The choices in force in one emulator, which can change while it runs. */
import type { Choices } from './table.ts';

/** Numbers what the choices were: 0 at the start, one more after each change. */
export type ChoicesNumber = number;

export interface ChoiceBoard {
  /** Always the same object, whose members change: whatever reads it for each call sees what is in force. */
  readonly now: Choices;
  /** Those of the start, which a reset puts back. */
  readonly start: Choices;
  /** The number of what is in force. */
  readonly number: ChoicesNumber;
  /** What was in force under a number; those of the start if that is too many changes ago. */
  at(number: ChoicesNumber): Choices;
  /**
   * What was in force for a decision of the destination, by its turn; undefined if that is too many changes ago.
   *
   * @param turn counted from 1, since the start or the last reset
   */
  asOf(turn: number): Choices | undefined;
  /** Whether anything was changed since the start or the last reset. */
  readonly isChanged: boolean;
  /** Takes effect for calls from now on. */
  change(changes: Partial<Choices>): void;
  /** Puts back those of the start, before the turns of the destination begin again. */
  reset(): void;
  /** The turns of the destination begin again, with what is in force. */
  rebase(): void;
}

/** Calls whose bodies are read again refer to what was in force. Nobody makes a thousand changes by hand. */
const MOST_KEPT = 1_000;

interface ChoiceChange {
  readonly before: number;
  readonly choices: Choices;
}

const NO_CHANGES: readonly ChoiceChange[] = [];

/** @param decided how many calls the destination has decided */
export function createChoiceBoard(given: Choices, decided: () => number): ChoiceBoard {
  // A world has a board, and few worlds change anything: what only changes need is made with the first of them.
  const start = Object.isFrozen(given) ? given : Object.freeze({ ...given });
  const now = { ...start };
  let earlier: Map<ChoicesNumber, Choices> | undefined;
  /** The changes since the start or the last reset, oldest first, each with the turn before it. */
  let changes: readonly ChoiceChange[] = NO_CHANGES;
  let isComplete = true;
  let number = 0;
  const set = (given: Partial<Choices>): Choices => {
    Object.assign(now, given);
    const choices = Object.freeze({ ...now });
    number += 1;
    earlier ??= new Map([[0, start]]);
    earlier.set(number, choices);
    earlier.delete(number - MOST_KEPT);
    return choices;
  };
  return {
    now,
    start,
    get number() {
      return number;
    },
    at: (asked) => earlier?.get(asked) ?? start,
    asOf(turn) {
      const found = changes.findLast(({ before }) => before < turn);
      if (found !== undefined) return found.choices;
      return isComplete ? start : undefined;
    },
    get isChanged() {
      return changes.length > 0;
    },
    change(given) {
      const all = [...changes, { before: decided(), choices: set(given) }];
      changes = all.slice(-MOST_KEPT);
      isComplete &&= changes.length === all.length;
    },
    reset() {
      if (changes.length > 0) set(start);
      changes = NO_CHANGES;
      isComplete = true;
    },
    rebase() {
      changes = changes.slice(-1).map(({ choices }) => ({ before: 0, choices }));
      isComplete = true;
    },
  };
}
