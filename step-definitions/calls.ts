/** Calls that must be accepted for an example to go on. */
import { type DataTable, Given, When } from '@cucumber/cucumber';
import { group, identify, type Members, numberedProperties, type Person, track } from '../calls/index.ts';
import { readMembers } from './support/placeholders.ts';
import type { DestinationWorld } from './support/world.ts';

function membersOf(world: DestinationWorld, table: DataTable): Members {
  return readMembers(table.raw(), world.identity, world.values);
}

Given('{person} is identified', function (this: DestinationWorld, person: Person) {
  return this.deliver(identify(person, {}, this.identity.stamp()));
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
  '{person} is identified with the address {string}, whatever the response',
  async function (this: DestinationWorld, person: Person, address: string) {
    const members = readMembers([['email', JSON.stringify(address)]], this.identity, this.values);
    await this.send(identify(person, members, this.identity.stamp()));
  },
);

When(
  '{person} is identified with {int} numbered properties',
  function (this: DestinationWorld, person: Person, count: number) {
    return this.deliver(identify(person, numberedProperties(count), this.identity.stamp()));
  },
);

When(
  '{int} identifies for {person} arrive at the same time, each with its own property',
  async function (this: DestinationWorld, count: number, person: Person) {
    const calls = Object.entries(numberedProperties(count)).map(([name, value]) =>
      identify(person, { [name]: value }, this.identity.stamp()),
    );
    await Promise.all(calls.map((call) => this.deliver(call)));
  },
);

When(
  '{int} identifies for {person} arrive one after another, each with its own property',
  async function (this: DestinationWorld, count: number, person: Person) {
    for (const [name, value] of Object.entries(numberedProperties(count))) {
      await this.deliver(identify(person, { [name]: value }, this.identity.stamp()));
    }
  },
);

Given(
  '{person} is grouped into {account}',
  function (this: DestinationWorld, person: Person, groupId: string) {
    return this.deliver(group(person, groupId, {}, this.identity.stamp()));
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

When('the last call is sent again with another messageId', function (this: DestinationWorld) {
  return this.vary({ messageId: this.identity.stamp().messageId });
});

Given('the calls go to the connector that blocks free email providers', function (this: DestinationWorld) {
  this.connector = 'the blocking API key';
});
