/** The choices of both sides in one table, and its names and settings. */
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
