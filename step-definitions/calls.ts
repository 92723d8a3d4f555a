/** Calls that must be accepted for an example to go on. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { group, identify, type Members, numberedProperties, type Person, track } from '../calls/index.ts';
import { callsInTable } from './support/calls-in-table.ts';
import { awaitUsers, deliverAll } from './support/deliveries.ts';
import type { CallOrder } from './support/parameter-types.ts';
import { readMembers } from './support/placeholders.ts';
import type { DestinationWorld } from './support/world.ts';

function membersOf(world: DestinationWorld, table: DataTable): Members {
  return readMembers(table.raw(), world.identity, world.values);
}

/** Identifies each at the same time: they are different users, so no call has to wait for another. */
async function identifyEach(world: DestinationWorld, people: readonly Person[]): Promise<void> {
  await Promise.all(people.map((person) => world.deliver(identify(person, {}, world.identity.stamp()))));
}

Given('{people} is/are identified', function (this: DestinationWorld, people: Person[]) {
  return identifyEach(this, people);
});

Given('{people} is/are identified and visible', async function (this: DestinationWorld, people: Person[]) {
  await identifyEach(this, people);
  await awaitUsers(this, people);
});

Given('{person} is identified with:', function (this: DestinationWorld, person: Person, table: DataTable) {
  return this.deliver(identify(person, membersOf(this, table), this.identity.stamp()));
});

When(
  '{person} is identified {int} minute(s) in the past with:',
  function (this: DestinationWorld, person: Person, minutes: number, table: DataTable) {
    const time = new Date(this.session.timing.now() - minutes * 60_000);
    return this.deliver(identify(person, membersOf(this, table), this.identity.stamp(time)));
  },
);

When(
  '{int} identifies for {person} arrive {manner}, each with {property}',
  function (this: DestinationWorld, count: number, person: Person, manner: CallOrder, length: number) {
    const calls = Object.entries(numberedProperties(count, length)).map(([name, value]) =>
      identify(person, { [name]: value }, this.identity.stamp()),
    );
    return deliverAll(this, calls, manner);
  },
);

/** Rows are explained at {@link callsInTable}. */
When('these calls arrive {manner}:', function (this: DestinationWorld, manner: CallOrder, table: DataTable) {
  return deliverAll(this, callsInTable(table.raw(), this.identity, this.values), manner);
});

Given(
  '{people} is/are grouped into {accounts}',
  async function (this: DestinationWorld, people: Person[], groupIds: string[]) {
    for (const person of people) {
      for (const groupId of groupIds) await this.deliver(group(person, groupId, {}, this.identity.stamp()));
    }
  },
);

Given(
  '{person} is grouped into {account} with:',
  function (this: DestinationWorld, person: Person, groupId: string, table: DataTable) {
    return this.deliver(group(person, groupId, membersOf(this, table), this.identity.stamp()));
  },
);

When(
  '{person} does {string} with:',
  function (this: DestinationWorld, person: Person, event: string, table: DataTable) {
    return this.deliver(track(person, event, membersOf(this, table), this.identity.stamp()));
  },
);

When(
  '{person} does {string} at {string}',
  function (this: DestinationWorld, person: Person, event: string, time: string) {
    return this.deliver(track(person, event, {}, { ...this.identity.stamp(), timestamp: time }));
  },
);

When('the last call is delivered again', function (this: DestinationWorld) {
  return this.repeat();
});

When('the call before the last is delivered again', function (this: DestinationWorld) {
  return this.repeat(1);
});

/** Long after the first delivery: a destination may remember deliveries for a few seconds only. */
Then('the last call is delivered once more before the last look', function (this: DestinationWorld) {
  this.repeatBeforeLastLook();
});

/** For a destination that keeps what was used lately apart from the rest, or forgets deliveries. */
When('{float} second(s) pass(es) without a call', function (this: DestinationWorld, seconds: number) {
  return this.session.timing.sleep(seconds * 1000);
});

When('the last call is sent again with another messageId', function (this: DestinationWorld) {
  return this.vary({ messageId: this.identity.stamp().messageId });
});

Given('the calls go to the connector that blocks free email providers', function (this: DestinationWorld) {
  this.connector = 'the blocking API key';
});
