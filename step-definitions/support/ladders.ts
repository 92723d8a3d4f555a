/** Counts that grow step by step past the limits of ordinary databases, pages and buffers. */
import { isDeepStrictEqual } from 'node:util';
import {
  computedIdentify,
  group,
  identify,
  type Members,
  numberedProperties,
  type Person,
  track,
} from '../../calls/index.ts';
import type { Scenario } from '../scenario/index.ts';
import type { Counted } from './form.ts';
import { numberedAudience } from './parameter-types.ts';
import { accountsOf, eventsOf, usersOf } from './read.ts';

/** One thing that grows. Its items are numbered from 1. */
export interface Ladder {
  /** One item, such as `flag`. */
  readonly item: string;
  /** What has the items. */
  readonly owner: string;
  readonly counted: Counted;
  /** Adds the items after `from` up to `to`. Calls for one User or Account are sent one after another. */
  climb(scenario: Scenario, from: number, to: number): Promise<void>;
  /** The numbers of the items up to `count` that are not stored as they were sent. */
  missing(scenario: Scenario, count: number): Promise<readonly number[]>;
}

/** A User is identified at most 65 times: its updates are graded up to 64 (docs/contract.md, AST-IDENT-014). */
const SINGLE_PROPERTIES = { User: 61, Account: 10 };
/** With 200 properties, these make a User of almost 64 KB. */
const LONG_VALUE = 940;

/** @param items as the steps name them */
export function userLadder(items: string, person: Person): Ladder {
  const owner = `the User "${person.userId}"`;
  /** All events have one timestamp, so that reading page by page cannot tell them apart by it. */
  let timestamp: string | undefined;
  switch (items) {
    case 'properties':
      return {
        item: 'property',
        owner,
        counted: 'properties',
        async climb(scenario, from, to) {
          for (const traits of portions(from, to, 'User'))
            await scenario.deliver(identify(person, traits, scenario.identity.stamp()));
        },
        async missing(scenario, count) {
          const [user] = await usersOf(scenario, person);
          return lacking(count, (number) => holds(user?.properties, property(number, 'User')));
        },
      };
    case 'flags':
      return {
        item: 'flag',
        owner,
        counted: 'flags',
        async climb(scenario, from, to) {
          const { identity } = scenario;
          for (const number of numbers(from, to)) {
            const key = numberedAudience(number);
            const computation = identity.computation('audience', key);
            await scenario.deliver(
              computedIdentify(person, computation, { [key]: true }, identity.engageStamp()),
            );
          }
        },
        async missing(scenario, count) {
          const [user] = await usersOf(scenario, person);
          return lacking(count, (number) => holds(user?.properties, { [numberedAudience(number)]: true }));
        },
      };
    case 'Accounts':
      return {
        item: 'Account',
        owner,
        counted: 'Accounts',
        async climb(scenario, from, to) {
          for (const number of numbers(from, to))
            await scenario.deliver(group(person, accountId(scenario, number), {}, scenario.identity.stamp()));
        },
        async missing(scenario, count) {
          const [user] = await usersOf(scenario, person);
          return lacking(count, (number) => user?.accountIds.includes(accountId(scenario, number)) === true);
        },
      };
    default:
      return {
        item: 'event',
        owner,
        counted: 'events',
        async climb(scenario, from, to) {
          timestamp ??= scenario.identity.stamp().timestamp;
          for (const number of numbers(from, to))
            await scenario.deliver(
              track(person, 'Report Exported', report(number), { ...scenario.identity.stamp(), timestamp }),
            );
        },
        async missing(scenario, count) {
          const events = await eventsOf(scenario, person);
          return lacking(count, (number) =>
            events.some(({ properties }) => holds(properties, report(number))),
          );
        },
      };
  }
}

/** @param items as the steps name them */
export function accountLadder(items: string, groupId: string): Ladder {
  const owner = `the Account "${groupId}"`;
  if (items === 'properties')
    return {
      item: 'property',
      owner,
      counted: 'properties',
      async climb(scenario, from, to) {
        const sender = scenario.identity.user('ada');
        for (const traits of portions(from, to, 'Account'))
          await scenario.deliver(group(sender, groupId, traits, scenario.identity.stamp()));
      },
      async missing(scenario, count) {
        const [account] = await accountsOf(scenario, groupId);
        return lacking(count, (number) => holds(account?.properties, property(number, 'Account')));
      },
    };
  return {
    item: 'User',
    owner,
    counted: 'Users',
    async climb(scenario, from, to) {
      for (const number of numbers(from, to))
        await scenario.deliver(group(member(scenario, number), groupId, {}, scenario.identity.stamp()));
    },
    async missing(scenario, count) {
      const [account] = await accountsOf(scenario, groupId);
      return lacking(
        count,
        (number) => account?.userIds.includes(member(scenario, number).userId ?? '') === true,
      );
    },
  };
}

function member({ identity }: Scenario, number: number): Person {
  return identity.user(`user-${number}`);
}

function accountId({ identity }: Scenario, number: number): string {
  return identity.id(`account-${number}`);
}

/** The properties after `from` up to `to`: one in each call at first, then all others in one call. */
function portions(from: number, to: number, kind: keyof typeof SINGLE_PROPERTIES): readonly Members[] {
  const single = numbers(from, Math.min(to, SINGLE_PROPERTIES[kind]));
  const others = numbers(Math.max(from, SINGLE_PROPERTIES[kind]), to);
  const together = Object.assign({}, ...others.map((number) => property(number, kind))) as Members;
  return [...single.map((number) => property(number, kind)), ...(others.length > 0 ? [together] : [])];
}

function property(number: number, kind: keyof typeof SINGLE_PROPERTIES): Members {
  const length = kind === 'User' && number <= SINGLE_PROPERTIES.User ? LONG_VALUE : 0;
  return { [`property_${number}`]: `value ${number}`.padEnd(length, '.') };
}

/** The later ones have up to 200 properties. */
function report(number: number): Members {
  return { number, ...numberedProperties(Math.min(4 * number, 199)) };
}

function holds(properties: Members | undefined, expected: Members): boolean {
  return Object.entries(expected).every(
    ([name, value]) =>
      properties !== undefined &&
      Object.hasOwn(properties, name) &&
      isDeepStrictEqual(properties[name], value),
  );
}

function lacking(count: number, isThere: (number: number) => boolean): readonly number[] {
  return numbers(0, count).filter((number) => !isThere(number));
}

function numbers(after: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - after) }, (_, i) => after + i + 1);
}
