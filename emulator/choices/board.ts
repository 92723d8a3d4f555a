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
  /** Takes effect for calls from now on. */
  change(changes: Partial<Choices>): void;
  reset(): void;
}

/** Calls whose bodies are read again refer to what was in force, and so many changes are none that people make. */
const MOST_KEPT = 1_000;

export function createChoiceBoard(given: Choices): ChoiceBoard {
  const start = Object.freeze({ ...given });
  const now = { ...given };
  const earlier = new Map<ChoicesNumber, Choices>([[0, start]]);
  let number = 0;
  const change = (changes: Partial<Choices>) => {
    Object.assign(now, changes);
    number += 1;
    earlier.set(number, Object.freeze({ ...now }));
    earlier.delete(number - MOST_KEPT);
  };
  return {
    now,
    start,
    get number() {
      return number;
    },
    at: (asked) => earlier.get(asked) ?? start,
    change,
    reset() {
      if (number > 0) change(start);
    },
  };
}
