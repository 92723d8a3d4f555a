/** Which Users belong to which Accounts, checked on both sides. */
import { group, identify, type Person } from '../calls/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { type Cucumber, type Scenario, step } from './scenario/index.ts';
import type { Belonging } from './support/parameter-types.ts';
import { provided } from './support/provided.ts';
import { accountsOf, usersOf } from './support/read.ts';

/** If one side has more records than this, only the first and the last are read, so that examples stay small. */
const ALL_READ = 5;

/** Separators of keys that are made of two IDs; with the empty one the IDs just follow one another. */
const JOINTS = ['', ':', '_'];

async function expectBelonging(
  scenario: Scenario,
  people: readonly Person[],
  belonging: Belonging,
  groupIds: readonly string[],
): Promise<void> {
  if (belonging !== 'yes') await scenario.settle();
  const userIds = people.map(({ userId = '' }) => userId);
  const isListed = belonging !== 'no';
  await scenario.expectSoon(stateOf(userIds, groupIds, isListed), async () => {
    const differences = [
      ...(await lookAtUsers(scenario, sample(people), groupIds, isListed)),
      ...(await lookAtAccounts(scenario, sample(groupIds), userIds, isListed)),
    ];
    return differences.find((difference) => difference !== undefined);
  });
}

function stateOf(userIds: readonly string[], groupIds: readonly string[], isListed: boolean): string {
  const [userId, groupId] = [userIds, groupIds].map((ids) => ids.map((id) => `"${id}"`).join(', '));
  const users = userIds.length === 1 ? 'the User' : 'the Users';
  const accounts = groupIds.length === 1 ? 'the Account' : 'the Accounts';
  return `${users} ${userId} and ${accounts} ${groupId} ${isListed ? 'list each other once' : 'do not list each other'}`;
}

function sample<Item>(items: readonly Item[]): readonly Item[] {
  return items.length <= ALL_READ ? items : items.filter((_, i) => i === 0 || i === items.length - 1);
}

async function lookAtUsers(
  scenario: Scenario,
  people: readonly Person[],
  groupIds: readonly string[],
  isListed: boolean,
): Promise<readonly (StateDifference | undefined)[]> {
  const looks = people.map(async (person) => {
    const [user] = await usersOf(scenario, person);
    const owner = `the User "${person.userId}"`;
    return listing({ owner, listed: 'the Account', ids: user?.accountIds }, groupIds, isListed);
  });
  return Promise.all(looks);
}

async function lookAtAccounts(
  scenario: Scenario,
  groupIds: readonly string[],
  userIds: readonly string[],
  isListed: boolean,
): Promise<readonly (StateDifference | undefined)[]> {
  const looks = groupIds.map(async (groupId) => {
    const [account] = await accountsOf(scenario, groupId);
    const owner = `the Account "${groupId}"`;
    return listing({ owner, listed: 'the User', ids: account?.userIds }, userIds, isListed);
  });
  return Promise.all(looks);
}

/** The ids that a record lists; undefined if there is no such record. */
interface Listing {
  readonly owner: string;
  readonly listed: string;
  readonly ids: readonly string[] | undefined;
}

function listing(
  { owner, listed, ids }: Listing,
  expected: readonly string[],
  isListed: boolean,
): StateDifference | undefined {
  const timesOf = (id: string) => ids?.filter((other) => other === id).length ?? 0;
  const wrong = expected.filter((id) => timesOf(id) !== (isListed ? 1 : 0));
  const [first] = wrong;
  if (first === undefined) return undefined;
  const times = timesOf(first);
  const what = expected.length === 1 ? listed : `${listed} "${first}"`;
  if (!isListed) return { message: `${owner} lists ${what}`, expected: [], actual: ids, final: true };
  const message =
    times === 0 ? `${owner} does not list ${what}` : `${owner} lists ${what} ${times} times instead of once`;
  return { message, expected, actual: ids ?? 'no such record' };
}

export function defineMembership({ Given, Then }: Cucumber): void {
  Then(
    '{people} {belonging} {accounts}',
    ...step((scenario, people: Person[], belonging: Belonging, groupIds: string[]) =>
      expectBelonging(scenario, people, belonging, groupIds),
    ),
  );

  Given(
    'provided that {people} {belonging} {accounts}',
    ...step((scenario, people: Person[], belonging: Belonging, groupIds: string[]) =>
      provided(() => expectBelonging(scenario, people, belonging, groupIds)),
    ),
  );

  Then(
    'users and accounts whose IDs read alike one after the other belong together as they were grouped',
    ...step(async (scenario) => {
      const { identity } = scenario;
      // For each joint, the user "a:b" with the account "c" reads like the user "a" with the account "b:c". Each user
      // has one account, because a destination may keep no more.
      const pairs = JOINTS.flatMap((joint, i) => [
        { userId: `${identity.id(`a${i}`)}${joint}${identity.id('b')}`, groupId: identity.id('c') },
        { userId: identity.id(`a${i}`), groupId: `${identity.id('b')}${joint}${identity.id('c')}` },
      ]);
      await Promise.all(
        pairs.map(({ userId }) => scenario.deliver(identify({ userId }, {}, identity.stamp()))),
      );
      await scenario.settle();
      for (const { userId, groupId } of pairs)
        await scenario.deliver(group({ userId }, groupId, {}, identity.stamp()));
      for (const { userId, groupId } of pairs)
        await expectBelonging(scenario, [{ userId }], 'yes', [groupId]);
    }),
  );
}
