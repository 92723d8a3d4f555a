/** Calls of several types, written as the rows of a table. */
import { type Call, computedIdentify, group, identify } from '../../calls/index.ts';
import type { Values } from '../../generators/index.ts';
import type { Identity } from '../../harness/target/index.ts';
import { readMembers } from './placeholders.ts';

/**
 * Reads rows such as `identify | ada | plan | "pro"`, `group | ada | acme | {"plan": "starter"}` (or no traits) and
 * `enters | ada | power_users`. Equal rows are deliveries of one call, with one messageId.
 *
 * @throws Error that names the row if its first word is not one of these
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
  [type = '', alias = '', name = '', json = '']: readonly string[],
  identity: Identity,
  values: Values,
): Call {
  const user = identity.user(alias);
  const members = (text: string) => readMembers([[name, text]], identity, values);
  switch (type) {
    case 'identify':
      return identify(user, members(json), identity.stamp());
    case 'group': {
      const traits = json === '' ? {} : members(json)[name];
      return group(user, identity.id(name), traits as Record<string, unknown>, identity.stamp());
    }
    case 'enters':
    case 'leaves':
      return computedIdentify(
        user,
        identity.computation('audience', name),
        { [name]: type === 'enters' },
        identity.engageStamp(),
      );
    default:
      throw new Error(`the table has a call "${type}": use identify, group, enters or leaves`);
  }
}
