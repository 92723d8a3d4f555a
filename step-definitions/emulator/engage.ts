/** Audiences and computed traits: created and changed by the control plane, observed at the destination. */
import { expectContains, expectEqual } from './support/contains.ts';
import type { OwnCucumber } from './support/own-cucumber.ts';
import type { ReceivedCall } from './support/recording-destination.ts';
import type { EmulatorWorld } from './support/world.ts';

export function defineEngage({ Given, Then, When }: OwnCucumber): void {
  Given(
    'the audience {string} with the members {string}',
    async function (this: EmulatorWorld, name: string, names: string) {
      await create(this, '/audiences', { name, members: membersOf(names) });
    },
  );

  Given(
    'the audience {string} with the rule {json}',
    async function (this: EmulatorWorld, name: string, rule: string) {
      await create(this, '/audiences', { name, rule: JSON.parse(rule) });
    },
  );

  Given('the audience defined by {json}', async function (this: EmulatorWorld, definition: string) {
    await create(this, '/audiences', JSON.parse(definition));
  });

  Given(
    'the computed trait {string} with the formula {json}',
    async function (this: EmulatorWorld, name: string, formula: string) {
      await create(this, '/computed-traits', { name, formula: JSON.parse(formula) });
    },
  );

  When('an audience is requested with {json}', async function (this: EmulatorWorld, definition: string) {
    this.refusal = await this.control('/audiences', JSON.parse(definition));
  });

  When(
    /^"([^"]*)" (enter|leave)s? the audience "([^"]*)"$/,
    async function (this: EmulatorWorld, names: string, direction: string, key: string) {
      const response = await this.control(`/audiences/${key}/${direction}`, { members: membersOf(names) });
      expectEqual(response.status, 200, `the members did not ${direction}: ${response.body}`);
    },
  );

  When('{string} is synced', async function (this: EmulatorWorld, key: string) {
    const response = await this.control(`/audiences/${key}/sync`, {});
    expectEqual(response.status, 202, `the sync did not start: ${response.body}`);
    await this.advance(0);
  });

  Then('the only audience is {string}', async function (this: EmulatorWorld, key: string) {
    expectEqual(await keysOf(this), [key], 'the audiences are different');
  });

  Then('there is no audience', async function (this: EmulatorWorld) {
    expectEqual(await keysOf(this), [], 'there are audiences');
  });

  Then('the destination received the values:', function (this: EmulatorWorld, lines: string) {
    expectEqual(valuesOf(this.destination.calls), lines.split(/\n|\\n/), 'the values are different');
  });

  Then(
    /^the last value of every member is true, except for "([^"]*)"$/,
    function (this: EmulatorWorld, name: string) {
      const last = new Map(this.destination.calls.map(({ body }) => [body.userId, flagOf(body)]));
      const wrong = [...last].filter(([userId, value]) => value !== (userId === name ? 'false' : 'true'));
      expectEqual(wrong, [], 'members have the wrong flag');
    },
  );

  Then('the destination received an Engage call with:', function (this: EmulatorWorld, json: string) {
    const { calls } = this.destination;
    expectContains(calls.at(-1)?.body, JSON.parse(json), 'the call is different');
  });

  Then(
    'its {string} is {string} followed by 27 letters and digits',
    function (this: EmulatorWorld, path: string, prefix: string) {
      const value = path
        .split('.')
        .reduce<unknown>(
          (holder, name) => (holder as Record<string, unknown> | undefined)?.[name],
          this.destination.calls.at(-1)?.body,
        );
      expectEqual(
        new RegExp(`^${prefix}[A-Za-z0-9]{27}$`).test(String(value)),
        true,
        `${path} is ${String(value)}`,
      );
    },
  );
}

async function create(world: EmulatorWorld, path: string, definition: object): Promise<void> {
  const response = await world.control(path, definition);
  expectEqual(response.status, 201, `it was not created: ${response.body}`);
}

async function keysOf(world: EmulatorWorld): Promise<readonly string[]> {
  const { audiences } = JSON.parse((await world.control('/audiences')).body);
  return audiences.map(({ key }: { key: string }) => key);
}

/** The members that `ada, bob ada@home.example` or `1000 users` lists. */
function membersOf(names: string): readonly object[] {
  const many = /^(\d+) users$/.exec(names)?.[1];
  if (many !== undefined) return Array.from({ length: Number(many) }, (_, i) => ({ userId: `u${i}` }));
  return names
    .split(', ')
    .filter((name) => name !== '')
    .map((name) => {
      const [userId, ...emails] = name.split(' ');
      return { userId, emails: emails.length === 0 ? undefined : emails };
    });
}

/** Engage's calls, each as `[account] user [address] value`. */
function valuesOf(calls: readonly ReceivedCall[]): readonly string[] {
  return calls
    .filter(({ body }) => String(body.messageId).startsWith('personas_'))
    .map(({ body }) => {
      const { email } = body.traits as Record<string, unknown>;
      return [body.groupId, body.userId, email, flagOf(body)].filter((part) => part !== undefined).join(' ');
    });
}

function flagOf(body: ReceivedCall['body']): string {
  const { email: _, ...values } = body.traits as Record<string, unknown>;
  return Object.values(values)
    .map((value) => JSON.stringify(value))
    .join(' ');
}
