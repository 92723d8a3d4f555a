/** What the live view shows of a world, besides its calls; it has no keys. */
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import type { World } from '../worlds/index.ts';
import { shownConnector } from './connector-answers.ts';
import { shownInstance } from './instance-answers.ts';

/** Small, and the same until something changes: it is sent whenever it differs. */
export function liveState({
  id,
  name,
  core,
  options,
}: Pick<World, 'id' | 'name' | 'core' | 'options'>): object {
  const { destination, instances, engage, source, faults, journal, engine } = core;
  return {
    version: options.version,
    world: { id, name },
    clock: shownClock(core),
    connectors: destination.connectors.list.map(shownConnector),
    records: destination.counts(),
    source: { projectId: source.projectId, enabled: source.enabled },
    instances: instances.list().map(shownInstance),
    deliveries: engine.counts(),
    computed: engage.list().map(({ definition: { key, kind }, ledger, syncs }) => ({
      ...{ key, kind, syncs, size: ledger.size },
    })),
    faults: faults.list().map((plan) => ({ id: plan.id, at: plan.at, spent: plan.spent })),
    unmet: journal.unmet,
    ...behaviourOf(core, options),
  };
}

/** What makes an emulator behave otherwise than the contract says by default. */
function behaviourOf(core: Core, { choices, variants }: ResolvedOptions): object {
  return { choices, variants, defects: core.defects.counts() };
}

/** The time of a clock that runs is not told, because it would always differ. */
function shownClock({ clock }: Core): object {
  const { count, next } = clock.timers;
  return {
    mode: clock.mode,
    now: clock.mode === 'frozen' ? isoTime(clock.now()) : undefined,
    timers: count,
    next: next === undefined ? undefined : isoTime(next),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
