/** The decision for a refused call. */
import { ERRORS, errorBody } from '../answers/index.ts';
import type { Decision, Refusal } from './call.ts';

/** @param about what is known about the call so far */
export function refuse(refusal: Refusal, about: Pick<Decision, 'connector' | 'call'> = {}): Decision {
  const { error, detail, rules, violations } = refusal;
  return {
    status: ERRORS[error].status,
    body: errorBody(error, detail, violations),
    headers: undefined,
    rules,
    code: error,
    delayMs: undefined,
    connector: about.connector,
    call: about.call,
    mutation: undefined,
  };
}
