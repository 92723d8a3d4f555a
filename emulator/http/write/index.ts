/** The door of writing: answers on their way to a socket. */
export { writeAnswer } from './write-answer.ts';
export { writeRecords } from './write-records.ts';
