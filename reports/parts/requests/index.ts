/** The door of the requests of an example: as a sequence, as commands that send them again, in the forms of a reader. */
export { judgedLines, withoutRepeats } from './exchanges.ts';
export { httpMessage, requestAs } from './request-forms.ts';
export { rerunCommand } from './rerun.ts';
export { type ShellCommand, sendAgain } from './send-again.ts';
export { decisiveLook, membersOf, type SequenceStep, sequenceOf } from './sequence.ts';
export { recordKind, shortId, stepName, stepOutcome, stepTiming } from './step-words.ts';
