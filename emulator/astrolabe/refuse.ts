/** Why a call is refused, as each part of the sequence says it, and the decision that follows. */
import type { Violation } from '../../schemas/index.ts';
import { ERRORS, type ErrorCode, errorBody } from '../answers/errors.ts';
import type { Decision } from './call.ts';

export interface Refusal {
  readonly error: ErrorCode;
  /** What to send instead, without a full stop. */
  readonly detail?: string;
  /** Ids of the clauses, choices and limits that say so. */
  readonly rules: readonly string[];
  readonly violations?: readonly Violation[];
}

/** @param about what is known of the call by then */
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
