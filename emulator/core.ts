/** The emulator without its sockets: the roles put together around one clock and one journal. */
import { alterDestination, createDefectLog, type DefectLog } from './alterations/index.ts';
import { createDestination, type Destination } from './astrolabe/index.ts';
import { createClock, type EmulatorClock } from './clock/index.ts';
import type { Persistence } from './disk/index.ts';
import { createEngage, createEngageSource, type Engage } from './engage/index.ts';
import { createJournal, type Journal } from './history/index.ts';
import type { ResolvedOptions } from './options/index.ts';
import type { Forward } from './segment/index.ts';
import { createSegment, createSource, NO_PERSISTENCE, type Segment } from './segment/index.ts';

export interface Core extends Omit<Segment, 'reset' | 'restore' | 'engageInstances'> {
  readonly clock: EmulatorClock;
  readonly destination: Destination;
  readonly engage: Engage;
  readonly journal: Journal;
  /** For how many calls each enabled defect has acted. */
  readonly defects: Pick<DefectLog, 'counts'>;
  /** Forgets records, journal, traces, deliveries, timers and counters. The time stays what it is. */
  reset(): void;
  /** Takes in the records that were kept, and keeps what follows; once, before anything is received. */
  load(): Promise<void>;
  /** Goes on with the deliveries that were kept; once, when nothing can keep the emulator from starting any more. */
  resume(): void;
  /** Resolves once all that happened so far would survive the process; nothing where it would, or never will. */
  saved(): Promise<void> | undefined;
}

/**
 * @param forward sends to the endpoints elsewhere
 * @param disk keeps records and waiting deliveries; without one they live as long as the process
 */
export function createCore(options: ResolvedOptions, forward: Forward, persistence?: Persistence): Core {
  const { apiKey, blockingApiKey, restrictedApiKey, choices, limits, ambient } = options;
  const clock = createClock(ambient.clock);
  if (options.clockMode === 'frozen') clock.freeze();
  const journal = createJournal(limits.journal, clock);
  const keys = { apiKey, blockingApiKey, restrictedApiKey };
  const log = createDefectLog(options.defects);
  const { stopwatch } = ambient;
  const destination = createDestination({
    keys,
    choices,
    limits,
    clock,
    onDecision: journal.record,
    alter: alterDestination({ ...options, keys, clock, stopwatch, log }),
  });
  const {
    reset: resetSegment,
    restore,
    engageInstances,
    ...segment
  } = createSegment({
    ...options,
    clock,
    destination,
    forward,
    persistence: persistence?.deliveries ?? NO_PERSISTENCE,
    engageInstance: options.engage.instance,
    observe: (call, size) => engage.observe(call, size),
  });
  const source = createSource(`engage:${options.writeKey}`);
  const engage = createEngage({
    options: options.engage,
    clock,
    ids: ambient.ids,
    source: createEngageSource({ ...segment, source, instances: engageInstances, choices, clock }),
    instances: engageInstances,
  });
  return {
    ...segment,
    clock,
    destination,
    engage,
    journal,
    defects: log,
    reset() {
      clock.clear();
      destination.reset();
      log.clear();
      resetSegment();
      engage.reset();
      journal.clear();
      persistence?.clear();
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
