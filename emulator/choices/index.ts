/** Every behaviour that no source specifies: what the emulator does by default, and its alternatives. */
export { type ChoiceBoard, type ChoicesNumber, createChoiceBoard } from './board.ts';
export { CHOICES, type ChoiceName, type Choices, choiceNames, settingsOf } from './table.ts';
