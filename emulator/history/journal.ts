/** The journal: the destination's latest answers, and how often it gave each. */
import type { Clock } from '../ambient.ts';
import type { Decision } from '../astrolabe/index.ts';
import { keptId } from './kept-text.ts';
import { createRing } from './ring.ts';

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
}

export interface Journal {
  record(decision: Decision): void;
  /** The latest answers, oldest first, and the number of older ones that were dropped. */
  read(): { readonly entries: readonly JournalEntry[]; readonly dropped: number };
  /** Number of answers since the start or the last reset, by status and by error code. */
  tally(): { readonly statuses: Record<string, number>; readonly errors: Record<string, number> };
  clear(): void;
}

/** @param capacity number of entries to keep */
export function createJournal(capacity: number, clock: Clock): Journal {
  const ring = createRing<JournalEntry>(capacity);
  const statuses = new Map<number, number>();
  const errors = new Map<string, number>();
  return {
    record({ connector, call, status, code, rules }) {
      ring.push({
        at: clock.now(),
        connector: connector?.name,
        type: call?.type,
        messageId: call?.messageId === undefined ? undefined : keptId(call.messageId),
        status,
        code,
        rules,
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (code !== undefined) errors.set(code, (errors.get(code) ?? 0) + 1);
    },
    read: () => ({ entries: ring.items(), dropped: ring.dropped }),
    tally: () => ({ statuses: Object.fromEntries(statuses), errors: Object.fromEntries(errors) }),
    clear() {
      ring.clear();
      statuses.clear();
      errors.clear();
    },
  };
}
