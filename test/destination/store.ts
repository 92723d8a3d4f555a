/** The records of one connector: Users, Accounts, their associations, events. They are in maps, so no name is special. */

import type { JsonObject, Person } from './call.ts';
import type { Broken } from './faults.ts';

export type Properties = Map<string, unknown>;

export interface User {
  readonly person: Person;
  readonly properties: Properties;
  /** How many times the User was identified again. */
  updates: number;
  /** The latest timestamp of its calls, in milliseconds since 1970. */
  newest: number;
}

export interface Account {
  readonly groupId: string;
  readonly properties: Properties;
}

export interface StoredEvent extends Person {
  readonly messageId: string | undefined;
  readonly event: string;
  readonly properties: JsonObject;
  readonly timestamp: string | undefined;
}

export class Store {
  readonly events: StoredEvent[] = [];
  readonly #broken: Broken;
  readonly #users = new Map<string, User[]>();
  readonly #accounts = new Map<string, Account[]>();
  readonly #accountIds = new Map<string, string[]>();
  readonly #userIds = new Map<string, string[]>();
  readonly #seen = new Set<string>();
  readonly #sharedProperties = new Map<string, Properties>();

  constructor(broken: Broken) {
    this.#broken = broken;
  }

  users(person: Person): readonly User[] {
    return this.#users.get(this.#personKey(person)) ?? [];
  }

  everyUser(): readonly User[] {
    return [...this.#users.values()].flat();
  }

  addUser(person: Person): User {
    const properties = this.#propertiesFor(person.userId);
    const user = { person, properties, updates: 0, newest: Number.NEGATIVE_INFINITY };
    listIn(this.#users, this.#personKey(person)).push(user);
    return user;
  }

  removeUsers(person: Person): void {
    this.#users.delete(this.#personKey(person));
  }

  accounts(groupId: string): readonly Account[] {
    return this.#accounts.get(this.#comparableGroup(groupId)) ?? [];
  }

  everyAccount(): readonly Account[] {
    return [...this.#accounts.values()].flat();
  }

  addAccount(groupId: string): Account {
    const account = { groupId, properties: this.#propertiesFor(groupId) };
    listIn(this.#accounts, this.#comparableGroup(groupId)).push(account);
    return account;
  }

  accountIds(person: Person): readonly string[] {
    return this.#accountIds.get(this.#personKey(person)) ?? [];
  }

  userIds(groupId: string): readonly string[] {
    return this.#userIds.get(groupId) ?? [];
  }

  link(person: Person, groupId: string): void {
    listIn(this.#accountIds, this.#personKey(person)).push(groupId);
    if (person.userId !== undefined) listIn(this.#userIds, groupId).push(person.userId);
  }

  unlink(person: Person, groupId: string): void {
    const key = this.#personKey(person);
    this.#accountIds.set(
      key,
      this.accountIds(person).filter((id) => id !== groupId),
    );
    this.#userIds.set(
      groupId,
      this.userIds(groupId).filter((userId) => this.#personKey({ userId }) !== key),
    );
  }

  /** Removes the events of a user ID. */
  forgetEvents(userId: string | undefined): void {
    const kept = this.events.filter((event) => event.userId !== userId);
    this.events.splice(0, this.events.length, ...kept);
  }

  /** The Users who share an Account with a person. */
  colleagues(person: Person): readonly User[] {
    const ids = this.accountIds(person).flatMap((groupId) => this.userIds(groupId));
    return [...new Set(ids)].filter((id) => id !== person.userId).flatMap((userId) => this.users({ userId }));
  }

  /** Remembers a word, for instance a messageId, and returns whether it was known before. */
  seenBefore(word: string | undefined): boolean {
    if (word === undefined) return false;
    const seen = this.#seen.has(word);
    this.#seen.add(word);
    return seen;
  }

  #personKey({ userId, anonymousId }: Person): string {
    return userId === undefined ? `anonymous ${anonymousId}` : `user ${this.#comparable(userId)}`;
  }

  #comparable(userId: string): string {
    if (this.#broken('case-folds-user-id')) return userId.toLowerCase();
    if (this.#broken('trims-user-id')) return userId.trimEnd();
    if (this.#broken('cuts-user-id-at-255')) return userId.slice(0, 255);
    if (this.#broken('normalises-user-id')) return userId.normalize('NFC');
    if (this.#broken('cuts-user-id-at-slash')) return userId.replace(/\/.*/s, '');
    return userId;
  }

  #comparableGroup(groupId: string): string {
    if (this.#broken('case-folds-group-id')) return groupId.toLowerCase();
    if (this.#broken('cuts-group-id-at-hash')) return groupId.replace(/#.*/s, '');
    if (this.#broken('decodes-group-id')) return groupId.replaceAll(/%2f/gi, '/');
    return groupId;
  }

  #propertiesFor(id: string | undefined): Properties {
    if (id === undefined || !this.#broken('user-id-equal-to-group-id-mixes')) return new Map();
    const shared = this.#sharedProperties.get(id) ?? new Map();
    this.#sharedProperties.set(id, shared);
    return shared;
  }
}

function listIn<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
