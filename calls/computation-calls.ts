/** The calls that Engage makes for one change of a profile or an account (docs/segment-facts.md section 6). */
import { hash } from 'node:crypto';
import type { Call, Person, Stamp } from './calls.ts';
import { type Computation, computedGroup, computedIdentify } from './engage-calls.ts';

/** The profile or account that calls are about. */
export type Recipient =
  | { readonly person: Person; readonly emails: readonly string[] }
  | {
      readonly groupId: string;
      /** The user whose id the group call has; undefined if no group call is sent. */
      readonly through: Person | undefined;
      /** The users who get their own identify call. */
      readonly users: readonly Person[];
    };

/** The types of calls for an account-level audience. */
export type AccountCall = 'group' | 'identify';

/** @param users the users of the account; the group call has the id of the first */
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
 * For a person, one identify call for the id and one for each address. For an account, a group call and an identify
 * call for each of its users, as the recipient says.
 *
 * @param stamp called for each call
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

/** How many calls `callsAbout` makes. */
export function callCount(recipient: Recipient): number {
  if ('person' in recipient) return 1 + recipient.emails.length;
  return (recipient.through === undefined ? 0 : 1) + recipient.users.length;
}

/** Segment computes the timestamp from the original one; only the original has nanoseconds. */
function withoutTimestamp({ timestamp: _, ...call }: Call): Call {
  return call as Call;
}

/** The 27 letters and digits after `personas_`, `aud_`, `tra_` and `spa_`: the same for the same text. */
export function letters27(text: string): string {
  return hash('sha256', text, 'base64url').replaceAll(/[-_]/g, 'x').slice(0, 27);
}
