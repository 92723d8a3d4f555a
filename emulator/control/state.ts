/** What the control plane tells about the emulator, and what it makes it forget. */
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';

/**
 * Counters of records, answers, calls and deliveries, the choices and variants in force, and for how many
 * calls each enabled defect has acted. No keys.
 */
export function readState(core: Core, { version, choices, variants, limits }: ResolvedOptions): object {
  const { entries, dropped } = core.journal.read();
  return {
    version,
    records: core.destination.counts(),
    answers: core.journal.tally(),
    ingress: core.ingress.counts(),
    deliveries: core.engine.counts(),
    traces: { size: core.traces.size, dropped: core.traces.dropped },
    clock: core.clock.mode,
    journal: { size: entries.length, dropped },
    limits,
    choices,
    variants,
    defects: core.defects.counts(),
  };
}

/** Forgets all that happened; answers with how many records there were. */
export function resetState(core: Core): object {
  const forgotten = core.destination.counts();
  core.reset();
  return { forgotten };
}
