/** A call that an expectation looks at: one that passed the source, or one that came to the destination itself. */
import { isObject, isSuccessStatus } from '../../schemas/index.ts';
import { type CallTrace, type JournalEntry, keptId, keptName } from '../history/index.ts';
import type { BodyReader } from '../segment/index.ts';
import { type MemberTests, satisfiesAll } from './condition.ts';
import type { ExpectedStage } from './expectation.ts';

/** A call as it is referred to while its body may be dropped. */
export type Candidate = CallTrace | JournalEntry;

export function isTrace(candidate: Candidate): candidate is CallTrace {
  return 'receivedAt' in candidate;
}

export function timeOf(candidate: Candidate): number {
  return isTrace(candidate) ? candidate.receivedAt : candidate.at;
}

/**
 * Whether a call is looked at: not calls under unknown keys, which may be anybody's, and not repetitions, because the
 * first call with a messageId stands for all of them.
 */
export function counts(candidate: Candidate): boolean {
  if (!isTrace(candidate)) return candidate.body !== undefined && candidate.connector !== undefined;
  return candidate.reason !== 'unknown_source' && candidate.reason !== 'duplicate_message_id';
}

export function hasReached(candidate: Candidate, stage: ExpectedStage): boolean {
  if (stage === 'received') return true;
  if (!isTrace(candidate)) {
    return stage === 'delivered' ? isSuccessStatus(candidate.status) : candidate.isStored === true;
  }
  for (let delivery = candidate.delivery; delivery !== undefined; delivery = delivery.earlier) {
    if (stage === 'delivered' ? delivery.state === 'delivered' : delivery.isStored) return true;
  }
  return false;
}

/** Names of members that are kept without the body. */
const KEPT = ['type', 'event', 'userId', 'anonymousId', 'messageId'] as const;

export function isKept(name: string): boolean {
  return KEPT.some((one) => one === name);
}

/** Names longer than these are cut when they are kept. */
const WHOLE_NAME = 200;

/**
 * Whether a call matches as far as it is known without its body; undefined if that does not decide it.
 *
 * A match is only decided if all conditions are about members that are kept.
 */
export function matchesWithoutBody(
  candidate: Candidate,
  conditions: readonly MemberTests[],
): boolean | undefined {
  let isDecided = true;
  for (const { path, tests } of conditions) {
    const [name] = path;
    const [test] = tests;
    const kept = KEPT.find((one) => one === name);
    const value = test?.value;
    const isPlain = path.length === 1 && tests.length === 1 && test?.operator === '$eq';
    if (!isTrace(candidate) || kept === undefined || !isPlain || typeof value !== 'string') {
      isDecided = false;
      continue;
    }
    if (kept === 'event' && value.length > WHOLE_NAME) {
      if (candidate.event !== keptName(value)) return false;
      isDecided = false;
    } else if (candidate[kept] !== (kept === 'event' ? value : keptId(value))) return false;
  }
  return isDecided ? true : undefined;
}

/** The call itself: as it was delivered, or as it was received if it ended before; undefined if the body is gone. */
export function bodyOf(candidate: Candidate, reader: BodyReader): { readonly call: unknown } | undefined {
  if (!isTrace(candidate)) {
    if (candidate.body === undefined) return undefined;
    const read = reader.ofRequest(candidate.body);
    return typeof read === 'object' ? { call: read.value } : undefined;
  }
  const bodies = reader.ofCall(candidate);
  if (typeof bodies !== 'object') return undefined;
  const { received, delivered } = bodies;
  if (delivered !== undefined) return { call: delivered };
  if (!isObject(received)) return { call: received };
  const { messageId, type = candidate.type } = received;
  // As for a call that is seen when it comes: the type may be in the path, and the messageId is made.
  return { call: { ...received, type, messageId: messageId ?? candidate.messageId } };
}

/** Whether a call matches; undefined if its body is needed and gone. */
export function matches(
  candidate: Candidate,
  conditions: readonly MemberTests[],
  reader: BodyReader,
): boolean | undefined {
  const known = matchesWithoutBody(candidate, conditions);
  if (known !== undefined) return known;
  const body = bodyOf(candidate, reader);
  return body === undefined ? undefined : satisfiesAll(body.call, conditions);
}
