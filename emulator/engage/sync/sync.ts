/** One sync: works through a ledger in a bounded window, so that its memory does not grow with the audience. */
import type { Slice } from '../../clock/index.ts';
import type { Ledger, ValueChange } from './ledger.ts';

/** How one change ended; `skipped` says why no call was sent. */
export type ChangeOutcome = 'delivered' | 'failed' | { readonly skipped: string };

export interface SyncOptions {
  /** How many changes may be under way at a time, including those that await a retry. */
  readonly window: number;
  /** Makes the calls of a change and returns how many; `onEnd` may be called before it returns. */
  readonly send: (change: ValueChange, onEnd: (outcome: ChangeOutcome) => void) => number;
  /** Says when a turn has taken long enough. */
  readonly slice: Slice;
  /** Calls `resume` later, so that other work gets a turn; the clock does not move until then. */
  readonly yieldTurn: (resume: () => void) => void;
  readonly onEnd: () => void;
}

/** Counts of a sync: of changes, except `calls`. */
export interface SyncProgress {
  total: number;
  begun: number;
  /** A change may need several calls. */
  calls: number;
  delivered: number;
  /** Given up by the delivery engine; the next sync sends them again. */
  failed: number;
  /** By reason. */
  skipped: Record<string, number>;
}

export interface Sync {
  readonly progress: SyncProgress;
  /** The sync may end before this returns, if every call is delivered at once. */
  start(): void;
  /** Continues, in a later turn, with changes that were under way: they are settled with `settle`. */
  resume(progress: SyncProgress, changes: number): void;
  /** Tells how a change ended that an earlier sync began. */
  settle(change: ValueChange, outcome: ChangeOutcome): void;
  /** Sends no more changes. */
  stop(): void;
}

/** How many changes begin in one turn, at most. */
const TURN = 500;

export function createSync(ledger: Ledger, { window, send, slice, yieldTurn, onEnd }: SyncOptions): Sync {
  const progress: SyncProgress = {
    total: ledger.waiting(),
    begun: 0,
    calls: 0,
    delivered: 0,
    failed: 0,
    skipped: {},
  };
  let underWay = 0;
  let isPumping = false;
  let isOver = false;

  const settle = (change: ValueChange, outcome: ChangeOutcome) => {
    underWay -= 1;
    if (outcome === 'delivered') progress.delivered += 1;
    else if (outcome === 'failed') progress.failed += 1;
    else progress.skipped[outcome.skipped] = (progress.skipped[outcome.skipped] ?? 0) + 1;
    ledger.settle(change, outcome === 'delivered');
    pump();
  };

  const fill = (): 'exhausted' | 'full' | 'turn-over' => {
    slice.begin();
    for (let begun = 0; underWay < window; begun += 1) {
      if (begun === TURN || (begun > 0 && slice.isOver())) return 'turn-over';
      const change = ledger.next();
      if (change === undefined) return 'exhausted';
      underWay += 1;
      progress.begun += 1;
      progress.total = Math.max(progress.total, progress.begun);
      progress.calls += send(change, (outcome) => settle(change, outcome));
    }
    return 'full';
  };

  function continueLater(): void {
    yieldTurn(() => {
      isPumping = false;
      pump();
    });
  }

  function pump(): void {
    if (isPumping || isOver) return;
    isPumping = true;
    const state = fill();
    if (state === 'turn-over') {
      continueLater();
      return;
    }
    isPumping = false;
    if (state === 'full' || underWay > 0) return;
    isOver = true;
    onEnd();
  }

  return {
    progress,
    start() {
      ledger.begin();
      pump();
    },
    resume(earlier, changes) {
      Object.assign(progress, earlier);
      underWay = changes;
      isPumping = true;
      continueLater();
    },
    settle,
    stop() {
      isOver = true;
    },
  };
}
