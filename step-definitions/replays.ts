/** Histories that are sent again, in another order and with each call twice. */
import type { Person } from '../calls/index.ts';
import { NotApplicable, type UnmetExpectation } from '../harness/errors.ts';
import type { EventRecord } from '../harness/evidence/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { type Cucumber, type Scenario, step } from './scenario/index.ts';
import {
  type History,
  heldBack,
  historyOfEvents,
  historyOfUpdates,
  type PastEvent,
  type PastProperty,
  replay,
} from './support/history.ts';
import { provided } from './support/provided.ts';
import { accountsOf, eventsOf, usersOf } from './support/read.ts';

/** A history, and what was wrong with the responses when it was replayed. */
interface Replayed {
  readonly history: History;
  refusals: readonly UnmetExpectation[];
}

const REPLAYED = new WeakMap<Scenario, Replayed>();

function replayedIn(scenario: Scenario): Replayed {
  const replayed = REPLAYED.get(scenario);
  if (replayed === undefined) throw new Error('there is no history yet');
  return replayed;
}

async function send(scenario: Scenario): Promise<void> {
  const replayed = replayedIn(scenario);
  replayed.refusals = await replay(scenario, replayed.history);
}

/** @throws UnmetExpectation about the first call that was not accepted */
async function expectAllAccepted(scenario: Scenario): Promise<void> {
  const [first] = replayedIn(scenario).refusals;
  if (first !== undefined) throw first;
}

/** Looks at the events of each person until none is wrong. */
async function expectEvents(
  scenario: Scenario,
  { events, state }: { readonly events: readonly PastEvent[]; readonly state: string },
  judge: (event: PastEvent, stored: readonly EventRecord[]) => StateDifference | undefined,
): Promise<void> {
  await scenario.settle();
  const people = [...new Set(events.map(({ person }) => person))];
  await scenario.expectSoon(state, async () => {
    const stored = new Map<Person, readonly EventRecord[]>();
    await Promise.all(people.map(async (person) => stored.set(person, await eventsOf(scenario, person))));
    return firstOf(events, (event) => {
      const all = stored.get(event.person) ?? [];
      return judge(
        event,
        all.filter(
          ({ event: name, properties }) => name === event.name && properties.number === event.number,
        ),
      );
    });
  });
}

function firstOf<Item>(
  items: readonly Item[],
  judge: (item: Item) => StateDifference | undefined,
): StateDifference | undefined {
  for (const item of items) {
    const difference = judge(item);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function judgeTime({ call, name, number }: PastEvent, stored: readonly EventRecord[]) {
  const times = stored.map(({ timestamp }) => timestamp ?? 'no timestamp');
  const isRight = (time: string) => Date.parse(time) === Date.parse(call.timestamp);
  if (times.length > 0 && times.every(isRight)) return undefined;
  return {
    message: `event ${number} "${name}" of the history does not have the timestamp of its call`,
    expected: call.timestamp,
    actual: times[0] ?? 'no such event',
  };
}

function judgeCount({ name, number }: PastEvent, { length }: readonly EventRecord[]) {
  if (length === 1) return undefined;
  const message = `event ${number} "${name}" of the history is not stored exactly once`;
  return { message, expected: 1, actual: length, final: length > 1 };
}

function judgeStored({ name, number }: PastEvent, { length }: readonly EventRecord[]) {
  if (length > 0) return undefined;
  const message = `event ${number} "${name}", which a 429 held back, is not stored`;
  return { message, expected: 1, actual: 0 };
}

async function lookAtProperties(
  scenario: Scenario,
  properties: readonly PastProperty[],
): Promise<StateDifference | undefined> {
  const holders = new Map<string, readonly PastProperty[]>();
  for (const property of properties) {
    const holder = holderOf(property);
    holders.set(holder, [...(holders.get(holder) ?? []), property]);
  }
  const looks = [...holders].map(async ([holder, own]): Promise<StateDifference | undefined> => {
    const [property] = own;
    if (property === undefined) return undefined;
    const { of } = property;
    const [record] =
      'groupId' in of ? await accountsOf(scenario, of.groupId) : await usersOf(scenario, of.person);
    const lost = own.filter(({ name, value }) => record?.properties[name] !== value);
    if (lost.length === 0) return undefined;
    const named = lost.map(({ name }) => JSON.stringify(name)).join(', ');
    return {
      message: `${holder} does not hold ${named} of the history`,
      expected: Object.fromEntries(lost.map(({ name, value }) => [name, value])),
      actual: Object.fromEntries(lost.map(({ name }) => [name, record?.properties[name]])),
    };
  });
  return (await Promise.all(looks)).find((difference) => difference !== undefined);
}

function holderOf({ of }: PastProperty): string {
  return 'groupId' in of ? `the Account "${of.groupId}"` : `the User "${of.person.userId}"`;
}

export function defineReplays({ Given, When, Then }: Cucumber): void {
  Given(
    'a history of {int} events of {people} over {int} days',
    ...step((scenario, count: number, people: Person[], days: number) => {
      const history = historyOfEvents(scenario, people, count, days);
      REPLAYED.set(scenario, { history, refusals: [] });
    }),
  );

  Given(
    'a history of {int} updates of {people}, and of {account} by each, over {int} days',
    ...step((scenario, count: number, people: Person[], groupId: string, days: number) => {
      const history = historyOfUpdates(scenario, people, groupId, { count, days });
      REPLAYED.set(scenario, { history, refusals: [] });
    }),
  );

  When('the history is sent out of order, each call twice', ...step(send));

  Given(
    'provided that the history is accepted out of order, each call twice',
    ...step(async (scenario) => {
      await send(scenario);
      await provided(() => expectAllAccepted(scenario));
    }),
  );

  Given(
    'provided that a 429 held some of its calls back',
    ...step((scenario) => {
      if (heldBack(scenario).size === 0)
        throw new NotApplicable('no call of the replay was answered with 429');
    }),
  );

  Then('each call of the history was accepted', ...step(expectAllAccepted));

  Then(
    'each event of the history has its timestamp',
    ...step((scenario) => {
      const { events } = replayedIn(scenario).history;
      const state = `each of the ${events.length} events has the timestamp of its call`;
      return expectEvents(scenario, { events, state }, judgeTime);
    }),
  );

  Then(
    'each event of the history is stored exactly once',
    ...step((scenario) => {
      const { events } = replayedIn(scenario).history;
      const state = `each of the ${events.length} events is stored exactly once`;
      return expectEvents(scenario, { events, state }, judgeCount);
    }),
  );

  Then(
    'each event of the history that a 429 held back is stored',
    ...step((scenario) => {
      const held = heldBack(scenario);
      const events = replayedIn(scenario).history.events.filter(({ call }) => held.has(call.messageId));
      return expectEvents(scenario, { events, state: 'each event that waited is stored' }, judgeStored);
    }),
  );

  Then(
    'Users and Accounts hold every property of the history',
    ...step(async (scenario) => {
      await scenario.settle();
      const { properties } = replayedIn(scenario).history;
      const state = `Users and Accounts hold all ${properties.length} properties`;
      await scenario.expectSoon(state, () => lookAtProperties(scenario, properties));
    }),
  );
}
