/** What an answer is, and the one table of errors. */
export type { Answer } from './answer.ts';
export { errorAnswer } from './error-answer.ts';
export { ERRORS, type ErrorCode, errorBody } from './errors.ts';
