/** What no document settles, and how a world behaves there. */
import { ask, type Reach } from './requests/index.ts';

/** A behaviour that no document settles, with the value that is in force. */
export interface ChoiceState {
  readonly name: string;
  readonly value: string;
  /** The value that a reset puts back. */
  readonly start: string;
  readonly default: string;
  /** Everything that it can be, the default first. */
  readonly values: readonly string[];
  /** The clause that observes or limits it, or a topic that is never graded. */
  readonly about: string;
  /** What the values mean. */
  readonly why: string;
}

/** The choices of a world. */
export interface WorldChoices {
  list(): Promise<readonly ChoiceState[]>;
  /**
   * Changes some of them for calls from now on: `set({ 'null-property': 'remove' })`.
   *
   * @returns all of them
   * @throws ControlError if a name or a value is not known; then nothing is changed
   */
  set(choices: Readonly<Record<string, string>>): Promise<readonly ChoiceState[]>;
}

export function choicesOf(reach: Reach): WorldChoices {
  const request = async (method: 'GET' | 'PATCH', body?: object) =>
    (await ask<{ readonly choices: readonly ChoiceState[] }>(reach, method, '/choices', { body })).choices;
  return { list: () => request('GET'), set: (choices) => request('PATCH', choices) };
}
