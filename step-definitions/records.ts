/** The Users and Accounts that a destination stored, read back through the evidence port. */
import { isDeepStrictEqual } from 'node:util';
import type { Members } from '../calls/index.ts';
import { type Cucumber, type DataTable, type Scenario, step } from './scenario/index.ts';
import type { RecordName } from './support/parameter-types.ts';
import { nameIn, readMembers } from './support/placeholders.ts';
import { provided } from './support/provided.ts';
import { recordsOf } from './support/read.ts';
import { describeRecord, missingMembers, withArticle } from './support/verify.ts';

function expectMembers(scenario: Scenario, record: RecordName, expected: Members): Promise<void> {
  const state = `there is ${withArticle(record)} that holds ${JSON.stringify(expected)}`;
  return scenario.expectSoon(state, async () =>
    missingMembers(record, await recordsOf(scenario, record), expected),
  );
}

export function defineRecords({ Given, Then }: Cucumber): void {
  Then(
    'there is exactly one {record}',
    ...step(async (scenario, record: RecordName) => {
      await scenario.settle();
      await scenario.expectSoon(`there is exactly one ${describeRecord(record)}`, async () => {
        const { length } = await recordsOf(scenario, record);
        if (length === 1) return undefined;
        return {
          message: `there is not exactly one ${describeRecord(record)}`,
          expected: 1,
          actual: length,
          final: length > 1,
        };
      });
    }),
  );

  Then(
    'there is a/an {record}',
    ...step((scenario, record: RecordName) => expectMembers(scenario, record, {})),
  );

  Then(
    'the {record} {holding}:',
    ...step(async (scenario, record: RecordName, settles: boolean, table: DataTable) => {
      if (settles) await scenario.settle();
      await expectMembers(scenario, record, readMembers(table.raw(), scenario.identity, scenario.values));
    }),
  );

  Given(
    'provided that the {record} holds:',
    ...step((scenario, record: RecordName, table: DataTable) => {
      const members = readMembers(table.raw(), scenario.identity, scenario.values);
      return provided(() => expectMembers(scenario, record, members));
    }),
  );

  Then(
    'the {record} holds {string} as true or false',
    ...step(async (scenario, record: RecordName, name: string) => {
      await scenario.expectSoon(
        `the ${describeRecord(record)} holds "${name}" as true or false`,
        async () => {
          const [holder] = await recordsOf(scenario, record);
          const actual = holder?.properties[name];
          if (typeof actual === 'boolean') return undefined;
          const message = `the ${describeRecord(record)} does not hold "${name}" as true or false`;
          return { message, expected: 'true or false', actual: actual ?? 'no such property' };
        },
      );
    }),
  );

  /** A destination may give every record properties of these names: only the values of the call are a fault. */
  Then(
    'the {record} holds none of the values of this call',
    ...step(async (scenario, record: RecordName) => {
      const foreign = Object.entries(scenario.lastMembers());
      await scenario.settle();
      await scenario.expectSoon(
        `the ${describeRecord(record)} holds none of the values of the call`,
        async () => {
          const holders = await recordsOf(scenario, record);
          const held = foreign.filter(([name, value]) =>
            holders.some(({ properties }) => isDeepStrictEqual(properties[name], value)),
          );
          if (held.length === 0) return undefined;
          const names = held.map(([name]) => `"${name}"`).join(', ');
          const message = `the ${describeRecord(record)} holds ${names} of a call that is not about its properties`;
          return { message, expected: 'none of them', actual: Object.fromEntries(held), final: true };
        },
      );
    }),
  );

  Then(
    'the {record} does not hold {string}',
    ...step(async (scenario, record: RecordName, written: string) => {
      const name = nameIn(written, scenario.identity);
      await scenario.settle();
      await scenario.expectSoon(`the ${describeRecord(record)} does not hold "${name}"`, async () => {
        const holder = (await recordsOf(scenario, record)).find(({ properties }) =>
          Object.hasOwn(properties, name),
        );
        if (holder === undefined) return undefined;
        const message = `the ${describeRecord(record)} holds "${name}"`;
        return { message, expected: 'no such property', actual: holder.properties[name], final: true };
      });
    }),
  );
}
