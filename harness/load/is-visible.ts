/** Whether the destination shows that one call arrived. */
import { isDeepStrictEqual } from 'node:util';
import {
  kindOf,
  type PlannedCall,
  type Promised,
  promisedUser,
  stampOf,
  userIdOf,
} from '../../generators/load/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { callOfEvent } from './compare-events.ts';
import type { LoadRecords } from './open-records.ts';

/** False also if what is stored may be the work of an earlier call of this user. */
export async function isVisible(
  plan: LoadPlan,
  planned: PlannedCall,
  records: LoadRecords,
): Promise<boolean> {
  const promised = promisedUser(plan, planned.user);
  const query = { userId: userIdOf(plan, planned.user) };
  if (kindOf(plan, planned) === 'track') {
    const { messageId } = stampOf(plan, planned);
    const events = await records.port.events(query, records.asking());
    return events.some((event) => {
      const call = callOfEvent(plan, event);
      return call !== undefined && stampOf(plan, call).messageId === messageId;
    });
  }
  const own = <T>(promises: ReadonlyMap<string, Promised<T>>) =>
    [...promises].filter(([, { by }]) => by.index === planned.index);
  const [user] = await records.port.users(query, records.asking());
  const properties = own(promised.properties);
  const accounts = own(promised.accounts);
  if (user === undefined || properties.length + accounts.length === 0) return false;
  return (
    properties.every(([name, { value }]) => isDeepStrictEqual(user.properties[name], value)) &&
    accounts.every(([groupId]) => user.accountIds.includes(groupId))
  );
}
