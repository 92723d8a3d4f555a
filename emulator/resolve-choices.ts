/** Completes choices from outside, and finds unknown names and settings among them. */
import { type Checked, didYouMean } from '../schemas/index.ts';
import { CHOICES, type ChoiceName, type Choices, choiceNames, settingsOf } from './choices/index.ts';

/** What is wrong with one of the choices from outside. */
interface ChoiceProblem {
  readonly name: string;
  /** Says what to write instead. */
  readonly message: string;
}

/** One problem for each unknown name or setting. */
export function choiceProblems(given: Readonly<Record<string, string | undefined>>): ChoiceProblem[] {
  return Object.entries(given).flatMap(([name, setting]) => {
    if (setting === undefined) return [];
    const message = problemOf(name, setting);
    return message === undefined ? [] : [{ name, message }];
  });
}

/**
 * Completes choices with their defaults.
 *
 * @param given names and settings from outside; both may be unknown
 * @returns the choices, or one problem for each unknown name or setting
 */
export function resolveChoices(given: Readonly<Record<string, string | undefined>>): Checked<Choices> {
  const problems = choiceProblems(given);
  if (problems.length > 0) return { problems: problems.map(({ message }) => message) };
  const choices: Record<string, string> = {};
  for (const name of choiceNames) choices[name] = given[name] ?? CHOICES[name].default;
  return { value: Object.freeze(choices) as Choices };
}

function problemOf(name: string, setting: string): string | undefined {
  if (!isChoiceName(name)) {
    const hint = didYouMean(name, choiceNames, '"emulate --list choices" shows all names');
    return `there is no choice named ${JSON.stringify(name)}: ${hint}`;
  }
  return settingsOf(name).includes(setting)
    ? undefined
    : `the choice ${name} cannot be ${JSON.stringify(setting)}: write ${settingsOf(name).join(' or ')}`;
}

function isChoiceName(name: string): name is ChoiceName {
  return Object.hasOwn(CHOICES, name);
}
