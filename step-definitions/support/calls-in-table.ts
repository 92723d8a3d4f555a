/** Calls of several types, written as the rows of a table. */
import {
  type Call,
  computedGroup,
  computedIdentify,
  group,
  identify,
  type Members,
  type Person,
  track,
} from '../../calls/index.ts';
import type { Values } from '../../generators/index.ts';
import type { Identity } from '../../harness/target/index.ts';
import { Misuse } from '../scenario/index.ts';
import { readMembers } from './placeholders.ts';

/**
 * Reads rows that begin with what happens and who does it: `ada`, `visitor zed` or `ada (visitor zed)`.
 *
 * - `identify | ada | plan | "pro"`, or neither name nor value
 * - `group | ada | acme | {"plan": "starter"}`, or no traits
 * - `does | ada | Report Exported | {"format": "csv"}`, or no properties
 * - `enters | ada | power_users`, also `leaves`
 * - `becomes | ada | computed_trait | 3`
 * - `account enters | ada | acme | power_users`, also `account leaves`
 *
 * Equal rows are deliveries of one call, with one messageId.
 *
 * @throws Misuse that names the row if its first word is not one of these
 */
export function callsInTable(
  rows: readonly (readonly string[])[],
  identity: Identity,
  values: Values,
): readonly Call[] {
  const calls = new Map<string, Call>();
  return rows.map((row) => {
    const key = JSON.stringify(row);
    const call = calls.get(key) ?? callInRow(row, identity, values);
    calls.set(key, call);
    return call;
  });
}

function callInRow(
  [type = '', who = '', name = '', json = '']: readonly string[],
  identity: Identity,
  values: Values,
): Call {
  const person = personIn(who, identity);
  const value = () => readMembers([[name, json]], identity, values);
  const members = () => (json === '' ? {} : (value()[name] as Members));
  switch (type) {
    case 'identify':
      return identify(person, name === '' ? {} : value(), identity.stamp());
    case 'group':
      return group(person, identity.id(name), members(), identity.stamp());
    case 'does':
      return track(person, name, members(), identity.stamp());
    case 'enters':
    case 'leaves':
      return computedIdentify(
        person,
        identity.computation('audience', name),
        { [name]: type === 'enters' },
        identity.engageStamp(),
      );
    case 'becomes':
      return computedIdentify(person, identity.computation('trait', name), value(), identity.engageStamp());
    case 'account enters':
    case 'account leaves':
      return computedGroup(
        person,
        identity.id(name),
        identity.computation('audience', json),
        { [json]: type === 'account enters' },
        identity.engageStamp(),
      );
    default:
      throw new Misuse(
        `the table has a call "${type}": use identify, group, does, enters, leaves, becomes or account enters`,
      );
  }
}

function personIn(who: string, identity: Identity): Person {
  const [, user = '', visitorOfUser] = /^(.*?)(?: \(visitor (.*)\))?$/.exec(who) ?? [];
  if (user.startsWith('visitor ')) return { anonymousId: identity.id(user.slice('visitor '.length)) };
  return visitorOfUser === undefined
    ? identity.user(user)
    : { ...identity.user(user), anonymousId: identity.id(visitorOfUser) };
}
