/** The emulator without its sockets: the roles put together around one clock and one journal. */
import { alterDestination } from './alter-destination.ts';
import { createDestination, type Destination } from './astrolabe/index.ts';
import { createClock, type EmulatorClock } from './clock.ts';
import { createJournal, type Journal } from './control/journal.ts';
import { createDefectLog, type DefectLog } from './defects/log.ts';
import type { ResolvedOptions } from './options.ts';
import type { Forward } from './segment/delivery/transport.ts';
import { createSegment, type Segment } from './segment/index.ts';

export interface Core extends Omit<Segment, 'reset'> {
  readonly clock: EmulatorClock;
  readonly destination: Destination;
  readonly journal: Journal;
  /** For how many calls each enabled defect has acted. */
  readonly defects: Pick<DefectLog, 'counts'>;
  /** Forgets records, journal, traces, deliveries, timers and counters. The time stays what it is. */
  reset(): void;
}

/** @param forward sends to the endpoints elsewhere */
export function createCore(options: ResolvedOptions, forward: Forward): Core {
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
  const { reset: resetSegment, ...segment } = createSegment({
    ...options,
    clock,
    destination,
    forward,
  });
  return {
    ...segment,
    clock,
    destination,
    journal,
    defects: log,
    reset() {
      clock.clear();
      destination.reset();
      log.clear();
      resetSegment();
      journal.clear();
    },
  };
}
