/** Many refused calls in one example: none of them may change what is stored. */
import { NotApplicable } from '../harness/errors.ts';
import type { CredentialName } from '../harness/target/index.ts';
import { anyResponse, type Cucumber, type DataTable, type Scenario, step } from './scenario/index.ts';
import { fillIn } from './support/placeholders.ts';
import { changeIn, type Place, type Sent } from './support/refused-calls.ts';

const sentIn = new WeakMap<Scenario, readonly Sent[]>();

export function defineRefusals({ When, Then }: Cucumber): void {
  /** `{row}` in a body is a text that no other row has, so that what is stored shows where it came from. */
  When(
    'each of these bodies is posted with its credential:',
    ...step(async (scenario, table: DataTable) => {
      const sent: Sent[] = [];
      for (const { case: name = '', credential, body = '' } of table.hashes()) {
        const mark = `row-${sent.length + 1}-only`;
        const text = fillIn(body.replaceAll('{row}', mark), scenario.identity, scenario.values);
        await scenario.post(text, { credential: credential as CredentialName });
        const { status } = await anyResponse(scenario.response());
        sent.push({ name, mark, body: text, wasRefused: (status >= 400 && status < 500) || status === 501 });
      }
      if (!sent.some(({ wasRefused }) => wasRefused))
        throw new NotApplicable('none of the calls was refused');
      sentIn.set(scenario, sent);
    }),
  );

  /** Rows: a record that must not exist, events that must not, an association that must not, or properties to keep. */
  Then(
    'those that the destination turned down changed nothing in:',
    ...step(async (scenario, table: DataTable) => {
      await scenario.settle();
      const places = table
        .raw()
        .map(([kind, alias = '', json]) => ({ kind, id: scenario.identity.id(alias), json }) as Place);
      await scenario.expectSoon('the refused calls changed nothing', async () => {
        const changes = places.map((place) => changeIn(scenario, place, sentIn.get(scenario) ?? []));
        return (await Promise.all(changes)).find((change) => change !== undefined);
      });
    }),
  );
}
