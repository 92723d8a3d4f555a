/** Group: creates or updates an Account, and associates the call's user with it. */

import { setTimeout as pause } from 'node:timers/promises';
import type { GroupCall, Person } from './call.ts';
import type { Broken } from './faults.ts';
import { mergeInto } from './properties.ts';
import type { Properties, Store } from './store.ts';
import { damagedAccountTraits } from './value-faults.ts';

/** Stores a group call. A user who has not been identified yet is associated too (AST-ASSOC-005). */
export async function group(call: GroupCall, store: Store, broken: Broken): Promise<void> {
  const { person, groupId } = call;
  const traits = damagedAccountTraits(call.traits, broken);
  if (broken('ignores-group')) return;
  if (broken('anonymous-group-ignored') && person.userId === undefined) return;
  if (broken('account-audience-ignored') && call.computation !== undefined) return;

  const isNew = store.accounts(groupId).length === 0;
  if (isNew && broken('first-groups-race')) await pause(20);
  const [known] = isNew ? [] : store.accounts(groupId);
  const account = known && !broken('duplicates-account') ? known : store.addAccount(groupId);
  if (broken('group-replaces')) account.properties.clear();
  if (broken('visitor-group-replaces') && person.userId === undefined) account.properties.clear();
  if (broken('groups-at-once-overwrite')) await restoreLater(account.properties);
  if (known === undefined || !broken('group-never-updates')) mergeInto(account.properties, traits, broken);
  if (broken('account-of-50-properties')) {
    for (const name of [...account.properties.keys()].slice(50)) account.properties.delete(name);
  }
  for (const user of person.userId === undefined ? [] : store.users(person)) {
    if (broken('group-clears-user')) user.properties.clear();
    if (broken('account-flag-on-user-too') && call.computation) mergeInto(user.properties, traits, broken);
    for (const [name, value] of user.properties) {
      if (broken('group-drops-flags') && typeof value === 'boolean') user.properties.delete(name);
    }
  }
  if (broken('changes-another-account')) {
    const other = store.everyAccount().findLast((candidate) => candidate !== account);
    if (other !== undefined) mergeInto(other.properties, traits, broken);
  }

  if (person.userId !== undefined || person.anonymousId !== undefined) {
    associate(person, groupId, store, broken);
  }
}

/** Reads the properties, and after a pause writes back what it read. */
async function restoreLater(properties: Properties): Promise<void> {
  const before = [...properties];
  await pause(20);
  properties.clear();
  for (const [name, value] of before) properties.set(name, value);
}

function associate(person: Person, groupId: string, store: Store, broken: Broken): void {
  if (broken('loses-association')) return;
  if (broken('group-before-identify-lost') && store.users(person).length === 0) return;

  const associated = store.accountIds(person).includes(groupId);
  if (broken('repeated-group-undoes-association') && associated) {
    store.unlink(person, groupId);
    return;
  }
  if (broken('one-account-per-user')) {
    for (const other of store.accountIds(person)) if (other !== groupId) store.unlink(person, other);
  }
  if (broken('one-user-per-account')) {
    for (const userId of store.userIds(groupId)) {
      if (userId !== person.userId) store.unlink({ userId }, groupId);
    }
  }
  if (!associated || broken('lists-association-twice')) store.link(person, groupId);
}
