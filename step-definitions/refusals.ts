/** Many refused calls in one example: none of them may change what is stored. */
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { NotApplicable } from '../harness/errors.ts';
import type { CredentialName } from '../harness/target/index.ts';
import { fillIn } from './support/placeholders.ts';
import { changeIn, type Place, type Sent } from './support/refused-calls.ts';
import { anyResponse } from './support/responses.ts';
import type { DestinationWorld } from './support/world.ts';

const sentIn = new WeakMap<DestinationWorld, readonly Sent[]>();

/** `{row}` in a body is a text that no other row has, so that what is stored shows where it came from. */
When(
  'each of these bodies is posted with its credential:',
  async function (this: DestinationWorld, table: DataTable) {
    const sent: Sent[] = [];
    for (const { case: name = '', credential, body = '' } of table.hashes()) {
      const mark = `row-${sent.length + 1}-only`;
      const text = fillIn(body.replaceAll('{row}', mark), this.identity, this.values);
      await this.post(text, { credential: credential as CredentialName });
      const { status } = await anyResponse(this.response());
      sent.push({ name, mark, body: text, wasRefused: (status >= 400 && status < 500) || status === 501 });
    }
    if (!sent.some(({ wasRefused }) => wasRefused)) throw new NotApplicable('none of the calls was refused');
    sentIn.set(this, sent);
  },
);

/** Rows: a record that must not exist, events that must not, an association that must not, or properties to keep. */
Then(
  'those that the destination turned down changed nothing in:',
  async function (this: DestinationWorld, table: DataTable) {
    await this.settle();
    const places = table
      .raw()
      .map(([kind, alias = '', json]) => ({ kind, id: this.identity.id(alias), json }) as Place);
    await this.expectSoon('the refused calls changed nothing', async () => {
      const changes = places.map((place) => changeIn(this, place, sentIn.get(this) ?? []));
      return (await Promise.all(changes)).find((change) => change !== undefined);
    });
  },
);
