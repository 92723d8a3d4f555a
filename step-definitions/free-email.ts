/** Users whose address a connector may block. */
import { computedIdentify, identify } from '../calls/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { anyResponse, type Cucumber, type DataTable, type Scenario, step } from './scenario/index.ts';
import { usersOf } from './support/read.ts';

const identified = new WeakMap<Scenario, readonly string[]>();

export function defineFreeEmail({ When, Then }: Cucumber): void {
  /** Rows: a user, and an address or `enters AUDIENCE with ADDRESS`. */
  When(
    'users are identified with these addresses, whatever the response:',
    ...step(async (scenario, table: DataTable) => {
      const { identity } = scenario;
      for (const [alias = '', cell = ''] of table.raw()) {
        const [, key, address = ''] = /^(?:enters (\w+) with )?(\S+)$/.exec(cell) ?? [];
        const user = identity.user(alias);
        const email = identity.email(address);
        const call =
          key === undefined
            ? identify(user, { email }, identity.stamp())
            : computedIdentify(
                user,
                identity.computation('audience', key),
                { [key]: true, email },
                identity.engageStamp(),
              );
        await anyResponse(scenario.send(call));
      }
      identified.set(scenario, [...new Set(table.raw().map(([alias = '']) => alias))]);
    }),
  );

  Then(
    'none of them is a User',
    ...step(async (scenario) => {
      await scenario.settle();
      await scenario.expectSoon('there is no User for any of these addresses', async () => {
        const looks = (identified.get(scenario) ?? []).map(
          async (alias): Promise<StateDifference | undefined> => {
            const users = await usersOf(scenario, scenario.identity.user(alias));
            if (users.length === 0) return undefined;
            return { message: `there is a User for "${alias}"`, expected: [], actual: users, final: true };
          },
        );
        return (await Promise.all(looks)).find((difference) => difference !== undefined);
      });
    }),
  );
}
