/** When syncs happen: by the clock, or at once on request. */
import { setImmediate } from 'node:timers';
import type { Result } from '../../../schemas/index.ts';
import type { Ambient } from '../../ambient.ts';
import { createSlice, type EmulatorClock } from '../../clock/index.ts';
import type { ResolvedEngage } from '../../options/index.ts';
import { type Computed, isAudience, keepSync, type SyncRecord } from './computation.ts';
import type { ValueChange } from './ledger.ts';
import { type ChangeOutcome, createSync, type Sync } from './sync.ts';

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
  /** What its sync is doing; one that is being prepared is then ready to begin. */
  stateOf(computed: Computed): SyncState;
  /** Continues a sync of its `latest` record, of which this many changes are under way, or one that is to begin. */
  resume(computed: Computed, state: SyncState, changes: number): void;
  stop(): void;
}

export type SyncState = 'none' | 'preparing' | 'under-way';

export function createScheduler(parts: SchedulerOptions): Scheduler {
  const { options, clock, exists, refresh, refreshSteps, stopwatch, send } = parts;
  let isStopped = false;
  /** Those that are refreshed before their sync begins. */
  const preparing = new Map<Computed, Iterator<void>>();
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
    preparing.set(computed, steps);
    const slice = createSlice(stopwatch);
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

  const makeSync = (computed: Computed, recordOf: () => SyncRecord): Sync =>
    createSync(computed.ledger, {
      window: options.window,
      send: (change, onEnd) => send(computed, change, onEnd),
      slice: createSlice(stopwatch),
      yieldTurn,
      onEnd() {
        recordOf().endedAt = clock.now();
        computed.sync = undefined;
      },
    });

  const start = (computed: Computed): Result<SyncRecord> => {
    const sync = makeSync(computed, () => record);
    const record: SyncRecord = {
      kind: computed.syncs === 0 ? 'first' : 'later',
      progress: sync.progress,
      startedAt: clock.now(),
      endedAt: undefined,
    };
    computed.syncs += 1;
    keepSync(computed, record);
    computed.sync = sync;
    sync.start();
    return { value: record };
  };

  const schedule = (computed: Computed): void => {
    computed.turn = clock.schedule(
      computed.nextSyncAt,
      { what: 'sync', instance: options.instance.id },
      () => {
        if (isStopped || !exists(computed)) return;
        computed.nextSyncAt = clock.now() + intervalOf(computed);
        schedule(computed);
        // If a sync is still under way, this one is left out, and later changes wait for the next.
        if (!isUnderWay(computed)) beginInTurns(computed);
      },
    );
  };

  const intervalOf = (computed: Computed): number =>
    isAudience(computed) && computed.definition.level === 'account'
      ? options.accountSyncEvery
      : options.syncEvery;

  return {
    schedule,
    begin,
    stateOf(computed) {
      const steps = preparing.get(computed);
      while (steps !== undefined && steps.next().done !== true);
      if (steps !== undefined) return 'preparing';
      return computed.sync === undefined ? 'none' : 'under-way';
    },
    resume(computed, state, changes) {
      const { latest } = computed;
      if (state === 'preparing') {
        preparing.set(computed, [].values());
        yieldTurn(() => {
          preparing.delete(computed);
          if (exists(computed)) start(computed);
        });
      } else if (state === 'under-way' && latest !== undefined) {
        const sync = makeSync(computed, () => record);
        const record = { ...latest, progress: sync.progress };
        sync.resume(latest.progress, changes);
        computed.kept.length = 0;
        keepSync(computed, record);
        computed.sync = sync;
      }
    },
    stop() {
      isStopped = true;
    },
  };
}
