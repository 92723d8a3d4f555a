/** Names of object prototypes, such as `__proto__`, are ordinary names everywhere, and no prototype is changed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEmulator } from '../../emulator/index.ts';
import { basic, KEYS } from '../../emulator/testing.ts';
import { createClient } from './client.ts';
import { ALL_ROUTES } from './routes.ts';

const NAMES = [
  '__proto__',
  'constructor',
  'constructor.prototype',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
] as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const JSON_TYPE = { 'content-type': 'application/json' };

/** What a successful attempt would leave on every object. */
const PAYLOAD = '{"polluted":true,"prototype":{"polluted":true}}';

/** Members and values of the prototypes that a request could reach. */
function prototypes(): unknown {
  return [Object, Array, Function, String, Number, Map, Set, Promise, URLSearchParams].map(({ prototype }) =>
    Reflect.ownKeys(prototype).map((key) => [key, Object.getOwnPropertyDescriptor(prototype, key)]),
  );
}

function assertUnpolluted(before: unknown): void {
  const probe: { polluted?: unknown } = {};
  assert.equal(probe.polluted, undefined);
  assert.deepEqual(prototypes(), before);
}

type Client = ReturnType<typeof createClient>;

/** JSON text. In an object literal, `__proto__` sets the prototype, so JSON.stringify could not write that member. */
function members(...pairs: readonly (readonly [name: string, json: string])[]): string {
  return `{${pairs.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

const text = (value: unknown) => JSON.stringify(value);

/** All records that the Records API has for an id, by collection and query parameter. */
async function recordsOf(
  { request }: Client,
  id: string,
): Promise<Record<string, Record<string, unknown>[]>> {
  const read = [
    ['users', 'userId'],
    ['users', 'anonymousId'],
    ['accounts', 'groupId'],
    ['events', 'userId'],
    ['events', 'anonymousId'],
  ].map(async ([collection = '', parameter = '']) => {
    const answer = await request(`/records/${collection}?${new URLSearchParams({ [parameter]: id })}`, {
      headers: { authorization: basic(KEYS.apiKey) },
    });
    assert.equal(answer.status, 200, answer.text);
    return [`${collection} by ${parameter}`, JSON.parse(answer.text)[collection]] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const NOTHING = {
  'users by userId': [],
  'users by anonymousId': [],
  'accounts by groupId': [],
  'events by userId': [],
  'events by anonymousId': [],
};

/** Two ways to the same records. */
const WAYS: Readonly<Record<string, (client: Client, call: string) => Promise<void>>> = {
  'the static URL': async ({ request }, call) => {
    const headers = { ...JSON_TYPE, authorization: basic(KEYS.apiKey) };
    const answer = await request('/astrolabe', { method: 'POST', headers, body: call });
    assert.equal(answer.status, 200, answer.text);
  },
  'a batch at the ingress': async ({ request }, call) => {
    const shared = `"context":{"__proto__":${PAYLOAD}},"integrations":{"__proto__":${PAYLOAD},"constructor":${PAYLOAD}}`;
    const answer = await request('/v1/batch', {
      method: 'POST',
      headers: { ...JSON_TYPE, authorization: basic(KEYS.writeKey) },
      body: `{${shared},"__proto__":${PAYLOAD},"batch":[${call}]}`,
    });
    assert.equal(answer.status, 200, answer.text);
  },
};

const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'with default choices': {},
  'with every other choice about properties': {
    'null-property': 'remove',
    'nested-object': 'merge',
    'anonymous-user': 'merge',
    'late-call': 'ignore-older',
  },
};

for (const name of NAMES) {
  for (const [setting, choices] of Object.entries(SETTINGS)) {
    for (const [where, send] of Object.entries(WAYS)) {
      describe(`${name} at ${where}, ${setting}`, () => {
        const pristine = prototypes();
        let client: Client;
        let close: () => Promise<void>;
        before(async () => {
          const emulator = await startEmulator({ ...KEYS, port: 0, choices });
          client = createClient(emulator.url);
          close = async () => {
            await client.close();
            await emulator.close();
          };
        });
        after(() => close());

        it('is an id and the name of a property and of an event, and no other id finds its records', async () => {
          const traits = members([name, PAYLOAD], ['plan', '"pro"']);
          const common = [
            ['messageId', text(name)],
            ['context', members([name, PAYLOAD])],
          ] as const;
          const who = ['userId', text(name)] as const;
          await send(client, members(['type', '"identify"'], who, ['traits', traits]));
          await send(
            client,
            members(['type', '"identify"'], ['anonymousId', text(name)], ['traits', traits]),
          );
          await send(client, members(['type', '"group"'], who, ['groupId', text(name)], ['traits', traits]));
          await send(
            client,
            members(['type', '"track"'], ['event', text(name)], who, ['properties', traits], ...common),
          );
          assertUnpolluted(pristine);

          const found = await recordsOf(client, name);
          const all = Object.entries(found).filter(([kind]) => kind !== 'events by anonymousId');
          for (const [kind, records] of all) {
            assert.equal(records.length, 1, kind);
            const [{ properties = undefined } = {}] = records;
            assert.ok(typeof properties === 'object' && properties !== null, kind);
            assert.deepEqual(Object.keys(properties).toSorted(), [name, 'plan'].toSorted(), kind);
            assert.ok(Object.hasOwn(properties, name), kind);
            const value = Object.getOwnPropertyDescriptor(properties, name)?.value;
            assert.deepEqual(value, JSON.parse(PAYLOAD), kind);
          }
          assert.deepEqual(found['users by userId']?.[0]?.accountIds, [name]);
          assert.deepEqual(found['accounts by groupId']?.[0]?.userIds, [name]);
          assert.deepEqual(found['events by userId']?.[0]?.event, name);
          for (const other of NAMES.filter((one) => one !== name)) {
            assert.deepEqual(await recordsOf(client, other), NOTHING, other);
          }
        });

        it('is updated, merged and removed like any other property', async () => {
          const userId = 'updated';
          const put = (traits: string) =>
            send(client, members(['type', '"identify"'], ['userId', text(userId)], ['traits', traits]));
          await put(members([name, members([name, '1'], ['kept', '2'])]));
          await put(members([name, members([name, '3'])]));
          const value = async () => {
            const [user] = (await recordsOf(client, userId))['users by userId'] ?? [];
            return Object.getOwnPropertyDescriptor(user?.properties, name)?.value;
          };
          const isMerged = choices['nested-object'] === 'merge';
          const merged = isMerged ? members([name, '3'], ['kept', '2']) : members([name, '3']);
          assert.deepEqual(sorted(await value()), sorted(JSON.parse(merged)));
          await put(members([name, 'null']));
          assert.equal(await value(), isMerged ? undefined : null);
          assertUnpolluted(pristine);
        });

        it('is a messageId that finds exactly one trace', async () => {
          const { request } = client;
          const answer = await request(`/_emulator/traces?messageId=${name}`);
          const expected = where === 'the static URL' ? 0 : 1;
          assert.equal(JSON.parse(answer.text).traces.length, expected);
        });
      });
    }
  }
}

describe('audiences and computed traits', () => {
  const pristine = prototypes();

  for (const name of NAMES) {
    it(`treat ${name} as an ordinary name`, async (test) => {
      const emulator = await startEmulator({ ...KEYS, port: 0, clock: 'frozen' });
      const client = createClient(emulator.url);
      test.after(async () => {
        await client.close();
        await emulator.close();
      });
      const write = async (path: string, body: string) => {
        const answer = await client.request(`/_emulator${path}`, {
          method: 'POST',
          headers: JSON_TYPE,
          body,
        });
        assert.ok(answer.status < 500, answer.text);
        return { status: answer.status, body: JSON.parse(answer.text) };
      };
      const call = WAYS['a batch at the ingress'] ?? assert.fail();
      await call(client, '{"type":"identify","userId":"without","traits":{"plan":"pro"}}');
      const traits = members([name, '"gold"']);
      await call(client, members(['type', '"identify"'], ['userId', text(name)], ['traits', traits]));
      await call(
        client,
        members(
          ['type', '"track"'],
          ['userId', text(name)],
          ['event', text(name)],
          ['properties', members([name, '7'])],
        ),
      );
      await call(
        client,
        members(['type', '"group"'], ['userId', text(name)], ['groupId', text(name)], ['traits', traits]),
      );

      for (const [key, rule] of Object.entries({
        by_trait: { trait: name, exists: true },
        by_value: { trait: name, equals: 'gold' },
        by_account: { accountTrait: name, exists: true },
        by_event: { event: name },
        by_property: { event: name, property: name, greater: 6 },
      })) {
        const made = await write('/audiences', text({ name: key, key, rule }));
        assert.equal(made.status, 201, text(made.body));
        assert.deepEqual(made.body.notes, [], key);
        const answer = await client.request(`/_emulator/audiences/${key}/preview`);
        const subjects = JSON.parse(answer.text).preview.map((entry: { subject: object }) => entry.subject);
        assert.deepEqual(subjects, [{ userId: name }], key);
      }
      const formula = { compute: 'most-recent', event: name, property: name };
      assert.equal((await write('/computed-traits', text({ name: 'latest', formula }))).status, 201);

      const inside = [{ userId: name }];
      // Refused because a key cannot have this form, or because a trait of the user has this name.
      assert.equal((await write('/audiences', text({ name: 'n', key: name, members: inside }))).status, 400);
      const named = await write('/audiences', text({ name: `in ${name}`, members: inside }));
      assert.equal(named.status, 201);
      for (const [path, body] of [
        ['/audiences', members([name, PAYLOAD], ['name', '"x"'])],
        ['/audiences', members(['name', '"x"'], ['rule', members([name, PAYLOAD])])],
        ['/audiences', members(['name', '"x"'], ['members', `[${members([name, PAYLOAD])}]`])],
        ['/computed-traits', members(['name', '"x"'], ['formula', members([name, PAYLOAD])])],
        ['/computed-traits', members(['name', '"x"'], ['formula', text({ compute: name, event: 'e' })])],
      ] as const) {
        assert.equal((await write(path, body)).status, 400, body);
      }

      await write('/clock/advance', '{"ms": 21600000}');
      const users = (await recordsOf(client, name))['users by userId'] ?? [];
      const properties = users[0]?.properties as Record<string, unknown>;
      assert.deepEqual(
        [users.length, properties.by_trait, properties.by_account, properties.by_property, properties.latest],
        [1, true, true, true, 7],
      );
      assert.ok(Object.hasOwn(properties, name));
      const without = (await recordsOf(client, 'without'))['users by userId'] ?? [];
      assert.deepEqual(without[0]?.properties, { plan: 'pro' });
      assertUnpolluted(pristine);
    });
  }

  it('are sent under the key "constructor" like any other', async (test) => {
    const emulator = await startEmulator({ ...KEYS, port: 0, clock: 'frozen' });
    const client = createClient(emulator.url);
    test.after(async () => {
      await client.close();
      await emulator.close();
    });
    const write = (path: string, body: unknown) =>
      client.request(`/_emulator${path}`, { method: 'POST', headers: JSON_TYPE, body: text(body) });
    const made = await write('/audiences', { name: 'constructor', members: [{ userId: 'ada' }] });
    assert.equal(made.status, 201, made.text);
    assert.equal(
      JSON.parse((await client.request('/_emulator/audiences/constructor')).text).key,
      'constructor',
    );
    await write('/clock/advance', { ms: 21_600_000 });
    const [ada] = (await recordsOf(client, 'ada'))['users by userId'] ?? [];
    assert.deepEqual(Object.entries(ada?.properties ?? {}), [['constructor', true]]);
    assertUnpolluted(pristine);
  });
});

/** With the name as every part that varies. */
function filled(path: string, name: string): string {
  return path.replace(/:id|:world/g, name);
}

describe('every route', () => {
  const pristine = prototypes();

  it('responds to such names in path, query and body, and changes no prototype', async (test) => {
    const emulator = await startEmulator({ ...KEYS, port: 0 });
    const client = createClient(emulator.url);
    test.after(async () => {
      await client.close();
      await emulator.close();
    });
    for (const { path } of ALL_ROUTES) {
      for (const name of NAMES) {
        const addresses = [
          filled(path, encodeURIComponent(name)),
          `${path.replace(/\/[^/]*$/, '')}/${name}`,
          `${filled(path, name)}?${name}=${name}&${name}[polluted]=true&userId=${name}`,
          `${filled(path, name)}?__proto__[polluted]=true&constructor[prototype][polluted]=true`,
        ];
        const bodies = [
          members([name, PAYLOAD]),
          members(['name', text(name)], ['key', text(name)], ['members', members([name, PAYLOAD])]),
          members(['batch', `[${members([name, PAYLOAD], ['type', text(name)])}]`], ['writeKey', text(name)]),
        ];
        for (const address of addresses) {
          const requests = METHODS.flatMap((method) =>
            (/GET|HEAD|OPTIONS/.test(method) ? [undefined] : bodies).map(async (body) => {
              const key = path.startsWith('/v1/') ? KEYS.writeKey : KEYS.apiKey;
              const answer = await client.request(address, {
                method,
                headers: { ...JSON_TYPE, authorization: basic(key), [name]: name },
                ...(body === undefined ? {} : { body }),
              });
              assert.ok(answer.status < 500 || answer.status === 501, `${method} ${address} ${body}`);
            }),
          );
          await Promise.all(requests);
        }
      }
      assertUnpolluted(pristine);
    }
  });
});

function sorted(value: unknown): unknown {
  return Object.entries(value ?? {}).toSorted();
}
