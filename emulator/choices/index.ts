/** Every behaviour that no source specifies: what the emulator does by default, and its alternatives. */
import { type Checked, didYouMean } from '../../schemas/index.ts';
import { DESTINATION_CHOICES } from './destination.ts';
import { SEGMENT_CHOICES } from './segment.ts';

/** Whatever the settings, every graded clause of docs/contract.md section 2 holds. */
export const CHOICES = { ...DESTINATION_CHOICES, ...SEGMENT_CHOICES } as const;

/** The name of a choice. */
export type ChoiceName = keyof typeof CHOICES;

/** A setting for each choice. */
export type Choices = {
  readonly [Name in ChoiceName]:
    | (typeof CHOICES)[Name]['default']
    | (typeof CHOICES)[Name]['alternatives'][number];
};

/** All names, in the order of the table. */
export const choiceNames = Object.keys(CHOICES) as readonly ChoiceName[];

/** The settings of a choice, its default first. */
export function settingsOf(name: ChoiceName): readonly string[] {
  return [CHOICES[name].default, ...CHOICES[name].alternatives];
}

/**
 * Completes choices with their defaults.
 *
 * @param given names and settings from outside; both may be unknown
 * @returns the choices, or one problem for each unknown name or setting
 */
export function resolveChoices(given: Readonly<Record<string, string | undefined>>): Checked<Choices> {
  const choices: Record<string, string> = {};
  for (const name of choiceNames) choices[name] = CHOICES[name].default;
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(given)) {
    if (setting === undefined) continue;
    if (!isChoiceName(name)) {
      const hint = didYouMean(name, choiceNames, '"emulate --list choices" shows all names');
      problems.push(`there is no choice named ${JSON.stringify(name)}: ${hint}`);
    } else if (!settingsOf(name).includes(setting)) {
      problems.push(
        `the choice ${name} cannot be ${JSON.stringify(setting)}: write ${settingsOf(name).join(' or ')}`,
      );
    } else {
      choices[name] = setting;
    }
  }
  return problems.length > 0 ? { problems } : { value: choices as Choices };
}

function isChoiceName(name: string): name is ChoiceName {
  return Object.hasOwn(CHOICES, name);
}
