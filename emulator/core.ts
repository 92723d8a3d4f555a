/** The emulator without its sockets: the roles put together around one clock and one journal. */
import { createDestination, type Destination } from './astrolabe/index.ts';
import { createJournal, type Journal } from './control/journal.ts';
import type { ResolvedOptions } from './options.ts';
import { createIngress, type Ingress } from './segment/ingress.ts';

export interface Core {
  readonly destination: Destination;
  readonly ingress: Ingress;
  readonly journal: Journal;
  /** Forgets records, journal and counters. */
  reset(): void;
}

export function createCore(options: ResolvedOptions): Core {
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey, choices, limits, ambient } = options;
  const journal = createJournal(limits.journal, ambient.clock);
  const destination = createDestination({
    keys: { apiKey, blockingApiKey, restrictedApiKey },
    choices,
    limits,
    clock: ambient.clock,
    onDecision: journal.record,
  });
  const ingress = createIngress({ destination, apiKey, writeKey, ambient });
  return {
    destination,
    ingress,
    journal,
    reset() {
      destination.reset();
      ingress.reset();
      journal.clear();
    },
  };
}
