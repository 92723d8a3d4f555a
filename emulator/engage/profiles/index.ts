/** Profiles and accounts, as far as Engage knows them: out of what the ingress received. */
import { isObject } from '../../../schemas/index.ts';
import { idOf } from './profile-id.ts';
import { createRecency, type Placed } from './recency.ts';

export { idOf, type Subject, subjectOf } from './profile-id.ts';

export interface Profile {
  readonly id: string;
  readonly traits: Readonly<Record<string, unknown>>;
  /** In the order of their arrival. */
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

export interface Account {
  readonly groupId: string;
  readonly traits: Readonly<Record<string, unknown>>;
  /** Ids of the profiles that belong to it. */
  readonly members: ReadonlySet<string>;
}

export interface Profiles {
  /**
   * Takes in a call that passed the ingress.
   *
   * @returns the profile that it is about; nothing where there is none or no room
   */
  note(call: Readonly<Record<string, unknown>>, size: number): Profile | undefined;
  find(id: string): Profile | undefined;
  account(groupId: string): Account | undefined;
  /** Goes up by one with each call that was taken in. */
  readonly moment: number;
  /** Those that changed after a moment, the newest first. */
  changedSince(moment: number): Iterable<Profile>;
  accountsChangedSince(moment: number): Iterable<Account>;
  /** Whether a source has sent such a trait of users or of accounts, or such an event. */
  hasName(name: string, of: NameKind): boolean;
  counts(): ProfileCounts;
  clear(): void;
}

export type NameKind = 'user' | 'account' | 'event';

export interface ProfileCounts {
  readonly profiles: number;
  readonly accounts: number;
  readonly events: number;
  /** Of the calls out of which they are kept. */
  readonly bytes: number;
  /** Calls that were left out for want of room. */
  readonly dropped: number;
}

interface Kept extends Placed<Kept> {
  readonly id: string;
  readonly traits: Record<string, unknown>;
  readonly events: ProfileEvent[];
  readonly groupIds: Set<string>;
}

interface KeptAccount extends Placed<KeptAccount> {
  readonly groupId: string;
  readonly traits: Record<string, unknown>;
  readonly members: Set<string>;
}

/** @param capacity bytes of calls; each call that may make something grow counts with its whole size */
export function createProfiles(capacity: number): Profiles {
  const profiles = new Map<string, Kept>();
  const accounts = new Map<string, KeptAccount>();
  const names = { user: new Set<string>(), account: new Set<string>(), event: new Set<string>() };
  const recent = createRecency<Kept>();
  const recentAccounts = createRecency<KeptAccount>();
  let moment = 0;
  let counts = { events: 0, bytes: 0, dropped: 0 };

  const profileOf = (id: string): Kept => {
    const known = profiles.get(id);
    if (known !== undefined) return known;
    const made: Kept = { id, traits: {}, events: [], groupIds: new Set(), place: undefined };
    profiles.set(id, made);
    return made;
  };

  const accountOf = (groupId: string): KeptAccount => {
    const known = accounts.get(groupId);
    if (known !== undefined) return known;
    const made: KeptAccount = { groupId, traits: {}, members: new Set(), place: undefined };
    accounts.set(groupId, made);
    return made;
  };

  const keepTraits = (into: Record<string, unknown>, traits: unknown, known: Set<string>) => {
    if (!isObject(traits)) return;
    for (const [name, value] of Object.entries(traits)) {
      // As own members, so that not even `__proto__` does more than any other name.
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

function idOfCall({ userId, anonymousId }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof userId === 'string' && userId !== '') return idOf({ userId });
  return typeof anonymousId === 'string' && anonymousId !== '' ? idOf({ anonymousId }) : undefined;
}

/** A record that is new, a name that is new, or a value that may be long: the same short values again are free. */
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
    at: Date.parse(String(timestamp)),
    properties: isObject(properties) ? properties : {},
  };
}
