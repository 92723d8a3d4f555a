/** Updates an audience with a rule, or a computed trait, to what was received; it only looks at what has changed. */
import { createDueQueue } from '../../clock/index.ts';
import {
  type AudienceRule,
  changesAt,
  computeTrait,
  looksAtAccounts,
  matches,
  type RuleFacts,
  turnOf,
} from '../definition/index.ts';
import type { AccountProfile, Profile, Profiles } from '../profiles/index.ts';
import { identifierOf, idOf } from '../profiles/index.ts';
import { type Audience, type Computed, isAudience } from './computation.ts';

export interface Follower {
  /**
   * Looks at the profiles and accounts that calls have changed since the last time, and at those for which time
   * alone may have changed the result.
   *
   * @param now milliseconds since the epoch
   */
  refresh(now: number): void;
  /** The same in small steps, between which other work may have its turn. */
  steps(now: number): Iterator<void>;
  /** Undefined for an audience without a rule. */
  save(): SavedFollower | undefined;
  load(saved: SavedFollower): void;
}

/** What a follower has looked at, as plain JSON. */
export interface SavedFollower {
  /** The moment of the profiles that it has seen. */
  readonly seen: number;
  /** When to look at whom, in order; `noted` if it is the earliest date of the id. */
  readonly dates: readonly { readonly at: number; readonly id: string; readonly noted: boolean }[];
}

/** Which profiles or accounts to look at, and how. */
interface Lookup {
  /** The ids of those that calls have changed after a moment. */
  changedSince(moment: number): Iterable<string>;
  /** Looks at one. @returns when time alone may change the result; undefined if it cannot */
  settle(id: string, now: number): number | undefined;
}

/** For an audience without a rule, whose members enter and leave by hand. */
const NONE: Follower = { refresh() {}, steps: () => [].values(), save: () => undefined, load() {} };

export function createFollower(computed: Computed, profiles: Profiles): Follower {
  const lookup = lookupOf(computed, profiles);
  if (lookup === undefined) return NONE;
  const dates = createDueQueue<{ readonly at: number; readonly id: string }>();
  /** The earliest date of each id, so that no date is stored twice. */
  const noted = new Map<string, number>();
  let seen = 0;

  const settle = (id: string, now: number) => {
    const at = lookup.settle(id, now);
    if (at === undefined || at >= (noted.get(id) ?? Number.POSITIVE_INFINITY)) return;
    noted.set(id, at);
    dates.add({ at, id });
  };

  const steps = function* (now: number): Generator<void> {
    const ids = new Set<string>();
    const since = seen;
    // What changes between two steps is left to the next time.
    seen = profiles.moment;
    for (const id of lookup.changedSince(since)) {
      ids.add(id);
      yield;
    }
    for (let date = dates.take(now); date !== undefined; date = dates.take(now)) {
      if (noted.get(date.id) === date.at) noted.delete(date.id);
      ids.add(date.id);
      yield;
    }
    for (const id of ids) {
      settle(id, now);
      yield;
    }
  };

  return {
    refresh(now) {
      for (const _ of steps(now));
    },
    steps,
    save: () => ({
      seen,
      dates: dates.items().map(({ at, id }) => ({ at, id, noted: noted.get(id) === at })),
    }),
    load(saved) {
      seen = saved.seen;
      for (const { at, id, noted: isNoted } of saved.dates) {
        dates.add({ at, id });
        if (isNoted) noted.set(id, at);
      }
    },
  };
}

function lookupOf(computed: Computed, profiles: Profiles): Lookup | undefined {
  if (!isAudience(computed)) {
    const { definition, ledger } = computed;
    const { formula } = definition;
    return {
      *changedSince(moment) {
        for (const { id } of profiles.changedSince(moment)) yield id;
      },
      settle(id, now) {
        const events = profiles.find(id)?.events ?? [];
        const value = computeTrait(formula, events, now);
        if (value !== undefined) ledger.set(id, value);
        return turnOf(events, formula, now);
      },
    };
  }
  const { definition, ledger } = computed;
  const { rule, level } = definition;
  if (rule === undefined) return undefined;
  return level === 'user' ? usersLookup(rule, ledger, profiles) : accountsLookup(rule, ledger, profiles);
}

function usersLookup(rule: AudienceRule, ledger: Audience['ledger'], profiles: Profiles): Lookup {
  const isAboutAccounts = looksAtAccounts(rule);
  return {
    *changedSince(moment) {
      for (const { id } of profiles.changedSince(moment)) yield id;
      if (!isAboutAccounts) return;
      for (const { members } of profiles.accountsChangedSince(moment)) yield* members;
    },
    settle(id, now) {
      const profile = profiles.find(id);
      return profile && settleBy(rule, ledger, id, ofProfile(profile, profiles), now);
    },
  };
}

function accountsLookup(rule: AudienceRule, ledger: Audience['ledger'], profiles: Profiles): Lookup {
  return {
    *changedSince(moment) {
      for (const { groupId } of profiles.accountsChangedSince(moment)) yield idOf({ groupId });
      for (const { groupIds } of profiles.changedSince(moment)) {
        for (const groupId of groupIds) yield idOf({ groupId });
      }
    },
    settle(id, now) {
      const identifier = identifierOf(id);
      const account = 'groupId' in identifier ? profiles.account(identifier.groupId) : undefined;
      return account && settleBy(rule, ledger, id, ofAccount(account, profiles), now);
    },
  };
}

function settleBy(rule: AudienceRule, ledger: Audience['ledger'], id: string, facts: RuleFacts, now: number) {
  if (matches(rule, facts, now)) ledger.enter(id);
  else ledger.leave(id);
  return changesAt(rule, facts, now);
}

function ofProfile({ traits, events, groupIds }: Profile, profiles: Profiles): RuleFacts {
  const accounts = [...groupIds].map((groupId) => profiles.account(groupId)?.traits ?? {});
  return { traits: [traits], accountTraits: accounts, events };
}

function ofAccount({ traits, members }: AccountProfile, profiles: Profiles): RuleFacts {
  const users = [...members].map((id) => profiles.find(id)).filter((profile) => profile !== undefined);
  return {
    traits: users.map((user) => user.traits),
    accountTraits: [traits],
    events: users.flatMap((user) => user.events),
  };
}
