/** IDs that are taken for one another: a record for each ID, and each with its own value only. */
import { group, identify } from '../calls/index.ts';
import { IDS, type IdEntry, idsInForms } from '../generators/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { type Cucumber, type Scenario, step } from './scenario/index.ts';
import type { RecordName } from './support/parameter-types.ts';
import { recordsOf } from './support/read.ts';

type Kind = RecordName['kind'];

/** Which IDs a step is about, in its words. */
type IdSet = 'of the corpus' | 'without a prefix';

interface TriedId extends IdEntry {
  /** As calls carry it. */
  readonly whole: string;
}

/** How many IDs of the corpus are tried at a rate limit; the first ones are the variants of one ID. */
const SHORT_IDS = 9;
/** Without a prefix: numbers and UUIDs. An address is a user's. */
const ACCOUNT_FORMS = 4;

function idsIn(set: IdSet, kind: Kind, scenario: Scenario): readonly TriedId[] {
  const { identity, session } = scenario;
  if (set === 'without a prefix') {
    const forms = idsInForms(identity.digest);
    return forms
      .slice(0, kind === 'User' ? forms.length : ACCOUNT_FORMS)
      .map((entry) => ({ ...entry, whole: entry.id }));
  }
  const count = session.settings.form === 'short' ? SHORT_IDS : IDS.length;
  if (count < IDS.length) scenario.shorten(`tried ${count} of ${IDS.length} IDs`);
  return IDS.slice(0, count).map((entry) => ({ ...entry, whole: identity.id(entry.id) }));
}

async function lookAt(
  scenario: Scenario,
  kind: Kind,
  ids: readonly TriedId[],
  position: number,
): Promise<StateDifference | undefined> {
  const name = nameOf(ids[position]);
  const records = await recordsOf(scenario, recordNamed(kind, ids[position]));
  const [record] = records;
  if (record === undefined)
    return { message: `there is no ${kind} for the ID ${name}`, expected: 1, actual: 0 };
  if (records.length > 1)
    return { message: `there are several ${kind}s for the ID ${name}`, expected: 1, actual: records.length };
  const { properties } = record;
  const mixedUp = ids.findIndex((_, i) => i !== position && Object.hasOwn(properties, propertyOf(i)));
  if (mixedUp !== -1)
    return {
      message: `the IDs ${name} and ${nameOf(ids[mixedUp])} share a ${kind} (${ids[mixedUp]?.reason})`,
      expected: { number: position },
      actual: properties,
    };
  if (properties.number === position) return undefined;
  const message = `the ${kind} for the ID ${name} does not hold its value`;
  return { message, expected: { number: position }, actual: properties };
}

function recordNamed(kind: Kind, tried: TriedId | undefined): RecordName {
  const whole = tried?.whole ?? '';
  return kind === 'User' ? { kind, person: { userId: whole } } : { kind, groupId: whole };
}

/** Its name shows whose values a record holds. */
function propertyOf(position: number): string {
  return `own_${position}`;
}

function nameOf(tried: TriedId | undefined): string {
  const id = tried?.id ?? '';
  return JSON.stringify(id.length > 40 ? `…${id.slice(-8)}` : id);
}

export function defineIds({ When, Then }: Cucumber): void {
  When(
    'every {kind} ID {idSet} gets a value of its own',
    ...step(async (scenario, kind: Kind, set: IdSet) => {
      const { identity } = scenario;
      const calls = idsIn(set, kind, scenario).map(({ whole }, i) => {
        const traits = { number: i, [propertyOf(i)]: i };
        return kind === 'User'
          ? identify({ userId: whole }, traits, identity.stamp())
          : group(identity.user(`sender-${i}`), whole, traits, identity.stamp());
      });
      await Promise.all(calls.map((call) => scenario.deliver(call)));
    }),
  );

  Then(
    'every {kind} ID {idSet} has its own value only',
    ...step(async (scenario, kind: Kind, set: IdSet) => {
      const ids = idsIn(set, kind, scenario);
      await scenario.settle();
      const state = `each ${kind} with an ID ${set} holds its own value only`;
      await scenario.expectSoon(state, async () => {
        const looks = await Promise.all(ids.map((_, i) => lookAt(scenario, kind, ids, i)));
        return looks.find((difference) => difference !== undefined);
      });
    }),
  );
}
