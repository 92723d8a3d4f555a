/** What the destination receives, and how it responds. */
import type { DataTable } from '../../harness/cucumber/index.ts';
import { expectContains, expectEqual } from './support/contains.ts';
import type { OwnCucumber } from './support/own-cucumber.ts';
import type { EmulatorWorld } from './support/world.ts';

export function defineDelivery({ Given, Then, When }: OwnCucumber): void {
  Given('the calls go to the built-in destination', function (this: EmulatorWorld) {
    return this.openBuiltIn();
  });

  When('the destination now answers {int}', function (this: EmulatorWorld, status: number) {
    this.destination.behave(status);
  });

  Given('the destination closes its connections', function (this: EmulatorWorld) {
    this.destination.behave('close');
  });

  Given(
    'the destination instance is updated with {json}',
    async function (this: EmulatorWorld, change: string) {
      const response = await this.control('/instances/default', JSON.parse(change), 'PATCH');
      expectEqual(response.status, 200, `the instance was not updated: ${response.body}`);
    },
  );

  When(
    'an update of the destination instance with {json} is requested',
    async function (this: EmulatorWorld, change: string) {
      this.refusal = await this.control('/instances/default', JSON.parse(change), 'PATCH');
    },
  );

  Then(
    'the control plane refuses it with a message that contains {string}',
    function (this: EmulatorWorld, words: string) {
      const { status, body } = this.refusal ?? { status: 0, body: '' };
      expectEqual(status >= 400 && status < 500, true, `the control plane answered ${status}`);
      expectEqual(body.includes(words), true, `the message does not contain "${words}": ${body}`);
    },
  );

  Then('the destination received {int} call(s)', function (this: EmulatorWorld, count: number) {
    expectEqual(this.destination.calls.length, count, 'the destination received a different number of calls');
  });

  Then(
    'the destination received the call {string} with:',
    function (this: EmulatorWorld, id: string, json: string) {
      expectContains(callNamed(this, id), JSON.parse(this.fillIn(json)), `the call "${id}" is different`);
    },
  );

  Then(
    'the destination received the call {string} without {string}',
    function (this: EmulatorWorld, id: string, path: string) {
      const value = path
        .split('.')
        .reduce<unknown>(
          (holder, name) => (holder as Record<string, unknown> | undefined)?.[name],
          callNamed(this, id),
        );
      expectEqual(value, undefined, `the call "${id}" contains ${path}`);
    },
  );

  Then(
    'the destination received it with the members {string}',
    function (this: EmulatorWorld, names: string) {
      const body = this.destination.calls.at(-1)?.body ?? {};
      const missing = names.split(', ').filter((name) => typeof body[name] !== 'string' || body[name] === '');
      expectEqual(missing, [], 'members are missing');
    },
  );

  Then('each request has the headers:', function (this: EmulatorWorld, table: DataTable) {
    const expected = Object.fromEntries(
      table.raw().map(([name = '', value = '']) => [name, this.fillIn(value)]),
    );
    for (const { headers } of this.destination.calls)
      expectContains(headers, expected, 'the headers are different');
  });

  Then(
    'the built-in destination holds the User {string} with {json}',
    async function (this: EmulatorWorld, userId: string, json: string) {
      const { users } = JSON.parse((await this.read(`users?userId=${userId}`)).body);
      expectContains(users[0]?.properties, JSON.parse(json), `the User "${userId}" has different properties`);
    },
  );
}

function callNamed(world: EmulatorWorld, messageId: string): Readonly<Record<string, unknown>> | undefined {
  return world.destination.calls.find(({ body }) => body.messageId === messageId)?.body;
}
