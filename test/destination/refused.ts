/** Faults that store a part of calls that were refused. */

import { isRefusal, type Refusal } from './answer.ts';
import { field, isObject, type JsonObject, readCommonFields } from './call.ts';
import type { Broken } from './faults.ts';
import { mergeInto } from './properties.ts';
import type { Store } from './store.ts';

/** Stores the User, the Account and the event that a refused body names. */
export function storeRefused(body: JsonObject | Refusal, store: Store, broken: Broken): void {
  if (isRefusal(body)) return;
  const { person, messageId, timestamp } = readCommonFields(body, broken);
  const traits = field(body, 'traits', broken);
  const groupId = field(body, 'groupId', broken);
  const event = field(body, 'event', broken);

  if (typeof groupId === 'string') {
    const account = store.accounts(groupId)[0] ?? store.addAccount(groupId);
    if (isObject(traits)) mergeInto(account.properties, traits, broken);
  } else if (typeof event === 'string') {
    store.events.push({ ...person, messageId, event, properties: {}, timestamp });
  } else if (person.userId !== undefined || person.anonymousId !== undefined) {
    const user = store.users(person)[0] ?? store.addUser(person);
    if (isObject(traits)) mergeInto(user.properties, traits, broken);
  }
}

/** Updates the known User of a page. */
export function updateByPage(body: JsonObject | Refusal, store: Store, broken: Broken): void {
  if (isRefusal(body) || body.type !== 'page') return;
  const traits = field(body, 'traits', broken);
  const [user] = store.users(readCommonFields(body, broken).person);
  if (user !== undefined && isObject(traits)) mergeInto(user.properties, traits, broken);
}

/** Associates the user of a refused body with the Account that it names. */
export function associateRefused(body: JsonObject | Refusal, store: Store, broken: Broken): void {
  if (isRefusal(body)) return;
  const { person } = readCommonFields(body, broken);
  const groupId = field(body, 'groupId', broken);
  if (typeof groupId === 'string' && person.userId !== undefined) store.link(person, groupId);
}
