/** Errors that are decided before or beside the roles: at the door and in the control plane. */

import type { Answer } from './answer.ts';
import { ERRORS, type ErrorCode, errorBody } from './errors.ts';

/** @param detail completes the error's title: what to write instead, without a full stop */
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
