/** Makes the calls of a change, and sends them through Engage's source. */

import type { Computation } from '../../../calls/index.ts';
import { callsAbout, letters27 } from '../../../calls/index.ts';
import type { Ambient } from '../../ambient.ts';
import type { AudienceDefinition, TraitDefinition } from '../definition/index.ts';
import { type Computed, isAudience } from './computation.ts';
import type { EngageSource } from './engage-source.ts';
import type { Identities } from './identities.ts';
import type { ValueChange } from './ledger.ts';
import type { ChangeOutcome } from './sync.ts';

export interface CallMaker {
  /** How the calls of an audience or a computed trait identify it. */
  computation(definition: AudienceDefinition | TraitDefinition): Computation;
  /**
   * @param onEnd called once, when the last of the calls has ended
   * @returns how many calls were made
   */
  send(computed: Computed, change: ValueChange, onEnd: (outcome: ChangeOutcome) => void): number;
}

export interface CallMakerOptions {
  readonly source: EngageSource;
  readonly identities: Identities;
  readonly ids: Ambient['ids'];
  readonly clock: Ambient['clock'];
}

/** The ids of the space and of its computations follow from the source, so they stay the same between runs. */
export function createCallMaker({ source, identities, ids, clock }: CallMakerOptions): CallMaker {
  const seed = source.projectId;
  const spaceId = `spa_${letters27(seed)}`;
  return {
    computation: ({ kind, key }) => ({
      kind,
      key,
      id: `${kind === 'audience' ? 'aud' : 'tra'}_${letters27(`${seed} ${kind} ${key}`)}`,
      spaceId,
    }),
    send(computed, { id, value }, onEnd) {
      const found = identities.recipient(id, isAudience(computed) ? computed.definition.as : []);
      if ('problem' in found) {
        onEnd({ skipped: found.problem });
        return 0;
      }
      const timestamp = new Date(clock.now()).toISOString();
      const calls = callsAbout(found.value, computed.computation, value, () => ({
        messageId: `personas_${letters27(ids())}`,
        timestamp,
      }));
      let left = calls.length;
      let areDelivered = true;
      for (const call of calls) {
        source.send(call, (isDelivered) => {
          areDelivered &&= isDelivered;
          left -= 1;
          if (left === 0) onEnd(areDelivered ? 'delivered' : 'failed');
        });
      }
      return calls.length;
    },
  };
}
