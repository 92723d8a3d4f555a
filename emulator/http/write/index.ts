/** The door of writing: answers on their way to a socket. */
export type { Attempt } from './attempt.ts';
export { writeAnswer } from './write-answer.ts';
export { writeRecords } from './write-records.ts';
