/** Makes the calls of a change, and knows when the last of them has ended. */

import type { Computation } from '../../../calls/index.ts';
import { callsAbout, letters27 } from '../../../calls/index.ts';
import type { Ambient } from '../../ambient.ts';
import type { AudienceDefinition, TraitDefinition } from '../definition/index.ts';
import { type Computed, isAudience } from './computation.ts';
import type { Outlet } from './engage-source.ts';
import type { Identities } from './identities.ts';
import type { Change } from './ledger.ts';
import type { Outcome } from './sync.ts';

export interface CallMaker {
  /** What the calls of an audience or a computed trait say about it. */
  computation(definition: AudienceDefinition | TraitDefinition): Computation;
  /** @returns how many calls were made */
  send(computed: Computed, change: Change, outlet: Outlet, onEnd: (outcome: Outcome) => void): number;
}

export interface CallMakerOptions {
  readonly identities: Identities;
  readonly ids: Ambient['ids'];
  readonly clock: Ambient['clock'];
  /** The space's id follows from it. */
  readonly spaceSeed: string;
}

export function createCallMaker({ identities, ids, clock, spaceSeed }: CallMakerOptions): CallMaker {
  const spaceId = `spa_${letters27(spaceSeed)}`;
  return {
    computation: ({ kind, key }) => ({
      kind,
      key,
      id: `${kind === 'audience' ? 'aud' : 'tra'}_${letters27(`${spaceSeed} ${kind} ${key}`)}`,
      spaceId,
    }),
    send(computed, { id, value }, outlet, onEnd) {
      const recipient = identities.recipient(id, isAudience(computed) ? computed.definition.as : []);
      if ('skipped' in recipient) {
        onEnd(recipient);
        return 0;
      }
      const timestamp = new Date(clock.now()).toISOString();
      const calls = callsAbout(recipient, computed.computation, value, () => ({
        messageId: `personas_${letters27(ids())}`,
        timestamp,
      }));
      let left = calls.length;
      let isDelivered = true;
      for (const call of calls) {
        outlet(call, (isThis) => {
          isDelivered &&= isThis;
          left -= 1;
          if (left === 0) onEnd(isDelivered ? 'delivered' : 'failed');
        });
      }
      return calls.length;
    },
  };
}
