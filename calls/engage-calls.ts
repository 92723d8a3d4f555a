/** Calls as Engage sends them for audiences and computed traits (docs/segment-facts.md section 6). */
import type { Call, Members, Person, Stamp } from './calls.ts';

/** What Engage computed: the membership of an audience, or a value. */
export interface Computation {
  readonly kind: 'audience' | 'trait';
  /** The property's name, for instance `order_completed_last_30days`. */
  readonly key: string;
  /** 27 characters after `aud_` or `tra_`. */
  readonly id: string;
  /** The Engage space; 27 characters after `spa_`. */
  readonly spaceId: string;
}

/** The identify call that sets a computation's property on a User. */
export function computedIdentify(
  person: Person,
  computation: Computation,
  traits: Members,
  stamp: Stamp,
): Call {
  return { type: 'identify', ...person, traits, ...envelope(computation, stamp) };
}

/** The group call that sets an account-level computation's property, with the id of one of the Account's users. */
export function computedGroup(
  person: Person,
  groupId: string,
  computation: Computation,
  traits: Members,
  stamp: Stamp,
): Call {
  return { type: 'group', ...person, groupId, traits, ...envelope(computation, stamp) };
}

function envelope(computation: Computation, stamp: Stamp): Members {
  return {
    context: {
      personas: {
        computation_class: computation.kind,
        computation_id: computation.id,
        computation_key: computation.key,
        namespace: computation.spaceId,
        space_id: computation.spaceId,
      },
    },
    integrations: { All: false, Astrolabe: true },
    messageId: stamp.messageId,
    originalTimestamp: withNanoseconds(stamp.timestamp),
    sentAt: null,
    timestamp: stamp.timestamp,
  };
}

/** Engage writes nine fractional digits. */
function withNanoseconds(timestamp: string): string {
  return timestamp.replace(/(?:\.(\d+))?Z$/, (_, digits = '') => `.${digits.padEnd(9, '0')}Z`);
}
