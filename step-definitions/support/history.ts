/** Histories of calls, and how they are sent again. */
import { type Call, group, identify, type Person, track } from '../../calls/index.ts';
import { shuffled } from '../../generators/index.ts';
import { UnmetExpectation } from '../../harness/errors.ts';
import type { Scenario } from '../scenario/index.ts';

const DAY_MS = 86_400_000;

/** An event of a history. */
export interface PastEvent {
  readonly person: Person;
  readonly name: string;
  /** Tells it apart from the others, whatever a destination does with its messageId. */
  readonly number: number;
  readonly call: Call & { readonly messageId: string; readonly timestamp: string };
}

/** A property that the history gives to a User or an Account. */
export interface PastProperty {
  readonly of: { readonly person: Person } | { readonly groupId: string };
  readonly name: string;
  readonly value: number;
}

/** Calls from the past, from the oldest to the latest. */
export interface History {
  readonly calls: readonly Call[];
  readonly events: readonly PastEvent[];
  readonly properties: readonly PastProperty[];
}

/** Events of each person in turn, all of one name and each with its number. */
export function historyOfEvents(
  scenario: Scenario,
  people: readonly Person[],
  count: number,
  days: number,
): History {
  const name = 'Report Exported';
  const events = inThePast(scenario, people, count, days, (person, number, stamp) => ({
    ...{ person, name, number },
    call: { ...track(person, name, { number }, stamp), ...stamp },
  }));
  return { calls: events.map(({ call }) => call), events, properties: [] };
}

/** Identifies of each person in turn, of which every third is followed by a group, each call with a property of its own. */
export function historyOfUpdates(
  scenario: Scenario,
  people: readonly Person[],
  groupId: string,
  { count, days }: { readonly count: number; readonly days: number },
): History {
  const updates = inThePast(scenario, people, count, days, (person, number, stamp) => {
    const name = `update_${number}`;
    const members = { [name]: number };
    // People take turns, and each of them makes calls of both kinds.
    const isGroup = Math.floor((number - 1) / people.length) % 3 === 2;
    return {
      call: isGroup ? group(person, groupId, members, stamp) : identify(person, members, stamp),
      property: { of: isGroup ? { groupId } : { person }, name, value: number },
    };
  });
  return {
    calls: updates.map(({ call }) => call),
    events: [],
    properties: updates.map(({ property }) => property),
  };
}

type PastStamp = ReturnType<Scenario['identity']['stamp']>;

/** Numbered from 1, at equal distances, the last one an hour ago. */
function inThePast<Item>(
  { identity, session }: Scenario,
  people: readonly Person[],
  count: number,
  days: number,
  make: (person: Person, number: number, stamp: PastStamp) => Item,
): readonly Item[] {
  const [first] = people;
  if (first === undefined) throw new Error('a history needs people');
  const end = session.timing.now() - DAY_MS / 24;
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(end - (count - 1 - index) * ((days * DAY_MS) / count));
    return make(people[index % people.length] ?? first, index + 1, identity.stamp(at));
  });
}

/**
 * Sends each call twice, out of order, with as many calls under way as the run allows. What a destination answers to the second
 * delivery of a call is not judged.
 *
 * @returns an error about each call that was not accepted
 */
export async function replay(scenario: Scenario, { calls }: History): Promise<readonly UnmetExpectation[]> {
  const { settings } = scenario.session;
  const waiting = shuffled([...calls, ...calls], settings.seed);
  const begun = new Set<Call>();
  const refusals: UnmetExpectation[] = [];
  const lane = async () => {
    for (const call of waiting) {
      if (begun.has(call)) {
        await scenario.redeliver(call);
        continue;
      }
      begun.add(call);
      try {
        await scenario.deliver(call);
      } catch (error) {
        if (!(error instanceof UnmetExpectation)) throw error;
        refusals.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: settings.concurrency }, lane));
  return refusals;
}

/** The messageIds of the calls that the target asked to be sent later. */
export function heldBack({ recorder }: Scenario): ReadonlySet<string> {
  const held = recorder.exchanges.filter(
    ({ purpose, response }) => purpose === 'call' && response?.status === 429,
  );
  return new Set(held.flatMap(({ request: { body = '' } }) => messageIdIn(body)));
}

function messageIdIn(body: string): readonly string[] {
  const [, messageId] = /"messageId":"([^"]+)"/.exec(body) ?? [];
  return messageId === undefined ? [] : [messageId];
}
