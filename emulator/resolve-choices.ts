/** Completes choices from outside, and finds unknown names and settings among them. */
import { type Checked, didYouMean } from '../schemas/index.ts';
import { CHOICES, type ChoiceName, type Choices, choiceNames, settingsOf } from './choices/index.ts';

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
