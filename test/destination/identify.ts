/** Identify: creates or updates a User. */

import { setTimeout as pause } from 'node:timers/promises';
import { computedTraits } from './audience.ts';
import type { IdentifyCall, JsonObject } from './call.ts';
import type { Connector } from './connector.ts';
import type { Broken } from './faults.ts';
import { hasFreeEmail } from './free-email.ts';
import { mergeInto } from './properties.ts';
import type { Store, User } from './store.ts';

/** Stores an identify, unless the connector blocks its user. */
export async function identify(call: IdentifyCall, connector: Connector, broken: Broken): Promise<void> {
  if (isBlocked(call, connector, broken)) return;

  const { store } = connector;
  const known = findUser(call, store, broken);
  if (known === undefined && broken('first-identifies-race')) await pause(20);
  if (known === undefined && call.computation && broken('audience-calls-unknown-user-ignored')) return;
  if (known !== undefined && broken('never-updates')) return;

  if (known === undefined && hasEvents(call, store)) {
    if (broken('track-stub-swallows-identify')) return;
    if (broken('identify-forgets-events')) store.forgetEvents(call.person.userId);
  }
  if (broken('address-moves')) takeAddress(call, store);
  if (broken('visitors-share-properties')) shareWithVisitor(call, store, broken);
  const redelivered = broken('redelivery-duplicates') && store.seenBefore(call.messageId);
  const user = known && !redelivered && !broken('duplicates-user') ? known : store.addUser(call.person);
  if (user === known) {
    user.updates += 1;
    if (broken('later-identify-drops-association')) {
      for (const groupId of store.accountIds(call.person)) store.unlink(call.person, groupId);
    }
    if (broken('replaces-instead-of-merging')) user.properties.clear();
    if (broken('every-third-update-replaces') && user.updates % 3 === 0) user.properties.clear();
  }
  await update(user, traitsToStore(call, user, store, broken), broken);
}

function hasEvents({ person: { userId } }: IdentifyCall, store: Store): boolean {
  return userId !== undefined && store.events.some((event) => event.userId === userId);
}

function takeAddress({ person, traits: { email } }: IdentifyCall, store: Store): void {
  for (const user of store.everyUser()) {
    const isOther = user.person.userId !== person.userId;
    if (isOther && email !== undefined && user.properties.get('email') === email) {
      user.properties.delete('email');
    }
  }
}

function shareWithVisitor({ person, traits }: IdentifyCall, store: Store, broken: Broken): void {
  for (const user of store.everyUser()) {
    const isShared = person.anonymousId !== undefined && user.person.anonymousId === person.anonymousId;
    if (isShared && user.person.userId !== person.userId) mergeInto(user.properties, traits, broken);
  }
}

async function update(user: User, traits: JsonObject, broken: Broken): Promise<void> {
  if (broken('read-modify-write-race')) {
    const before = Object.fromEntries(user.properties);
    await pause(20);
    user.properties.clear();
    mergeInto(user.properties, before, broken);
  }
  mergeInto(user.properties, traits, broken);
  if (broken('drops-21st-property')) {
    for (const name of [...user.properties.keys()].slice(20)) user.properties.delete(name);
  }
  if (broken('drops-101st-property')) {
    for (const name of [...user.properties.keys()].slice(100)) user.properties.delete(name);
  }
}

function traitsToStore(call: IdentifyCall, user: User, store: Store, broken: Broken): JsonObject {
  let traits = call.computation ? computedTraits(call, call.computation, user, store, broken) : call.traits;
  if (broken('context-leaks-into-properties')) traits = { ...call.context, ...traits };
  if (broken('changes-another-user')) {
    const other = store.everyUser().findLast((candidate) => candidate !== user);
    if (other !== undefined) mergeInto(other.properties, traits, broken);
  }

  const sent = Date.parse(call.timestamp ?? '');
  if (broken('older-identify-ignored') && sent < user.newest) return {};
  if (broken('late-call-fills-gaps-only') && sent < user.newest) {
    return Object.fromEntries(Object.entries(traits).filter(([name]) => !user.properties.has(name)));
  }
  if (sent > user.newest) user.newest = sent;
  return traits;
}

function findUser({ person, traits }: IdentifyCall, store: Store, broken: Broken): User | undefined {
  const [known] = store.users(person);
  if (known !== undefined) return known;

  if (broken('merges-users-by-email') && traits.email !== undefined) {
    return store.everyUser().find((user) => user.properties.get('email') === traits.email);
  }
  if (broken('links-anonymous-user') && person.userId !== undefined && person.anonymousId !== undefined) {
    const { anonymousId } = person;
    const [anonymous] = store.users({ anonymousId });
    if (anonymous === undefined) return undefined;
    store.removeUsers({ anonymousId });
    const identified = store.addUser(person);
    for (const [name, value] of anonymous.properties) identified.properties.set(name, value);
    return identified;
  }
  return undefined;
}

function isBlocked(call: IdentifyCall, { policy, store }: Connector, broken: Broken): boolean {
  if (policy === 'allow') return broken('blocks-on-allowing-connector') && hasFreeEmail(call.traits, broken);
  if (broken('stores-blocked-users')) return false;
  if (broken('blocks-once') && store.seenBefore(`identified ${call.person.userId}`)) return false;
  return broken('blocks-everyone') || hasFreeEmail(call.traits, broken);
}
