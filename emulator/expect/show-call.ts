/** A call as answers show it. */
import { isObject, isSuccessStatus } from '../../schemas/index.ts';
import { ERRORS, type ErrorCode } from '../answers/index.ts';
import type { CallTrace, JournalEntry } from '../history/index.ts';
import { stageOf } from '../history/index.ts';
import type { BodyShow, ShownBodies } from '../segment/index.ts';
import { type Candidate, isTrace } from './candidate.ts';

/** A call: how far it came and, if they are kept, its bodies. */
export interface ShownCall extends ShownBodies {
  readonly messageId?: string | undefined;
  readonly type?: string | undefined;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly event?: string | undefined;
  /** When it came, as ISO 8601. */
  readonly at: string;
  /** `stored`, `delivered`, `received`, or why it is not yet or will not be, such as `pending retry`. */
  readonly stage: string;
  /** Why it goes no further: Segment's word for it, a status, or a network error. */
  readonly reason?: string | undefined;
  /** What that means, and what to send instead. */
  readonly meaning?: string | undefined;
  /** Of a call that came to the destination itself: whose key it had. */
  readonly connector?: string | undefined;
  /** Of a call that passed the source: the destination instance that the stage is about. */
  readonly instance?: string | undefined;
}

export function showCall(candidate: Candidate, show: BodyShow): ShownCall {
  return isTrace(candidate) ? showTrace(candidate, show) : showEntry(candidate, show);
}

function showTrace(trace: CallTrace, show: BodyShow): ShownCall {
  const { messageId, type, userId, anonymousId, event, receivedAt } = trace;
  const at = new Date(receivedAt).toISOString();
  return { messageId, type, userId, anonymousId, event, at, ...stageOf(trace), ...show.ofCall(trace) };
}

function showEntry(entry: JournalEntry, show: BodyShow): ShownCall {
  const { messageId, type, event, connector, status, code, isStored } = entry;
  const bodies = show.ofEntry(entry);
  const ended = isSuccessStatus(status) ? 'delivered' : 'failed delivery';
  return {
    messageId,
    type,
    userId: idIn(bodies.received, 'userId'),
    anonymousId: idIn(bodies.received, 'anonymousId'),
    event,
    at: new Date(entry.at).toISOString(),
    stage: isStored ? 'stored' : ended,
    reason: isSuccessStatus(status) ? undefined : String(status),
    meaning: code && ERRORS[code as ErrorCode].title,
    connector,
    ...bodies,
  };
}

function idIn(body: unknown, name: string): string | undefined {
  const id = isObject(body) ? body[name] : undefined;
  return typeof id === 'string' ? id : undefined;
}
