/** The state of the emulator, and its reset. */
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';

/**
 * Counts of records, answers, calls and deliveries; the choices and variants in force; and how many calls each
 * enabled defect has changed. No keys.
 */
export function readState(core: Core, { version, variants, limits }: ResolvedOptions): object {
  const { entries, dropped } = core.journal.read();
  return {
    version,
    records: core.destination.counts(),
    answers: core.journal.tally(),
    ingress: core.ingress.counts(),
    deliveries: core.engine.counts(),
    traces: { size: core.traces.size, dropped: core.traces.dropped },
    bodies: core.bodies === undefined ? undefined : { bytes: core.bodies.bytes },
    expectations: core.expectations.waiting,
    clock: core.clock.mode,
    journal: { size: entries.length, dropped, unmet: core.journal.unmet },
    limits,
    choices: core.choices.now,
    variants,
    defects: core.defects.counts(),
  };
}

/** Forgets everything that happened; returns how many records there were. */
export function resetState(core: Core): object {
  const forgotten = core.destination.counts();
  core.reset();
  return { forgotten };
}
