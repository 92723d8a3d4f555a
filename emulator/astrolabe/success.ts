/** The answer to a call that was accepted. */
import type { Choices } from '../choices.ts';
import type { Answer } from './call.ts';

const BODIES = { json: { success: true }, empty: undefined, text: 'OK' } as const;

/** 200 or 202 (AST-HTTP-003), with a body that nobody has to read. */
export function successAnswer(choices: Choices, rules: readonly string[]): Answer {
  return {
    status: choices['accepted-status'] === '202' ? 202 : 200,
    body: BODIES[choices['success-body']],
    rules,
  };
}
