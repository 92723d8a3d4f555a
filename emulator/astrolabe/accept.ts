/** The decision for an accepted call. */
import { constantBody } from '../answers/index.ts';
import type { Choices } from '../choices/index.ts';
import type { Decision } from './call.ts';

const BODIES = { json: constantBody({ success: true }), empty: undefined, text: 'OK' };

/** 200 or 202 (AST-HTTP-003), with a body that callers can ignore. */
export function accept(
  choices: Choices,
  rules: readonly string[],
  { connector, call, mutation }: Pick<Decision, 'connector' | 'call' | 'mutation'>,
): Decision {
  // Every decision lists the same members in the same order, which keeps the hot path fast.
  return {
    status: choices['accepted-status'] === '202' ? 202 : 200,
    body: BODIES[choices['success-body']],
    headers: undefined,
    rules,
    code: undefined,
    delayMs: undefined,
    connector,
    call,
    mutation,
  };
}
