/** When syncs happen: by the clock, or at once on request. */
import { setImmediate } from 'node:timers';
import type { Result } from '../../../schemas/index.ts';
import type { Ambient } from '../../ambient.ts';
import { createSlice, type EmulatorClock } from '../../clock/index.ts';
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
  /** The same in small steps. */
  readonly refreshSteps: (computed: Computed) => Iterator<void>;
  readonly stopwatch: Ambient['stopwatch'];
  readonly send: (computed: Computed, change: ValueChange, onEnd: (outcome: ChangeOutcome) => void) => number;
}

export interface Scheduler {
  /** Sets a timer for the sync at `nextSyncAt`; that sync sets the timer of the next one. */
  schedule(computed: Computed): void;
  /** Begins a sync at once. @returns its record, or a problem if one is under way */
  begin(computed: Computed): Result<SyncRecord>;
  stop(): void;
}

export function createScheduler(parts: SchedulerOptions): Scheduler {
  const { options, clock, exists, refresh, refreshSteps, stopwatch, send } = parts;
  let isStopped = false;
  /** Those that are refreshed before their sync begins. */
  const preparing = new Set<Computed>();
  const isUnderWay = (computed: Computed) => computed.sync !== undefined || preparing.has(computed);

  const yieldTurn = (resume: () => void) => {
    clock.begin();
    setImmediate(() => {
      if (!isStopped) resume();
      clock.end();
    });
  };

  const begin = (computed: Computed): Result<SyncRecord> => {
    if (isUnderWay(computed)) return { problem: 'wait for its end, which GET shows' };
    refresh(computed);
    return start(computed);
  };

  /** Refreshes in slices, because there may be very many profiles, and then begins a sync. */
  const beginInTurns = (computed: Computed): void => {
    const steps = refreshSteps(computed);
    const slice = createSlice(stopwatch);
    preparing.add(computed);
    const work = () => {
      while (steps.next().done !== true) {
        if (!slice.isOver()) continue;
        yieldTurn(() => {
          slice.begin();
          work();
        });
        return;
      }
      preparing.delete(computed);
      if (exists(computed)) start(computed);
    };
    work();
  };

  const start = (computed: Computed): Result<SyncRecord> => {
    const sync = createSync(computed.ledger, {
      window: options.window,
      send: (change, onEnd) => send(computed, change, onEnd),
      slice: createSlice(stopwatch),
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
      if (!isUnderWay(computed)) beginInTurns(computed);
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
