/** One sync: works a ledger off through a bounded window, so that its size is not the audience's. */
import type { Change, Ledger } from './ledger.ts';

/** How one change ended; `skipped` says why there was nobody to call about. */
export type Outcome = 'delivered' | 'failed' | { readonly skipped: string };

export interface SyncOptions {
  /** Changes whose calls may be under way at a time, those that await a retry included. */
  readonly window: number;
  /** Makes the calls of a change; `onEnd` may be called before it returns. Answers how many calls there are. */
  readonly send: (change: Change, onEnd: (outcome: Outcome) => void) => number;
  /** Goes on later, so that others get their turn, and keeps the clock from moving until then. */
  readonly yieldTurn: (goOn: () => void) => void;
  readonly onEnd: () => void;
}

/** Counts of a sync; of changes unless said otherwise. */
export interface SyncProgress {
  total: number;
  begun: number;
  /** Calls, of which a change may need several. */
  calls: number;
  delivered: number;
  /** Given up by the delivery engine, and so left to the next sync. */
  failed: number;
  /** By reason. */
  readonly skipped: Record<string, number>;
}

export interface Sync {
  readonly progress: SyncProgress;
  /** May end it before it returns, where every call is delivered at once. */
  start(): void;
  /** Sends nothing more. */
  stop(): void;
}

/** Changes begun in one turn. */
const TURN = 500;

export function createSync(ledger: Ledger, { window, send, yieldTurn, onEnd }: SyncOptions): Sync {
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

  const settle = (change: Change, outcome: Outcome) => {
    underWay -= 1;
    if (outcome === 'delivered') progress.delivered += 1;
    else if (outcome === 'failed') progress.failed += 1;
    else progress.skipped[outcome.skipped] = (progress.skipped[outcome.skipped] ?? 0) + 1;
    ledger.settle(change, outcome === 'delivered');
    pump();
  };

  const fill = (): 'exhausted' | 'full' | 'turn-over' => {
    for (let begun = 0; underWay < window; begun += 1) {
      if (begun === TURN) return 'turn-over';
      const change = ledger.next();
      if (change === undefined) return 'exhausted';
      underWay += 1;
      progress.begun += 1;
      progress.total = Math.max(progress.total, progress.begun);
      progress.calls += send(change, (outcome) => settle(change, outcome));
    }
    return 'full';
  };

  function pump(): void {
    if (isPumping || isOver) return;
    isPumping = true;
    const state = fill();
    if (state === 'turn-over') {
      yieldTurn(() => {
        isPumping = false;
        pump();
      });
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
    stop() {
      isOver = true;
    },
  };
}
