/** The shape of answers, and the table of errors. */
export type { Answer } from './answer.ts';
export { constantBody, constantRules, textOfBody, textOfRules } from './constants.ts';
export { errorAnswer } from './error-answer.ts';
export { ERRORS, type ErrorCode, errorBody } from './errors.ts';
