/** Which Users belong to which Accounts, checked on both sides. */
import { Then } from '@cucumber/cucumber';
import type { Person } from '../calls/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { accountsOf, usersOf } from './support/read.ts';
import type { DestinationWorld } from './support/world.ts';

Then('{person} belongs to {account}', function (this: DestinationWorld, person: Person, groupId: string) {
  return expectMembership(this, person, groupId);
});

Then(
  '{person} still belongs to {account}',
  async function (this: DestinationWorld, person: Person, groupId: string) {
    await this.settle();
    await expectMembership(this, person, groupId);
  },
);

function expectMembership(world: DestinationWorld, person: Person, groupId: string): Promise<void> {
  const state = `the User "${person.userId}" and the Account "${groupId}" list each other once`;
  return world.expectSoon(state, () => lookAtBothSides(world, person, groupId));
}

async function lookAtBothSides(
  world: DestinationWorld,
  person: Person,
  groupId: string,
): Promise<StateDifference | undefined> {
  const [user] = await usersOf(world, person);
  const [account] = await accountsOf(world, groupId);
  const userId = person.userId ?? '';
  return (
    listedOnce(`the User "${userId}"`, 'the Account', groupId, user?.accountIds) ??
    listedOnce(`the Account "${groupId}"`, 'the User', userId, account?.userIds)
  );
}

function listedOnce(
  owner: string,
  listed: string,
  id: string,
  ids: readonly string[] | undefined,
): StateDifference | undefined {
  const times = ids?.filter((other) => other === id).length ?? 0;
  if (times === 1) return undefined;
  const message =
    times === 0
      ? `${owner} does not list ${listed}`
      : `${owner} lists ${listed} ${times} times instead of once`;
  return { message, expected: [id], actual: ids ?? 'no such record' };
}
