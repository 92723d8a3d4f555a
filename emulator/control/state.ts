/** The state of the emulator, what the live view shows of it, and its reset. */
import type { Core } from '../core.ts';
import type { LiveState } from '../live/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import type { World } from '../worlds/index.ts';
import { clockBody } from './clock-answers.ts';
import { shownConnector } from './connector-answers.ts';
import { shownInstance } from './instance-answers.ts';

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

/** Small, and the same until something changes: it is sent whenever it differs. */
export function liveState({ id, name, core, options }: World): LiveState {
  const { destination, instances, engage, source, faults, journal } = core;
  return {
    version: options.version,
    world: { id, name },
    clock: withoutRunningTime(clockBody(core.clock)),
    connectors: destination.connectors.list.map(shownConnector),
    records: destination.counts(),
    source: { projectId: source.projectId, enabled: source.enabled },
    instances: instances.list().map(shownInstance),
    computed: engage.list().map(({ definition: { key, kind }, ledger, syncs }) => ({
      ...{ key, kind, syncs, size: ledger.size },
    })),
    faults: faults.list().map((plan) => ({ id: plan.id, spent: plan.steps.map(({ spent }) => spent) })),
    unmet: journal.unmet,
    choices: { ...core.choices.now },
    variants: options.variants,
    defects: core.defects.counts(),
    grade: core.grading.live(),
  };
}

/** The time of a clock that runs is not told, because it would always differ. */
function withoutRunningTime(clock: LiveState['clock']): LiveState['clock'] {
  return clock.mode === 'real' ? { ...clock, now: undefined } : clock;
}
