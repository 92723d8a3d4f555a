/** The emulator without sockets: destination, Segment's side and Engage around one clock and one journal. */
import { alterDestination, createDefectLog, type DefectLog } from './alterations/index.ts';
import { createDestination, type Destination } from './astrolabe/index.ts';
import { createClock, type EmulatorClock } from './clock/index.ts';
import type { Persistence } from './disk/index.ts';
import { createEngage, createEngageSource, type Engage } from './engage/index.ts';
import { createFaultDeliveries, createFaults, type Faults } from './faults/index.ts';
import { type CallWatch, createCallWatch, createJournal, type Journal } from './history/index.ts';
import type { ResolvedOptions } from './options/index.ts';
import type { Forward } from './segment/index.ts';
import { createSegment, createSource, NO_PERSISTENCE, type Segment } from './segment/index.ts';

export interface Core extends Omit<Segment, 'reset' | 'restore' | 'engageInstances'> {
  readonly clock: EmulatorClock;
  readonly destination: Destination;
  readonly engage: Engage;
  readonly journal: Journal;
  /** Who watches what happens to calls. */
  readonly watch: CallWatch;
  /** Failures on demand. */
  readonly faults: Faults;
  /** The number of calls on which each enabled defect has acted. */
  readonly defects: Pick<DefectLog, 'counts'>;
  /** Deletes records, journal, traces, deliveries, timers, fault plans and counters. The clock keeps its time. */
  reset(): void;
  /** Stops every delivery, sync and timer. Waiting deliveries keep their state in the traces. May be called again. */
  stop(): void;
  /** Stops and forgets everything. */
  end(): void;
  /** Loads the persisted records, and persists every later change. Call it once, before the first request. */
  load(): Promise<void>;
  /** Continues the persisted deliveries. Call it once, when the start of the emulator can no longer fail. */
  resume(): void;
  /** Resolves once every change so far is persisted; undefined if none is pending, or there is no data directory. */
  saved(): Promise<void> | undefined;
}

/**
 * @param forward sends calls to endpoints outside the process
 * @param persistence persists records and waiting deliveries; without it they end with the process
 */
export function createCore(options: ResolvedOptions, forward: Forward, persistence?: Persistence): Core {
  const { apiKey, blockingApiKey, restrictedApiKey, choices, limits, ambient } = options;
  const clock = createClock(ambient.clock, ambient.stopwatch);
  if (options.clockMode === 'frozen') clock.freeze(options.frozenAt);
  const watch = createCallWatch();
  const journal = createJournal(limits.journal, clock, watch);
  const keys = { apiKey, blockingApiKey, restrictedApiKey };
  const log = createDefectLog(options.defects);
  const { stopwatch } = ambient;
  const destination = createDestination({
    keys,
    choices,
    limits,
    clock,
    onDecision(decision, inbound) {
      journal.record(decision);
      for (const watcher of watch.watchers) watcher.answered?.(decision, inbound);
    },
    alter: alterDestination({ ...options, keys, clock, stopwatch, log }),
  });
  const faults = createFaults(clock);
  const {
    reset: resetSegment,
    restore,
    engageInstances,
    ...segment
  } = createSegment({
    ...options,
    clock,
    destination,
    watch,
    forward,
    faults: createFaultDeliveries({ faults, timeout: options.timeout, onAnswer: journal.record }),
    persistence: persistence?.deliveries ?? NO_PERSISTENCE,
    engageInstance: options.engage.instance,
    observe: (call, size) => engage.observe(call, size),
  });
  const source = createSource(`engage:${options.writeKey}`);
  const engage = createEngage({
    options: options.engage,
    clock,
    ids: ambient.ids,
    stopwatch,
    source: createEngageSource({ ...segment, source, instances: engageInstances, choices, clock, watch }),
    instances: engageInstances,
  });
  const reset = () => {
    clock.clear();
    destination.reset();
    log.clear();
    faults.clear();
    resetSegment();
    engage.reset();
    journal.clear();
    persistence?.clear();
  };
  const stop = () => {
    clock.stop();
    engage.stop();
    segment.engine.stop();
  };
  return {
    ...segment,
    clock,
    destination,
    engage,
    journal,
    watch,
    faults,
    defects: log,
    reset,
    stop,
    end() {
      stop();
      reset();
    },
    async load() {
      if (persistence === undefined) return;
      await persistence.loadRecords(destination.restore);
      destination.watch(persistence.watcherOf);
    },
    resume: () => persistence?.restoreDeliveries(restore),
    saved: () => persistence?.saved(),
  };
}
