/** Roughly the memory of a trace: the objects, and two bytes for each character. */
import type { AttemptTrace, CallTrace } from './trace-record.ts';

const TRACE_BYTES = 250;
const DELIVERY_BYTES = 120;
const ATTEMPT_BYTES = 150;
const RULE_BYTES = 100;

/** @param deliveries how many it will have, without their attempts */
export function bytesOfTrace(
  { messageId, type = '', userId = '', anonymousId = '', event = '' }: CallTrace,
  deliveries: number,
): number {
  const characters = messageId.length + type.length + userId.length + anonymousId.length + event.length;
  return TRACE_BYTES + 2 * characters + DELIVERY_BYTES * deliveries;
}

export function bytesOfAttempt({ message = '', rules = [] }: AttemptTrace): number {
  return ATTEMPT_BYTES + 2 * message.length + RULE_BYTES * rules.length;
}
