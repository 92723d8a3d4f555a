/** What happened to a call or a request, as one entry of the log. */
import {
  type CallTrace,
  type CallWatcher,
  type Decision,
  type DeliveryTrace,
  meaningOf,
  withoutWorldKeys,
} from '../../../emulator/start.ts';
import { cutText } from '../../../safe-text/index.ts';
import { isObject, isSuccessStatus } from '../../../schemas/index.ts';

/** How far it came. */
export type LogOutcome = 'delivered' | 'retrying' | 'dropped' | 'refused' | 'discarded';

/** One line of the log; JSON lines have these members. */
export interface LogEntry {
  /** When, by the clock of the emulator, in ISO 8601. */
  readonly time: string;
  readonly outcome: LogOutcome;
  /** Id of the world, if it is not the one that the options describe. */
  readonly world?: string | undefined;
  /** Of a call. */
  readonly type?: string | undefined;
  /** Of a track call. */
  readonly event?: string | undefined;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Of a request that was refused as a whole. */
  readonly request?: string | undefined;
  /** Of the destination instance, if it is not the first. */
  readonly instance?: string | undefined;
  /** Of the response of the destination, or to the request. */
  readonly status?: number | undefined;
  /** Why, in one word: Segment's for a dropped call, the code of a network error. */
  readonly reason?: string | undefined;
  /** Why, as a sentence. */
  readonly message?: string | undefined;
  /** When a call is sent again, in ISO 8601. */
  readonly nextAttemptAt?: string | undefined;
}

/** Longer texts are cut. */
const LONGEST = 200;

/** Bodies of requests to the destination that are read again for the names in them. */
const LARGEST_BODY = 256 * 1024;

/** The world whose calls are logged. */
export interface LoggedWorld {
  /** Its clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Id of its first destination instance. */
  readonly firstInstance: string | undefined;
  /** Its id; undefined for the one that the options describe. */
  readonly world?: string | undefined;
  /** Hides keys in a text: calls may repeat them. */
  readonly hideKeys: (text: string) => string;
}

/** @param put called with each entry; must not throw */
export function watchForLog(
  { now, firstInstance, world }: LoggedWorld,
  put: (entry: LogEntry) => void,
): CallWatcher {
  const write = (entry: Omit<LogEntry, 'time' | 'world'>) => put({ time: isoTime(now()), world, ...entry });
  return {
    received(trace, call) {
      const { reason } = trace;
      if (reason === undefined) return;
      write({ outcome: 'dropped', ...aboutCall(call), reason, message: meaningOf(reason) });
    },
    attempted(trace, delivery, call) {
      const instance = delivery.instance === firstInstance ? undefined : delivery.instance;
      // The trace has the ids as text, cut.
      const about = { ...aboutCall(call), messageId: trace.messageId, instance };
      write({ ...about, ...outcomeOf(delivery, trace) });
    },
    answered(decision, { headers, payload }) {
      if (headers === undefined) return;
      const { status, call } = decision;
      const body = payload.kind === 'text' && payload.text.length <= LARGEST_BODY ? parsed(payload.text) : {};
      const about = isObject(body) ? aboutCall(body) : {};
      if (isSuccessStatus(status)) write({ outcome: 'delivered', ...about, ...call, status });
      else
        write({
          outcome: 'refused',
          ...about,
          ...requestOf(decision),
          status,
          ...because(decision.body),
        });
    },
    refused({ status, body }) {
      write({
        outcome: 'refused',
        request: 'request to the ingress',
        status,
        ...because(body),
      });
    },
    unmet({ method, path, status, code, nearest }) {
      const message = nearest === undefined ? undefined : `did you mean ${nearest}?`;
      // A pixel was told of already.
      if (status !== 404 && status !== 405) return;
      write({
        outcome: 'refused',
        request: `${method} ${path}`,
        status,
        reason: code,
        message,
      });
    },
  };
}

function requestOf({ connector, method }: Decision): Partial<LogEntry> {
  return connector === undefined || method !== undefined ? { request: `${method ?? 'POST'} /astrolabe` } : {};
}

function outcomeOf(
  { state, reason, dueAt, attempt }: DeliveryTrace,
  { receivedAt }: CallTrace,
): Pick<LogEntry, 'outcome' | 'status' | 'reason' | 'message' | 'nextAttemptAt'> {
  const { status, error, message } = attempt ?? {};
  switch (state) {
    case 'delivered':
      return { outcome: 'delivered', status };
    case 'filtered':
      return { outcome: 'dropped', reason, message: reason && meaningOf(reason) };
    case 'queued':
    case 'awaiting-retry':
      return {
        outcome: 'retrying',
        status,
        reason: error,
        message,
        nextAttemptAt: isoTime(dueAt ?? receivedAt),
      };
    case 'discarded':
      return {
        outcome: 'discarded',
        status,
        reason: reason ?? error,
        message: reason === undefined ? message : meaningOf(reason),
      };
  }
}

function because(body: unknown): Pick<LogEntry, 'reason' | 'message'> {
  if (!isObject(body)) return {};
  return { reason: text(body.code), message: text(body.message) };
}

function aboutCall({
  type,
  event,
  userId,
  anonymousId,
  groupId,
  messageId,
}: Readonly<Record<string, unknown>>) {
  return {
    type: text(type),
    event: text(event),
    userId: text(userId),
    anonymousId: text(anonymousId),
    groupId: text(groupId),
    messageId: text(messageId),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  // A key that is cut would not be found any more.
  return value.length <= LONGEST ? value : cutText(withoutWorldKeys(value), LONGEST);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
