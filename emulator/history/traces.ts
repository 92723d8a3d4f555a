/** The traces: what happened to each of the latest calls, read in pages. */
import type { Trace } from '../trace.ts';
import { type BodyKeeper, NO_BODY } from './bodies.ts';
import { keptId } from './kept-text.ts';
import { type NameOfConnector, renderTrace } from './render-trace.ts';
import { createRing } from './ring.ts';
import { bytesOfAttempt, bytesOfTrace } from './trace-bytes.ts';
import type { AttemptTrace, CallTrace } from './trace-record.ts';

export interface Traces {
  /**
   * Keeps a trace, which may still change, and returns its position.
   *
   * @param deliveries how many it will have
   */
  open(trace: CallTrace, deliveries: number): number;
  /** Counts an attempt that was added to a trace. */
  count(trace: CallTrace, attempt: AttemptTrace): void;
  /** The trace at a position; undefined if it was dropped. */
  at(position: number): CallTrace | undefined;
  /** @param bodiesOf what is shown of a body beside its trace */
  read(query: TraceQuery, bodiesOf?: (trace: CallTrace) => Partial<Trace>): TracePage;
  /** The position of the next trace. */
  readonly end: number;
  readonly size: number;
  /** Number of older traces that were dropped. */
  readonly dropped: number;
  clear(): void;
}

export interface TraceQuery {
  readonly messageId?: string | undefined;
  /** A userId or an anonymousId. */
  readonly userId?: string | undefined;
  readonly type?: string | undefined;
  /** The groupId of a group call that was passed on. It is in the body, so calls without one that is kept are not found. */
  readonly groupId?: string | undefined;
  /** An outcome, or its beginning up to a full stop, such as `errors.discarded`. */
  readonly outcome?: string | undefined;
  /** Traces per page. */
  readonly limit: number;
  /** A page ends behind the call with which the bodies that were read have more characters. Default: no limit. */
  readonly characters?: number | undefined;
  /** `next` of the previous page; 0 is the beginning. */
  readonly cursor?: number | undefined;
  /** Default: `oldest`. */
  readonly first?: 'oldest' | 'newest' | undefined;
}

/** Reading does not consume traces. */
interface TracePage {
  readonly traces: readonly Trace[];
  /** The cursor of the next page; absent on the last page. */
  readonly next?: string;
  readonly dropped: number;
}

/**
 * @param capacity number of traces to keep
 * @param byteCapacity bytes of all of them, estimated
 * @param bodies keeps the bodies that they refer to
 * @param connectorOf default: connectors are not named
 */
export function createTraces(
  capacity: number,
  byteCapacity: number,
  bodies?: Pick<BodyKeeper, 'use' | 'release'>,
  connectorOf?: NameOfConnector,
): Traces {
  const ring = createRing<CallTrace>(capacity);
  let bytes = 0;

  const dropOldest = () => {
    const oldest = ring.shift();
    if (oldest === undefined) return;
    bytes -= oldest.bytes;
    oldest.bytes = 0;
    if (oldest.body !== NO_BODY) bodies?.release(oldest.body);
  };

  const add = (trace: CallTrace, more: number) => {
    trace.bytes += more;
    bytes += more;
    while (bytes > byteCapacity) dropOldest();
  };

  function* positions({ cursor = 0, first }: TraceQuery): Iterable<number> {
    if (first === 'newest') {
      const from = cursor === 0 ? ring.end : Math.min(cursor, ring.end);
      for (let position = from - 1; position >= ring.dropped; position -= 1) yield position;
    } else {
      for (let position = Math.max(cursor, ring.dropped); position < ring.end; position += 1) yield position;
    }
  }

  return {
    open(trace, deliveries) {
      if (ring.end - ring.dropped === capacity) dropOldest();
      const position = ring.push(trace);
      if (trace.body !== NO_BODY) bodies?.use(trace.body);
      add(trace, bytesOfTrace(trace, deliveries));
      return position;
    },
    count(trace, attempt) {
      if (trace.bytes > 0) add(trace, bytesOfAttempt(attempt));
    },
    at: ring.at,
    read({ messageId, userId, ...rest }, bodiesOf) {
      const query = { ...rest, messageId: messageId && keptId(messageId), userId: userId && keptId(userId) };
      const traces: Trace[] = [];
      let characters = 0;
      for (const position of positions(query)) {
        const trace = ring.at(position);
        if (trace === undefined || !isOf(trace, query)) continue;
        const rendered = { position, ...renderTrace(trace, connectorOf) };
        if (!hasOutcome(rendered, query.outcome)) continue;
        if (traces.length === query.limit || characters > (query.characters ?? Number.POSITIVE_INFINITY)) {
          // Newest first, a cursor is the position before which a page begins, so that 0 stays the beginning.
          const next = query.first === 'newest' ? position + 1 : position;
          return { traces, next: String(next), dropped: ring.dropped };
        }
        const shown = bodiesOf?.(trace);
        if (query.characters !== undefined) characters += JSON.stringify(shown ?? '').length;
        if (query.groupId !== undefined && groupIdIn(shown?.delivered) !== query.groupId) continue;
        traces.push(shown === undefined ? rendered : { ...rendered, ...shown });
      }
      return { traces, dropped: ring.dropped };
    },
    get end() {
      return ring.end;
    },
    get size() {
      return ring.end - ring.dropped;
    },
    get dropped() {
      return ring.dropped;
    },
    clear() {
      while (ring.end > ring.dropped) dropOldest();
      ring.clear();
      bytes = 0;
    },
  };
}

function isOf(trace: CallTrace, { messageId, userId, type, groupId }: TraceQuery): boolean {
  if (messageId !== undefined && trace.messageId !== messageId) return false;
  if (type !== undefined && trace.type !== type) return false;
  if (groupId !== undefined && trace.type !== 'group') return false;
  return userId === undefined || trace.userId === userId || trace.anonymousId === userId;
}

function groupIdIn(call: unknown): unknown {
  return typeof call === 'object' && call !== null && 'groupId' in call ? call.groupId : undefined;
}

function hasOutcome(
  { outcome, deliveries }: Pick<Trace, 'outcome' | 'deliveries'>,
  asked: string | undefined,
): boolean {
  if (asked === undefined) return true;
  return [outcome, ...deliveries.map((delivery) => delivery.outcome)].some(
    (name) => name === asked || name.startsWith(`${asked}.`),
  );
}
