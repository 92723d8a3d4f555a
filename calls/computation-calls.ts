/** All calls that Engage makes about one profile or account for a change (docs/segment-facts.md section 6). */
import { hash } from 'node:crypto';
import type { Call, Person, Stamp } from './calls.ts';
import { type Computation, computedGroup, computedIdentify } from './engage-calls.ts';

/** Who is called about. */
export type Recipient =
  | { readonly person: Person; readonly emails: readonly string[] }
  | {
      readonly groupId: string;
      /** The user whose id the group carries; nothing where no group is sent. */
      readonly through: Person | undefined;
      /** Those who get an identify of their own. */
      readonly users: readonly Person[];
    };

/** Which calls tell of an account-level audience. */
export type AccountCall = 'group' | 'identify';

/** @param users of the account, of whom the first lends the group an id */
export function accountRecipient(
  groupId: string,
  users: readonly Person[],
  as: readonly AccountCall[],
): Recipient {
  return {
    groupId,
    through: as.includes('group') ? users[0] : undefined,
    users: as.includes('identify') ? users : [],
  };
}

/**
 * One identify for each identifier: the id, and each address. For an account its group, where it has to be one,
 * and an identify for each of its users, where they are to be told.
 *
 * @param stamp made anew for each call
 */
export function callsAbout(
  recipient: Recipient,
  computation: Computation,
  value: unknown,
  stamp: () => Stamp,
): readonly Call[] {
  const traits = { [computation.key]: value };
  const identify = (person: Person, more: object = {}) =>
    withoutTimestamp(computedIdentify(person, computation, { ...traits, ...more }, stamp()));
  if ('person' in recipient) {
    const { person, emails } = recipient;
    return [identify(person), ...emails.map((email) => identify(person, { email }))];
  }
  const { groupId, through, users } = recipient;
  const group = through === undefined ? [] : [computedGroup(through, groupId, computation, traits, stamp())];
  return [...group.map(withoutTimestamp), ...users.map((person) => identify(person))];
}

/** How many calls that makes. */
export function callCount(recipient: Recipient): number {
  if ('person' in recipient) return 1 + recipient.emails.length;
  return (recipient.through === undefined ? 0 : 1) + recipient.users.length;
}

/** Segment makes the timestamp out of the original one, which alone has nanoseconds. */
function withoutTimestamp({ timestamp: _, ...call }: Call): Call {
  return call as Call;
}

/** The 27 letters and digits after `personas_`, `aud_`, `tra_` and `spa_`: the same for the same text. */
export function letters27(text: string): string {
  return hash('sha256', text, 'base64url').replaceAll(/[-_]/g, 'x').slice(0, 27);
}
