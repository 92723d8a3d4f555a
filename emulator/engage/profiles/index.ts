/** Profiles and accounts as Engage knows them: from the calls that the ingress received. */
import { isObject } from '../../../schemas/index.ts';
import { readTime } from '../../segment/index.ts';
import { idOf } from './profile-id.ts';
import { createRecency, type Ordered, type Recency } from './recency.ts';

export { type Identifier, identifierOf, idOf } from './profile-id.ts';

export interface Profile {
  readonly id: string;
  readonly traits: Readonly<Record<string, unknown>>;
  /** In the order in which they arrived. */
  readonly events: readonly ProfileEvent[];
  /** groupIds of the accounts that the profile belongs to. */
  readonly groupIds: ReadonlySet<string>;
}

export interface ProfileEvent {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface AccountProfile {
  readonly groupId: string;
  readonly traits: Readonly<Record<string, unknown>>;
  /** Ids of the profiles that belong to it. */
  readonly members: ReadonlySet<string>;
}

export interface Profiles {
  /**
   * Applies a call that passed the ingress.
   *
   * @returns the profile that it is about; undefined if there is none, or no room for it
   */
  note(call: Readonly<Record<string, unknown>>, size: number): Profile | undefined;
  find(id: string): Profile | undefined;
  account(groupId: string): AccountProfile | undefined;
  /** Goes up by one with each call that was applied. */
  readonly moment: number;
  /** The profiles that changed after a moment, the newest first. */
  changedSince(moment: number): Iterable<Profile>;
  accountsChangedSince(moment: number): Iterable<AccountProfile>;
  /** Whether a source has sent a trait of users, a trait of accounts or an event with this name. */
  hasName(name: string, of: NameKind): boolean;
  counts(): ProfileCounts;
  save(): SavedProfiles;
  /** Continues from what was saved, after it was cleared. */
  load(saved: SavedProfiles): void;
  clear(): void;
}

/** Profiles and accounts as plain JSON. */
export interface SavedProfiles {
  readonly moment: number;
  readonly profiles: readonly {
    readonly id: string;
    /** The moment of the latest change. */
    readonly changed: number;
    readonly traits: Readonly<Record<string, unknown>>;
    readonly events: readonly SavedEvent[];
    readonly groupIds: readonly string[];
  }[];
  readonly accounts: readonly {
    readonly groupId: string;
    readonly changed: number;
    readonly traits: Readonly<Record<string, unknown>>;
    readonly members: readonly string[];
  }[];
  /** The names that sources have sent. */
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
  readonly bytes: number;
  readonly dropped: number;
}

/** An event; `at` is absent if its call had no time. */
interface SavedEvent extends Omit<ProfileEvent, 'at'> {
  readonly at?: number | undefined;
}

export type NameKind = 'user' | 'account' | 'event';

export interface ProfileCounts {
  readonly profiles: number;
  readonly accounts: number;
  readonly events: number;
  /** Bytes of the calls that they were made from. */
  readonly bytes: number;
  /** Calls that were left out because there was no room. */
  readonly dropped: number;
}

interface StoredProfile extends Ordered<StoredProfile> {
  readonly id: string;
  readonly traits: Record<string, unknown>;
  readonly events: ProfileEvent[];
  readonly groupIds: Set<string>;
}

interface ProfiledAccount extends Ordered<ProfiledAccount> {
  readonly groupId: string;
  readonly traits: Record<string, unknown>;
  readonly members: Set<string>;
}

/** @param capacity bytes of calls; a call that may make a profile or an account grow counts with its whole size */
export function createProfiles(capacity: number): Profiles {
  const profiles = new Map<string, StoredProfile>();
  const accounts = new Map<string, ProfiledAccount>();
  const names = { user: new Set<string>(), account: new Set<string>(), event: new Set<string>() };
  const recent = createRecency<StoredProfile>();
  const recentAccounts = createRecency<ProfiledAccount>();
  let moment = 0;
  let counts = { events: 0, bytes: 0, dropped: 0 };

  const profileOf = (id: string): StoredProfile => {
    const known = profiles.get(id);
    if (known !== undefined) return known;
    const made: StoredProfile = { id, traits: {}, events: [], groupIds: new Set(), links: undefined };
    profiles.set(id, made);
    return made;
  };

  const accountOf = (groupId: string): ProfiledAccount => {
    const known = accounts.get(groupId);
    if (known !== undefined) return known;
    const made: ProfiledAccount = { groupId, traits: {}, members: new Set(), links: undefined };
    accounts.set(groupId, made);
    return made;
  };

  const keepTraits = (into: Record<string, unknown>, traits: unknown, known: Set<string>) => {
    if (!isObject(traits)) return;
    for (const [name, value] of Object.entries(traits)) {
      // As own members, so that `__proto__` is a name like any other.
      Object.defineProperty(into, name, { value, writable: true, enumerable: true, configurable: true });
      known.add(name);
    }
  };

  return {
    note(call, size) {
      const id = idOfCall(call);
      if (id === undefined) return undefined;
      if (counts.bytes + size > capacity) {
        counts.dropped += 1;
        return undefined;
      }
      if (call.type === 'identify') {
        if (grows(profiles.get(id)?.traits, call.traits)) counts.bytes += size;
        keepTraits(profileOf(id).traits, call.traits, names.user);
      } else if (call.type === 'track') {
        counts.bytes += size;
        counts.events += 1;
        names.event.add(String(call.event));
        profileOf(id).events.push(eventOf(call));
      } else if (call.type === 'group' && typeof call.groupId === 'string') {
        if (grows(accounts.get(call.groupId)?.traits, call.traits)) counts.bytes += size;
        const account = accountOf(call.groupId);
        keepTraits(account.traits, call.traits, names.account);
        account.members.add(id);
        profileOf(id).groupIds.add(call.groupId);
        recentAccounts.touch(account, moment + 1);
      }
      const profile = profiles.get(id);
      if (profile === undefined) return undefined;
      moment += 1;
      recent.touch(profile, moment);
      return profile;
    },
    find: (id) => profiles.get(id),
    account: (groupId) => accounts.get(groupId),
    get moment() {
      return moment;
    },
    changedSince: recent.since,
    accountsChangedSince: recentAccounts.since,
    hasName: (name, of) => names[of].has(name),
    counts: () => ({ profiles: profiles.size, accounts: accounts.size, ...counts }),
    save: () => ({
      moment,
      profiles: [...profiles.values()].map(({ id, links, traits, events, groupIds }) => ({
        id,
        changed: links?.moment ?? 0,
        traits,
        events: events.map(({ name, at, properties }) => ({
          name,
          at: Number.isNaN(at) ? undefined : at,
          properties,
        })),
        groupIds: [...groupIds],
      })),
      accounts: [...accounts.values()].map(({ groupId, links, traits, members }) => ({
        groupId,
        changed: links?.moment ?? 0,
        traits,
        members: [...members],
      })),
      names: { user: [...names.user], account: [...names.account], event: [...names.event] },
      bytes: counts.bytes,
      dropped: counts.dropped,
    }),
    load(saved) {
      for (const { id, traits, events, groupIds } of saved.profiles) {
        const kept = events.map(({ at = Number.NaN, ...event }) => ({ ...event, at }));
        profiles.set(id, { id, traits, events: kept, groupIds: new Set(groupIds), links: undefined });
      }
      for (const { groupId, traits, members } of saved.accounts) {
        accounts.set(groupId, { groupId, traits, members: new Set(members), links: undefined });
      }
      for (const { id, changed } of byChange(saved.profiles)) touchAt(recent, profiles.get(id), changed);
      for (const { groupId, changed } of byChange(saved.accounts)) {
        touchAt(recentAccounts, accounts.get(groupId), changed);
      }
      for (const kind of ['user', 'account', 'event'] as const) {
        for (const name of saved.names[kind]) names[kind].add(name);
      }
      const events = saved.profiles.reduce((sum, profile) => sum + profile.events.length, 0);
      counts = { events, bytes: saved.bytes, dropped: saved.dropped };
      moment = saved.moment;
    },
    clear() {
      profiles.clear();
      accounts.clear();
      names.user.clear();
      names.account.clear();
      names.event.clear();
      recent.clear();
      recentAccounts.clear();
      counts = { events: 0, bytes: 0, dropped: 0 };
    },
  };
}

/** The oldest change first. */
function byChange<Item extends { readonly changed: number }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => one.changed - other.changed);
}

function touchAt<Item extends Ordered<Item>>(
  recency: Recency<Item>,
  item: Item | undefined,
  moment: number,
): void {
  if (item !== undefined) recency.touch(item, moment);
}

function idOfCall({ userId, anonymousId }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof userId === 'string' && userId !== '') return idOf({ userId });
  return typeof anonymousId === 'string' && anonymousId !== '' ? idOf({ anonymousId }) : undefined;
}

/** True for a new record, a new name, or a value that may be long: repeating short values costs nothing. */
function grows(kept: Readonly<Record<string, unknown>> | undefined, traits: unknown): boolean {
  if (kept === undefined || !isObject(traits)) return kept === undefined;
  return Object.entries(traits).some(
    ([name, value]) =>
      !Object.hasOwn(kept, name) || (typeof value === 'string' ? value.length > 100 : isObject(value)),
  );
}

function eventOf(call: Readonly<Record<string, unknown>>): ProfileEvent {
  const { event, properties, timestamp } = call;
  return {
    name: String(event),
    at: readTime(timestamp) ?? Number.NaN,
    properties: isObject(properties) ? properties : {},
  };
}
