/** The events that a destination stored for its users. */
import type { Person } from '../calls/index.ts';
import type { EventRecord } from '../harness/evidence/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { type Cucumber, type DataTable, type Scenario, step } from './scenario/index.ts';
import { readMembers } from './support/placeholders.ts';
import { provided } from './support/provided.ts';
import { eventsOf } from './support/read.ts';
import { missingProperties } from './support/verify.ts';

async function eventsNamed(scenario: Scenario, person: Person, name: string): Promise<EventRecord[]> {
  return (await eventsOf(scenario, person)).filter(({ event }) => event === name);
}

function expectEvent(scenario: Scenario, name: string, person: Person, table: DataTable): Promise<void> {
  const expected = readMembers(table.raw(), scenario.identity, scenario.values);
  const who = person.userId ?? person.anonymousId;
  const state = `the User "${who}" has the event "${name}" with ${JSON.stringify(expected)}`;
  return scenario.expectSoon(state, async () =>
    missingProperties(`event "${name}"`, await eventsNamed(scenario, person, name), expected),
  );
}

export function defineEvents({ Given, Then }: Cucumber): void {
  Then(
    'the event {string} of {person} holds:',
    ...step((scenario, name: string, person: Person, table: DataTable) =>
      expectEvent(scenario, name, person, table),
    ),
  );

  Given(
    'provided that the event {string} of {person} holds:',
    ...step((scenario, name: string, person: Person, table: DataTable) =>
      provided(() => expectEvent(scenario, name, person, table)),
    ),
  );

  Then(
    'the event {string} of {person} has the timestamp {string}',
    ...step((scenario, name: string, person: Person, time: string) => {
      const state = `the User "${person.userId}" has the event "${name}" with the timestamp ${time}`;
      return scenario.expectSoon(state, async (): Promise<StateDifference | undefined> => {
        const [event] = await eventsNamed(scenario, person, name);
        if (Date.parse(event?.timestamp ?? '') === Date.parse(time)) return undefined;
        return {
          message: `the event "${name}" does not have the timestamp of its call`,
          expected: time,
          actual: event?.timestamp ?? 'no timestamp',
        };
      });
    }),
  );

  Then(
    '{person} has the event {string} exactly {int} time(s)',
    ...step(async (scenario, person: Person, name: string, count: number) => {
      await scenario.settle();
      const state = `the User "${person.userId}" has exactly ${count} of the event "${name}"`;
      await scenario.expectSoon(state, async (): Promise<StateDifference | undefined> => {
        const { length } = await eventsNamed(scenario, person, name);
        if (length === count) return undefined;
        return {
          message: `the User "${person.userId}" does not have exactly ${count} of the event "${name}"`,
          expected: count,
          actual: length,
          final: length > count,
        };
      });
    }),
  );
}
