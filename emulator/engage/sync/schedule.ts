/** When syncs happen: on the clock, or at once on request. */
import { setImmediate } from 'node:timers';
import type { EmulatorClock } from '../../clock/index.ts';
import type { ResolvedEngage } from '../../options/index.ts';
import { type Computed, isAudience } from './computation.ts';
import type { Change } from './ledger.ts';
import { createSync, type Outcome } from './sync.ts';

export interface SchedulerOptions {
  readonly options: ResolvedEngage;
  readonly clock: EmulatorClock;
  /** Whether it has not been removed. */
  readonly isKept: (computed: Computed) => boolean;
  /** Brings it up to what was received. */
  readonly refresh: (computed: Computed) => void;
  readonly send: (computed: Computed, change: Change, onEnd: (outcome: Outcome) => void) => number;
}

export interface Scheduler {
  /** Sets the timer of the sync at `nextSyncAt`, which sets the next one. */
  schedule(computed: Computed): void;
  /** Begins a sync at once. @returns a sentence where one is under way */
  begin(computed: Computed): string | undefined;
  stop(): void;
}

export function createScheduler({ options, clock, isKept, refresh, send }: SchedulerOptions): Scheduler {
  let isStopped = false;

  const yieldTurn = (goOn: () => void) => {
    clock.begin();
    setImmediate(() => {
      if (!isStopped) goOn();
      clock.end();
    });
  };

  const begin = (computed: Computed): string | undefined => {
    if (computed.sync !== undefined) return 'wait for its end, which GET shows';
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
    const record: NonNullable<Computed['latest']> = {
      kind: computed.syncs === 0 ? 'first' : 'later',
      progress: sync.progress,
      startedAt: clock.now(),
      endedAt: undefined,
    };
    computed.syncs += 1;
    computed.latest = record;
    computed.sync = sync;
    sync.start();
    return undefined;
  };

  const schedule = (computed: Computed): void => {
    clock.schedule(computed.nextSyncAt, { what: 'sync', instance: options.instance.id }, () => {
      if (isStopped || !isKept(computed)) return;
      computed.nextSyncAt = clock.now() + intervalOf(computed);
      schedule(computed);
      // One that is still under way takes this one's place, and what changed meanwhile waits for the next.
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
