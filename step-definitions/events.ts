/** The events that a destination stored for its users. */
import { type DataTable, Given, Then } from '@cucumber/cucumber';
import type { Person } from '../calls/index.ts';
import type { EventRecord } from '../harness/evidence/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { readMembers } from './support/placeholders.ts';
import { provided } from './support/provided.ts';
import { eventsOf } from './support/read.ts';
import { missingProperties } from './support/verify.ts';
import type { DestinationWorld } from './support/world.ts';

async function eventsNamed(world: DestinationWorld, person: Person, name: string): Promise<EventRecord[]> {
  return (await eventsOf(world, person)).filter(({ event }) => event === name);
}

function expectEvent(world: DestinationWorld, name: string, person: Person, table: DataTable): Promise<void> {
  const expected = readMembers(table.raw(), world.identity, world.values);
  const who = person.userId ?? person.anonymousId;
  const state = `the User "${who}" has the event "${name}" with ${JSON.stringify(expected)}`;
  return world.expectSoon(state, async () =>
    missingProperties(`event "${name}"`, await eventsNamed(world, person, name), expected),
  );
}

Then(
  'the event {string} of {person} holds:',
  function (this: DestinationWorld, name: string, person: Person, table: DataTable) {
    return expectEvent(this, name, person, table);
  },
);

Given(
  'provided that the event {string} of {person} holds:',
  function (this: DestinationWorld, name: string, person: Person, table: DataTable) {
    return provided(() => expectEvent(this, name, person, table));
  },
);

Then(
  'the event {string} of {person} has the timestamp {string}',
  function (this: DestinationWorld, name: string, person: Person, time: string) {
    const state = `the User "${person.userId}" has the event "${name}" with the timestamp ${time}`;
    return this.expectSoon(state, async (): Promise<StateDifference | undefined> => {
      const [event] = await eventsNamed(this, person, name);
      if (Date.parse(event?.timestamp ?? '') === Date.parse(time)) return undefined;
      return {
        message: `the event "${name}" does not have the timestamp of its call`,
        expected: time,
        actual: event?.timestamp ?? 'no timestamp',
      };
    });
  },
);

Then(
  '{person} has the event {string} exactly {int} time(s)',
  async function (this: DestinationWorld, person: Person, name: string, count: number) {
    await this.settle();
    const state = `the User "${person.userId}" has exactly ${count} of the event "${name}"`;
    await this.expectSoon(state, async (): Promise<StateDifference | undefined> => {
      const { length } = await eventsNamed(this, person, name);
      if (length === count) return undefined;
      return {
        message: `the User "${person.userId}" does not have exactly ${count} of the event "${name}"`,
        expected: count,
        actual: length,
        final: length > count,
      };
    });
  },
);
