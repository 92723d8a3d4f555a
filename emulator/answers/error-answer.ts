/** Error answers of the HTTP layer and the control plane. */
import type { Answer } from './answer.ts';
import { ERRORS, type ErrorCode, errorBody } from './errors.ts';

/** @param detail follows the error's title: what to send instead, without a full stop */
export function errorAnswer(
  code: ErrorCode,
  detail?: string,
  headers?: Readonly<Record<string, string>>,
): Answer {
  return {
    status: ERRORS[code].status,
    body: errorBody(code, detail),
    rules: [],
    code,
    headers,
  };
}
