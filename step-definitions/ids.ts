/** The corpus of IDs: a record for each ID, and each with its own value only. */
import { Then, When } from '@cucumber/cucumber';
import { group, identify } from '../calls/index.ts';
import { IDS } from '../generators/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import type { RecordName } from './support/parameter-types.ts';
import { recordsOf } from './support/read.ts';
import type { DestinationWorld } from './support/world.ts';

When(
  'every {kind} ID of the corpus gets a value of its own',
  async function (this: DestinationWorld, kind: RecordName['kind']) {
    const { identity } = this;
    const ids = idsFor(this);
    if (ids.length < IDS.length) this.shorten(`tried ${ids.length} of ${IDS.length} IDs`);
    const calls = ids.map(({ id }, i) => {
      const traits = { number: i, [propertyOf(i)]: i };
      return kind === 'User'
        ? identify(identity.user(id), traits, identity.stamp())
        : group(identity.user(`sender-${i}`), identity.id(id), traits, identity.stamp());
    });
    await Promise.all(calls.map((call) => this.deliver(call)));
  },
);

Then(
  'every {kind} ID of the corpus has its own value only',
  async function (this: DestinationWorld, kind: RecordName['kind']) {
    await this.settle();
    const state = `each ${kind} of the corpus holds its own value only`;
    await this.expectSoon(state, async () => {
      const looks = await Promise.all(idsFor(this).map((_, i) => lookAt(this, kind, i)));
      return looks.find((difference) => difference !== undefined);
    });
  },
);

/** How many IDs are tried at a rate limit; the first ones are the variants of one ID. */
const SHORT_IDS = 9;

function idsFor({ session }: DestinationWorld): typeof IDS {
  return session.settings.form === 'short' ? IDS.slice(0, SHORT_IDS) : IDS;
}

async function lookAt(
  world: DestinationWorld,
  kind: RecordName['kind'],
  position: number,
): Promise<StateDifference | undefined> {
  const name = nameOf(position);
  const records = await recordsOf(world, recordNamed(world, kind, position));
  const [record] = records;
  if (record === undefined)
    return { message: `there is no ${kind} for the ID ${name}`, expected: 1, actual: 0 };
  if (records.length > 1)
    return { message: `there are several ${kind}s for the ID ${name}`, expected: 1, actual: records.length };
  const { properties } = record;
  const mixedUp = IDS.findIndex((_, i) => i !== position && Object.hasOwn(properties, propertyOf(i)));
  if (mixedUp !== -1)
    return {
      message: `the IDs ${name} and ${nameOf(mixedUp)} share a ${kind} (${IDS[mixedUp]?.reason})`,
      expected: { number: position },
      actual: properties,
    };
  if (properties.number === position) return undefined;
  const message = `the ${kind} for the ID ${name} does not hold its value`;
  return { message, expected: { number: position }, actual: properties };
}

function recordNamed(world: DestinationWorld, kind: RecordName['kind'], position: number): RecordName {
  const alias = IDS[position]?.id ?? '';
  return kind === 'User'
    ? { kind, person: world.identity.user(alias) }
    : { kind, groupId: world.identity.id(alias) };
}

/** Its name shows whose values a record holds. */
function propertyOf(position: number): string {
  return `own_${position}`;
}

function nameOf(position: number): string {
  const { id = '' } = IDS[position] ?? {};
  return JSON.stringify(id.length > 40 ? `…${id.slice(-8)}` : id);
}
