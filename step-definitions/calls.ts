/** Calls that must be accepted for an example to go on. */
import { group, identify, type Members, numberedProperties, type Person, track } from '../calls/index.ts';
import { type Cucumber, type DataTable, type Scenario, step } from './scenario/index.ts';
import { callsInTable } from './support/calls-in-table.ts';
import { awaitUsers, deliverAll } from './support/deliveries.ts';
import type { CallOrder } from './support/parameter-types.ts';
import { readMembers } from './support/placeholders.ts';

function membersOf(scenario: Scenario, table: DataTable): Members {
  return readMembers(table.raw(), scenario.identity, scenario.values);
}

/** Identifies each at the same time: they are different users, so no call has to wait for another. */
async function identifyEach(scenario: Scenario, people: readonly Person[]): Promise<void> {
  await Promise.all(
    people.map((person) => scenario.deliver(identify(person, {}, scenario.identity.stamp()))),
  );
}

export function defineCalls({ Given, When, Then }: Cucumber): void {
  Given(
    '{people} is/are identified',
    ...step((scenario, people: Person[]) => identifyEach(scenario, people)),
  );

  Given(
    '{people} is/are identified and visible',
    ...step(async (scenario, people: Person[]) => {
      await identifyEach(scenario, people);
      await awaitUsers(scenario, people);
    }),
  );

  Given(
    '{person} is identified with:',
    ...step((scenario, person: Person, table: DataTable) =>
      scenario.deliver(identify(person, membersOf(scenario, table), scenario.identity.stamp())),
    ),
  );

  When(
    '{person} is identified {int} minute(s) in the past with:',
    ...step((scenario, person: Person, minutes: number, table: DataTable) => {
      const time = new Date(scenario.session.timing.now() - minutes * 60_000);
      return scenario.deliver(identify(person, membersOf(scenario, table), scenario.identity.stamp(time)));
    }),
  );

  When(
    '{int} identifies for {person} arrive {manner}, each with {property}',
    ...step((scenario, count: number, person: Person, manner: CallOrder, length: number) => {
      const calls = Object.entries(numberedProperties(count, length)).map(([name, value]) =>
        identify(person, { [name]: value }, scenario.identity.stamp()),
      );
      return deliverAll(scenario, calls, manner);
    }),
  );

  /** Rows are explained at {@link callsInTable}. */
  When(
    'these calls arrive {manner}:',
    ...step((scenario, manner: CallOrder, table: DataTable) =>
      deliverAll(scenario, callsInTable(table.raw(), scenario.identity, scenario.values), manner),
    ),
  );

  Given(
    '{people} is/are grouped into {accounts}',
    ...step(async (scenario, people: Person[], groupIds: string[]) => {
      for (const person of people) {
        for (const groupId of groupIds)
          await scenario.deliver(group(person, groupId, {}, scenario.identity.stamp()));
      }
    }),
  );

  Given(
    '{person} is grouped into {account} with:',
    ...step((scenario, person: Person, groupId: string, table: DataTable) =>
      scenario.deliver(group(person, groupId, membersOf(scenario, table), scenario.identity.stamp())),
    ),
  );

  When(
    '{person} does {string} with:',
    ...step((scenario, person: Person, event: string, table: DataTable) =>
      scenario.deliver(track(person, event, membersOf(scenario, table), scenario.identity.stamp())),
    ),
  );

  When(
    '{person} does {string} at {string}',
    ...step((scenario, person: Person, event: string, time: string) =>
      scenario.deliver(track(person, event, {}, { ...scenario.identity.stamp(), timestamp: time })),
    ),
  );

  When('the last call is delivered again', ...step((scenario) => scenario.repeat()));

  When('the call before the last is delivered again', ...step((scenario) => scenario.repeat(1)));

  /** Long after the first delivery: a destination may remember deliveries for a few seconds only. */
  Then(
    'the last call is delivered once more before the last look',
    ...step((scenario) => {
      scenario.repeatBeforeLastLook();
    }),
  );

  /** For a destination that keeps what was used lately apart from the rest, or forgets deliveries. */
  When(
    '{float} second(s) pass(es) without a call',
    ...step((scenario, seconds: number) => scenario.session.timing.sleep(seconds * 1000)),
  );

  When(
    'the last call is sent again with another messageId',
    ...step((scenario) => scenario.vary({ messageId: scenario.identity.stamp().messageId })),
  );

  Given(
    'the calls go to the connector that blocks free email providers',
    ...step((scenario) => {
      scenario.connector = 'the blocking API key';
    }),
  );
}
