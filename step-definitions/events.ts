/** The events that a destination holds for its users. */
import { type DataTable, Then } from '@cucumber/cucumber';
import type { Person } from '../calls/index.ts';
import type { EventRecord } from '../harness/evidence/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { readMembers } from './support/placeholders.ts';
import { eventsOf } from './support/read.ts';
import { missingProperties } from './support/verify.ts';
import type { DestinationWorld } from './support/world.ts';

async function eventsNamed(world: DestinationWorld, person: Person, name: string): Promise<EventRecord[]> {
  return (await eventsOf(world, person)).filter(({ event }) => event === name);
}

Then(
  'the event {string} of {person} holds:',
  function (this: DestinationWorld, name: string, person: Person, table: DataTable) {
    const expected = readMembers(table.raw(), this.identity, this.values);
    const state = `User "${person.userId}" has the event "${name}" with ${JSON.stringify(expected)}`;
    return this.expectSoon(state, async () =>
      missingProperties(`event "${name}"`, await eventsNamed(this, person, name), expected),
    );
  },
);

Then(
  'the event {string} of {person} happened at {string}',
  function (this: DestinationWorld, name: string, person: Person, time: string) {
    const state = `User "${person.userId}" has the event "${name}" at ${time}`;
    return this.expectSoon(state, async (): Promise<StateDifference | undefined> => {
      const [event] = await eventsNamed(this, person, name);
      if (Date.parse(event?.timestamp ?? '') === Date.parse(time)) return undefined;
      return {
        message: `the event "${name}" has another time`,
        expected: time,
        actual: event?.timestamp ?? 'none',
      };
    });
  },
);

Then(
  '{person} has the event {string} exactly {int} time(s)',
  async function (this: DestinationWorld, person: Person, name: string, count: number) {
    await this.settle();
    const state = `User "${person.userId}" has the event "${name}" exactly ${count} times`;
    await this.expectSoon(state, async (): Promise<StateDifference | undefined> => {
      const { length } = await eventsNamed(this, person, name);
      if (length === count) return undefined;
      return {
        message: `the event "${name}" is not there exactly ${count} times`,
        expected: count,
        actual: length,
        final: length > count,
      };
    });
  },
);
