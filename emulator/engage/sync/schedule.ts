/** When syncs happen: by the clock, or at once on request. */
import { setImmediate } from 'node:timers';
import type { Result } from '../../../schemas/index.ts';
import type { EmulatorClock } from '../../clock/index.ts';
import type { ResolvedEngage } from '../../options/index.ts';
import { type Computed, isAudience, type SyncRecord } from './computation.ts';
import type { ValueChange } from './ledger.ts';
import { type ChangeOutcome, createSync } from './sync.ts';

export interface SchedulerOptions {
  readonly options: ResolvedEngage;
  readonly clock: EmulatorClock;
  /** Whether it still exists. */
  readonly exists: (computed: Computed) => boolean;
  /** Updates it to what has been received. */
  readonly refresh: (computed: Computed) => void;
  readonly send: (computed: Computed, change: ValueChange, onEnd: (outcome: ChangeOutcome) => void) => number;
}

export interface Scheduler {
  /** Sets a timer for the sync at `nextSyncAt`; that sync sets the timer of the next one. */
  schedule(computed: Computed): void;
  /** Begins a sync at once. @returns its record, or a problem if one is under way */
  begin(computed: Computed): Result<SyncRecord>;
  stop(): void;
}

export function createScheduler({ options, clock, exists, refresh, send }: SchedulerOptions): Scheduler {
  let isStopped = false;

  const yieldTurn = (resume: () => void) => {
    clock.begin();
    setImmediate(() => {
      if (!isStopped) resume();
      clock.end();
    });
  };

  const begin = (computed: Computed): Result<SyncRecord> => {
    if (computed.sync !== undefined) return { problem: 'wait for its end, which GET shows' };
    refresh(computed);
    const sync = createSync(computed.ledger, {
      window: options.window,
      send: (change, onEnd) => send(computed, change, onEnd),
      yieldTurn,
      onEnd() {
        record.endedAt = clock.now();
        computed.sync = undefined;
      },
    });
    const record: SyncRecord = {
      kind: computed.syncs === 0 ? 'first' : 'later',
      progress: sync.progress,
      startedAt: clock.now(),
      endedAt: undefined,
    };
    computed.syncs += 1;
    computed.latest = record;
    computed.sync = sync;
    sync.start();
    return { value: record };
  };

  const schedule = (computed: Computed): void => {
    clock.schedule(computed.nextSyncAt, { what: 'sync', instance: options.instance.id }, () => {
      if (isStopped || !exists(computed)) return;
      computed.nextSyncAt = clock.now() + intervalOf(computed);
      schedule(computed);
      // If a sync is still under way, this one is left out, and later changes wait for the next.
      if (computed.sync === undefined) begin(computed);
    });
  };

  const intervalOf = (computed: Computed): number =>
    isAudience(computed) && computed.definition.level === 'account'
      ? options.accountSyncEvery
      : options.syncEvery;

  return {
    schedule,
    begin,
    stop() {
      isStopped = true;
    },
  };
}
