/** The journal: the destination's latest answers, how often it gave each, and requests that met no route. */
import type { Clock } from '../ambient.ts';
import type { Decision } from '../astrolabe/index.ts';
import { keptId, keptName } from './kept-text.ts';
import { createRing } from './ring.ts';
import type { CallWatch, UnmetRequest } from './watch.ts';

/** One answer, without any field that could contain a key. */
interface JournalEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly connector: string | undefined;
  readonly type: string | undefined;
  /** See `keptId`. */
  readonly messageId: string | undefined;
  readonly status: number;
  readonly code: string | undefined;
  readonly rules: readonly string[];
  /** Of a request that met no route, or came with another method. */
  readonly method?: string | undefined;
  /** Of a request that met no route, without its query; see `keptName`. */
  readonly path?: string;
  /** The address that was probably meant. */
  readonly nearest?: string | undefined;
}

export interface Journal {
  record(decision: Decision): void;
  noteUnmet(request: UnmetRequest): void;
  /** The latest answers and unmet requests, oldest first, and the number of older ones that were dropped. */
  read(): {
    readonly entries: readonly JournalEntry[];
    readonly dropped: number;
  };
  /** Number of unmet requests since the start or the last reset. */
  readonly unmet: number;
  /** Number of answers since the start or the last reset, by status and by error code. */
  tally(): { readonly statuses: Record<string, number>; readonly errors: Record<string, number> };
  clear(): void;
}

/**
 * @param capacity number of entries to keep
 * @param watch who is told of requests that met no route
 */
export function createJournal(capacity: number, clock: Clock, watch: Pick<CallWatch, 'watchers'>): Journal {
  const ring = createRing<JournalEntry>(capacity);
  let unmet = 0;
  const statuses = new Map<number, number>();
  const errors = new Map<string, number>();
  return {
    record({ connector, call, status, code, rules, method }) {
      ring.push({
        at: clock.now(),
        connector: connector?.name,
        type: call?.type,
        messageId: call?.messageId === undefined ? undefined : keptId(call.messageId),
        status,
        code,
        rules,
        method,
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (code !== undefined) errors.set(code, (errors.get(code) ?? 0) + 1);
    },
    noteUnmet(request) {
      const { method, path, status, code, nearest } = request;
      unmet += 1;
      const about = { connector: undefined, type: undefined, messageId: undefined, status, code, rules: [] };
      ring.push({ at: clock.now(), ...about, method, path: keptName(path), nearest });
      for (const watcher of watch.watchers) watcher.unmet?.(request);
    },
    get unmet() {
      return unmet;
    },
    read: () => ({ entries: ring.items(), dropped: ring.dropped }),
    tally: () => ({ statuses: Object.fromEntries(statuses), errors: Object.fromEntries(errors) }),
    clear() {
      ring.clear();
      unmet = 0;
      statuses.clear();
      errors.clear();
    },
  };
}
