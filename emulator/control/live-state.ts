/** What the live view shows of a world, besides its calls; it has no keys. */
import type { LiveState } from '../live/index.ts';
import type { World } from '../worlds/index.ts';
import { clockBody } from './clock-answers.ts';
import { shownConnector } from './connector-answers.ts';
import { shownInstance } from './instance-answers.ts';

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
    grade: core.onlookers.grading.live(),
  };
}

/** The time of a clock that runs is not told, because it would always differ. */
function withoutRunningTime(clock: LiveState['clock']): LiveState['clock'] {
  return clock.mode === 'real' ? { ...clock, now: undefined } : clock;
}
