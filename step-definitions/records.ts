/** The Users and Accounts that a destination stored, read back through the evidence port. */
import { type DataTable, Given, Then } from '@cucumber/cucumber';
import type { Members } from '../calls/index.ts';
import type { RecordName } from './support/parameter-types.ts';
import { nameIn, readMembers } from './support/placeholders.ts';
import { provided } from './support/provided.ts';
import { recordsOf } from './support/read.ts';
import { describeRecord, missingMembers, withArticle } from './support/verify.ts';
import type { DestinationWorld } from './support/world.ts';

function expectMembers(world: DestinationWorld, record: RecordName, expected: Members): Promise<void> {
  const state = `there is ${withArticle(record)} that holds ${JSON.stringify(expected)}`;
  return world.expectSoon(state, async () =>
    missingMembers(record, await recordsOf(world, record), expected),
  );
}

Then('there is exactly one {record}', async function (this: DestinationWorld, record: RecordName) {
  await this.settle();
  await this.expectSoon(`there is exactly one ${describeRecord(record)}`, async () => {
    const { length } = await recordsOf(this, record);
    if (length === 1) return undefined;
    return {
      message: `there is not exactly one ${describeRecord(record)}`,
      expected: 1,
      actual: length,
      final: length > 1,
    };
  });
});

Then('there is a/an {record}', function (this: DestinationWorld, record: RecordName) {
  return expectMembers(this, record, {});
});

Then(
  'the {record} {holding}:',
  async function (this: DestinationWorld, record: RecordName, settles: boolean, table: DataTable) {
    if (settles) await this.settle();
    await expectMembers(this, record, readMembers(table.raw(), this.identity, this.values));
  },
);

Given(
  'provided that the {record} holds:',
  function (this: DestinationWorld, record: RecordName, table: DataTable) {
    const members = readMembers(table.raw(), this.identity, this.values);
    return provided(() => expectMembers(this, record, members));
  },
);

Then(
  'the {record} holds {string} as true or false',
  async function (this: DestinationWorld, record: RecordName, name: string) {
    await this.expectSoon(`the ${describeRecord(record)} holds "${name}" as true or false`, async () => {
      const [holder] = await recordsOf(this, record);
      const actual = holder?.properties[name];
      if (typeof actual === 'boolean') return undefined;
      const message = `the ${describeRecord(record)} does not hold "${name}" as true or false`;
      return { message, expected: 'true or false', actual: actual ?? 'no such property' };
    });
  },
);

Then(
  'the {record} does not hold {string}',
  async function (this: DestinationWorld, record: RecordName, written: string) {
    const name = nameIn(written, this.identity);
    await this.settle();
    await this.expectSoon(`the ${describeRecord(record)} does not hold "${name}"`, async () => {
      const holder = (await recordsOf(this, record)).find(({ properties }) =>
        Object.hasOwn(properties, name),
      );
      if (holder === undefined) return undefined;
      const message = `the ${describeRecord(record)} holds "${name}"`;
      return { message, expected: 'no such property', actual: holder.properties[name], final: true };
    });
  },
);
