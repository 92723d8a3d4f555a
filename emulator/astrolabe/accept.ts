/** The decision about a call that is accepted. */
import type { Choices } from '../choices/index.ts';
import type { Decision } from './call.ts';

const BODIES = { json: { success: true }, empty: undefined, text: 'OK' } as const;

/** 200 or 202 (AST-HTTP-003), with a body that nobody has to read. */
export function accept(
  choices: Choices,
  rules: readonly string[],
  { connector, call, mutation }: Pick<Decision, 'connector' | 'call' | 'mutation'>,
): Decision {
  // Written out, with the members of every decision in one order: one is made for each call.
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
