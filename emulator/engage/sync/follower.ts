/** Keeps an audience with a rule, or a computed trait, up to what was received, at the cost of what has changed. */
import { createDueQueue } from '../../clock/index.ts';
import {
  changesAt,
  computeTrait,
  type Evidence,
  looksAtAccounts,
  matches,
  type Rule,
  turnOf,
} from '../definition/index.ts';
import type { Account, Profile, Profiles } from '../profiles/index.ts';
import { idOf, subjectOf } from '../profiles/index.ts';
import { type Audience, type Computed, isAudience } from './computation.ts';

export interface Follower {
  /**
   * Looks at the profiles and accounts that calls have changed since the last time, and at those that time alone
   * may have changed.
   *
   * @param now milliseconds since the epoch
   */
  refresh(now: number): void;
}

/** Which profiles or accounts to look at, and how. */
interface Way {
  /** Ids of those that calls have changed after a moment. */
  changedSince(moment: number): Iterable<string>;
  /** Looks at one. @returns when time alone may change what was seen; nothing where it cannot */
  settle(id: string, now: number): number | undefined;
}

/** Explicit members stay as they are: there is nothing to follow. */
const NONE: Follower = { refresh() {} };

export function createFollower(computed: Computed, profiles: Profiles): Follower {
  const way = wayOf(computed, profiles);
  if (way === undefined) return NONE;
  const dates = createDueQueue<{ readonly at: number; readonly id: string }>();
  /** The earliest date of each id, so that none is noted twice. */
  const noted = new Map<string, number>();
  let seen = 0;

  const settle = (id: string, now: number) => {
    const at = way.settle(id, now);
    if (at === undefined || at >= (noted.get(id) ?? Number.POSITIVE_INFINITY)) return;
    noted.set(id, at);
    dates.add({ at, id });
  };

  return {
    refresh(now) {
      const ids = new Set(way.changedSince(seen));
      seen = profiles.moment;
      for (let date = dates.take(now); date !== undefined; date = dates.take(now)) {
        if (noted.get(date.id) === date.at) noted.delete(date.id);
        ids.add(date.id);
      }
      for (const id of ids) settle(id, now);
    },
  };
}

function wayOf(computed: Computed, profiles: Profiles): Way | undefined {
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
  return level === 'user' ? usersWay(rule, ledger, profiles) : accountsWay(rule, ledger, profiles);
}

function usersWay(rule: Rule, ledger: Audience['ledger'], profiles: Profiles): Way {
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

function accountsWay(rule: Rule, ledger: Audience['ledger'], profiles: Profiles): Way {
  return {
    *changedSince(moment) {
      for (const { groupId } of profiles.accountsChangedSince(moment)) yield idOf({ groupId });
      for (const { groupIds } of profiles.changedSince(moment)) {
        for (const groupId of groupIds) yield idOf({ groupId });
      }
    },
    settle(id, now) {
      const subject = subjectOf(id);
      const account = 'groupId' in subject ? profiles.account(subject.groupId) : undefined;
      return account && settleBy(rule, ledger, id, ofAccount(account, profiles), now);
    },
  };
}

function settleBy(rule: Rule, ledger: Audience['ledger'], id: string, evidence: Evidence, now: number) {
  if (matches(rule, evidence, now)) ledger.enter(id);
  else ledger.leave(id);
  return changesAt(rule, evidence, now);
}

function ofProfile({ traits, events, groupIds }: Profile, profiles: Profiles): Evidence {
  const accounts = [...groupIds].map((groupId) => profiles.account(groupId)?.traits ?? {});
  return { traits: [traits], accountTraits: accounts, events };
}

function ofAccount({ traits, members }: Account, profiles: Profiles): Evidence {
  const users = [...members].map((id) => profiles.find(id)).filter((profile) => profile !== undefined);
  return {
    traits: users.map((user) => user.traits),
    accountTraits: [traits],
    events: users.flatMap((user) => user.events),
  };
}
