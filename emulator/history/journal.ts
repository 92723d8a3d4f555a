/**
 * The journal: the destination's latest answers, how often it gave each, and requests that went no further than the ingress
 * or met no route.
 */
import type { Clock } from '../ambient.ts';
import { type Decision, isStoring, type Payload } from '../astrolabe/index.ts';
import type { AnsweredRequest } from '../trace.ts';
import { type BodyKeeper, type BodyNumber, NO_BODY } from './bodies.ts';
import { keptId, keptMessage, keptName } from './kept-text.ts';
import { createRing } from './ring.ts';
import type { CallWatch, UnmetRequest } from './watch.ts';

/**
 * One answer, without any field that could contain a key, except the body, which is redacted when it is shown. Texts are
 * as `keptId` and `keptName` leave them.
 */
export interface JournalEntry extends AnsweredRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of a call that came to the destination itself; the others have traces. Kept if the caller is known; else `NO_BODY`. */
  readonly body?: BodyNumber | undefined;
  /** Whether the destination stored what such a call says. */
  readonly isStored?: boolean;
  /** Which of all its decisions that about such a call was; undefined if the destination did not decide. */
  readonly turn?: number | undefined;
  /** The number of the connector of such a call. */
  readonly connectorNumber?: number | undefined;
}

/** A request that the ingress refused as a whole. */
export interface RefusedAtIngress {
  readonly method: string;
  /** Without its query; see `keptName`. */
  readonly path: string;
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly rules: readonly string[];
  /** Its body; undefined if it is not kept. */
  readonly utf8: Buffer | undefined;
}

export interface Journal {
  /**
   * @param payload of the request; undefined, or a value, if it was made in the process
   * @param turn which of all decisions of the destination it is; undefined if a fault plan decided
   */
  record(decision: Decision, payload?: Payload, turn?: number): void;
  noteUnmet(request: UnmetRequest): void;
  noteRefused(request: RefusedAtIngress): void;
  /** The latest answers and unmet requests, oldest first, and the number of older ones that were dropped. */
  read(): {
    readonly entries: readonly JournalEntry[];
    readonly dropped: number;
  };
  /** The latest entry; undefined if there is none. */
  readonly latest: JournalEntry | undefined;
  /** The entry at a position; undefined if it was dropped. */
  at(position: number): JournalEntry | undefined;
  /** The position of the next entry. */
  readonly end: number;
  /** Number of older entries that were dropped. */
  readonly dropped: number;
  /** Number of dropped calls that came to the destination itself. */
  readonly droppedDirect: number;
  /** Number of unmet requests since the start or the last reset. */
  readonly unmet: number;
  /** Number of answers since the start or the last reset, by status and by error code. */
  tally(): { readonly statuses: Record<string, number>; readonly errors: Record<string, number> };
  clear(): void;
}

/**
 * @param capacity number of entries to keep
 * @param watch notified of requests that met no route
 * @param bodies keeps the bodies of requests to the destination itself; undefined if they are not kept
 */
export function createJournal(
  capacity: number,
  clock: Clock,
  watch: Pick<CallWatch, 'watchers'>,
  bodies?: BodyKeeper,
): Journal {
  const ring = createRing<JournalEntry>(capacity);
  let unmet = 0;
  let droppedDirect = 0;
  const statuses = new Map<number, number>();
  const errors = new Map<string, number>();
  const drop = (entry: JournalEntry | undefined) => {
    if (entry?.body === undefined) return;
    if (entry.door === undefined) droppedDirect += 1;
    bodies?.release(entry.body);
  };
  const push = (entry: JournalEntry): void => {
    if (ring.end - ring.dropped === capacity) drop(ring.at(ring.dropped));
    ring.push(entry);
  };
  /** Anyone can send with an unknown key, so such bodies must not displace others. */
  const keep = (payload: Payload, isKnown: boolean): BodyNumber =>
    isKnown && payload.kind === 'text' && bodies !== undefined
      ? bodies.keepText(payload.utf8 ?? Buffer.from(payload.text), DIRECT)
      : NO_BODY;
  return {
    record({ connector, call, status, code, rules, method, mutation }, payload, turn) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (code !== undefined) errors.set(code, (errors.get(code) ?? 0) + 1);
      const messageId = call?.messageId === undefined ? undefined : keptId(call.messageId);
      const event = call?.event === undefined ? undefined : keptName(call.event);
      const at = clock.now();
      const isDirect = payload !== undefined && payload.kind !== 'value';
      // Written out twice: a spread made a call to the destination take half as long again (benchmarks/against.js).
      push(
        isDirect
          ? {
              at,
              connector: connector?.name,
              type: call?.type,
              messageId,
              event,
              status,
              code,
              rules,
              method,
              body: keep(payload, connector !== undefined),
              isStored: isStoring(mutation),
              turn,
              connectorNumber: connector?.number,
            }
          : {
              at,
              connector: connector?.name,
              type: call?.type,
              messageId,
              event,
              status,
              code,
              rules,
              method,
            },
      );
    },
    noteUnmet(request) {
      const { method, path, status, code, nearest } = request;
      unmet += 1;
      push({ ...UNMET, at: clock.now(), status, code, method, path: keptName(path), nearest });
      for (const watcher of watch.watchers) watcher.unmet?.(request);
    },
    noteRefused({ method, path, status, code, message, rules, utf8 }) {
      const body = utf8 && bodies?.keepText(utf8, DIRECT);
      const said = { status, code, message: message && keptMessage(message), rules };
      push({ ...UNMET, ...said, at: clock.now(), method, path: keptName(path), door: 'ingress', body });
    },
    get latest() {
      return ring.at(ring.end - 1);
    },
    at: ring.at,
    get end() {
      return ring.end;
    },
    get dropped() {
      return ring.dropped;
    },
    get droppedDirect() {
      return droppedDirect;
    },
    get unmet() {
      return unmet;
    },
    read: () => ({ entries: ring.items(), dropped: ring.dropped }),
    tally: () => ({ statuses: Object.fromEntries(statuses), errors: Object.fromEntries(errors) }),
    clear() {
      ring.clear();
      unmet = 0;
      droppedDirect = 0;
      statuses.clear();
      errors.clear();
    },
  };
}

const DIRECT = { form: 'direct' } as const;

const UNMET = {
  connector: undefined,
  type: undefined,
  messageId: undefined,
  event: undefined,
  rules: [],
} as const;
