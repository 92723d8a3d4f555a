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
  /** The changes of an audience or a computed trait that are under way. */
  save(computed: Computed): readonly SavedChange[];
  /** Waits for the end of a change again: who delivers its calls asks `onEndOf`. */
  load(computed: Computed, saved: SavedChange, onEnd: (outcome: ChangeOutcome) => void): void;
  /** Who is told whether a call of a loaded change was delivered. */
  onEndOf(messageId: string): ((isDelivered: boolean) => void) | undefined;
  /** Forgets every change. */
  clear(): void;
}

/** A change of which calls wait for their end, as plain JSON. */
export interface SavedChange extends ValueChange {
  /** messageIds of the calls that wait. */
  readonly waiting: readonly string[];
  /** Whether those that have ended were delivered. */
  readonly areDelivered: boolean;
}

interface ChangeUnderWay {
  readonly computed: Computed;
  readonly change: ValueChange;
  readonly waiting: Set<string>;
  left: number;
  areDelivered: boolean;
  readonly onEnd: (outcome: ChangeOutcome) => void;
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
  const underWay = new Set<ChangeUnderWay>();
  const loaded = new Map<string, ChangeUnderWay>();

  const end = (flight: ChangeUnderWay, messageId: string, isDelivered: boolean) => {
    flight.areDelivered &&= isDelivered;
    flight.waiting.delete(messageId);
    flight.left -= 1;
    loaded.delete(messageId);
    if (flight.left > 0) return;
    underWay.delete(flight);
    flight.onEnd(flight.areDelivered ? 'delivered' : 'failed');
  };

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
      const messageIds: string[] = [];
      const calls = callsAbout(found.value, computed.computation, value, () => {
        const messageId = `personas_${letters27(ids())}`;
        messageIds.push(messageId);
        return { messageId, timestamp };
      });
      const waiting = new Set(messageIds);
      const left = calls.length;
      const flight = { computed, change: { id, value }, waiting, left, areDelivered: true, onEnd };
      for (const [index, call] of calls.entries()) {
        const messageId = messageIds[index] ?? '';
        source.send(call, (isDelivered) => end(flight, messageId, isDelivered));
      }
      if (flight.left > 0) underWay.add(flight);
      return calls.length;
    },
    save: (computed) =>
      [...underWay]
        .filter((flight) => flight.computed === computed)
        .map(({ change, waiting, areDelivered }) => ({ ...change, waiting: [...waiting], areDelivered })),
    load(computed, { waiting, areDelivered, ...change }, onEnd) {
      const left = waiting.length;
      const flight = { computed, change, waiting: new Set(waiting), left, areDelivered, onEnd };
      underWay.add(flight);
      for (const messageId of waiting) loaded.set(messageId, flight);
    },
    onEndOf(messageId) {
      const flight = loaded.get(messageId);
      return flight && ((isDelivered) => end(flight, messageId, isDelivered));
    },
    clear() {
      underWay.clear();
      loaded.clear();
    },
  };
}
