/** Users whose address a connector may block. */
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { computedIdentify, identify } from '../calls/index.ts';
import type { StateDifference } from '../harness/settle.ts';
import { usersOf } from './support/read.ts';
import { anyResponse } from './support/responses.ts';
import type { DestinationWorld } from './support/world.ts';

const identified = new WeakMap<DestinationWorld, readonly string[]>();

/** Rows: a user, and an address or `enters AUDIENCE with ADDRESS`. */
When(
  'users are identified with these addresses, whatever the response:',
  async function (this: DestinationWorld, table: DataTable) {
    const { identity } = this;
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
      await anyResponse(this.send(call));
    }
    identified.set(this, [...new Set(table.raw().map(([alias = '']) => alias))]);
  },
);

Then('none of them is a User', async function (this: DestinationWorld) {
  await this.settle();
  await this.expectSoon('there is no User for any of these addresses', async () => {
    const looks = (identified.get(this) ?? []).map(async (alias): Promise<StateDifference | undefined> => {
      const users = await usersOf(this, this.identity.user(alias));
      if (users.length === 0) return undefined;
      return { message: `there is a User for "${alias}"`, expected: [], actual: users, final: true };
    });
    return (await Promise.all(looks)).find((difference) => difference !== undefined);
  });
});
