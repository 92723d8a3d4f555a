import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { basic, createBench, KEYS } from '../testing.ts';
import { DESTINATION_CHOICES } from './destination.ts';
import { settingsOf } from './index.ts';

type DestinationChoice = keyof typeof DESTINATION_CHOICES;

const names = Object.keys(DESTINATION_CHOICES) as DestinationChoice[];

const identify = (userId: string, traits: object, more: object = {}) => ({
  type: 'identify',
  userId,
  traits,
  ...more,
});

/** A probe for each choice, whose result shows the setting. */
const SEEN: Readonly<Record<DestinationChoice, (choices: Record<string, string>) => unknown>> = {
  'basic-without-colon': (choices) => withAuthorization(choices, KEYS.apiKey),
  'key-as-password': (choices) => withAuthorization(choices, `:${KEYS.apiKey}`),
  'password-beside-key': (choices) => withAuthorization(choices, `${KEYS.apiKey}:more`),
  'other-method': (choices) => raw(choices, { method: 'PUT' }).status,
  'content-type-not-json': (choices) => raw(choices, { contentType: 'text/plain' }).status,
  'accepted-status': (choices) => status(choices, identify('u', {})),
  'success-body': (choices) => createBench({ choices }).send(identify('u', {})).body,
  'deep-nesting': (choices) =>
    status(choices, `{"type":"identify","userId":"u","traits":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`),
  'damaged-text': (choices) => status(choices, identify('u', { cut: '\ud83d' })),
  'large-integer': (choices) =>
    status(choices, '{"type":"identify","userId":"u","traits":{"n":9007199254740993}}'),
  'casing-scope': (choices) => status(choices, { Type: 'identify', userId: 'u' }),
  'empty-id': (choices) => status(choices, identify('', {}, { anonymousId: 'a' })),
  'non-string-id': (choices) => status(choices, { type: 'identify', userId: 7 }),
  'null-field': (choices) =>
    status(choices, { type: 'identify', userId: 'u', traits: null, timestamp: null }),
  'odd-common-field': (choices) =>
    status(choices, identify('u', {}, { messageId: 7, timestamp: 'yesterday', context: 'web' })),
  'missing-type': (choices) => status(choices, { userId: 'u' }),
  'unknown-type': (choices) => status(choices, { type: 'hello', userId: 'u' }),
  'delete-call': (choices) => {
    const bench = createBench({ choices });
    bench.send(identify('u', {}));
    return [bench.send({ type: 'delete', userId: 'u' }).status, bench.users({ userId: 'u' }).length];
  },
  'group-without-user': (choices) => status(choices, { type: 'group', groupId: 'g' }),
  'null-property': (choices) => propertiesAfter(choices, identify('u', { a: 1 }), identify('u', { a: null })),
  'nested-object': (choices) =>
    propertiesAfter(choices, identify('u', { a: { b: 1 } }), identify('u', { a: { c: 2 } })),
  'anonymous-user': (choices) => {
    const bench = createBench({ choices });
    bench.send({ type: 'identify', anonymousId: 'a', traits: { seen: 'before', plan: 'free' } });
    bench.send(identify('u', { plan: 'pro' }, { anonymousId: 'a' }));
    return bench.users({ anonymousId: 'a' });
  },
  'late-call': (choices) =>
    propertiesAfter(
      choices,
      identify('u', { a: 'new' }, { timestamp: '2024-05-01T12:00:00Z' }),
      identify('u', { a: 'old', b: 'old' }, { timestamp: '2024-05-01T11:00:00Z' }),
    ),
  'group-of-unknown-user': (choices) => usersAfter(choices, { type: 'group', groupId: 'g', userId: 'u' }),
  'track-of-unknown-user': (choices) => usersAfter(choices, { type: 'track', event: 'e', userId: 'u' }),
  'dedupe-window': (choices) => {
    const bench = createBench({ choices });
    const track = { type: 'track', event: 'e', userId: 'u', messageId: 'm' };
    bench.send(track);
    bench.advance(24 * 60 * 60 * 1000);
    bench.send(track);
    return bench.events({ userId: 'u' }).length;
  },
  'blocked-identify': (choices) =>
    status(choices, identify('u', { email: 'a@gmail.com' }), KEYS.blockingApiKey),
  'blocked-user-calls': (choices) => {
    const bench = createBench({ choices });
    bench.send(identify('u', { email: 'a@gmail.com' }), KEYS.blockingApiKey);
    bench.send({ type: 'track', event: 'e', userId: 'u' }, KEYS.blockingApiKey);
    return bench.events({ userId: 'u' }, KEYS.blockingApiKey).length;
  },
  'email-turns-free': (choices) => {
    const bench = createBench({ choices });
    bench.send(identify('u', { email: 'a@acme.com' }), KEYS.blockingApiKey);
    bench.send(identify('u', { email: 'a@gmail.com' }), KEYS.blockingApiKey);
    return bench.users({ userId: 'u' }, KEYS.blockingApiKey).map(({ properties }) => properties.email);
  },
  'example-com': (choices) => {
    const bench = createBench({ choices });
    bench.send(identify('u', { email: 'a@example.com' }), KEYS.blockingApiKey);
    return bench.users({ userId: 'u' }, KEYS.blockingApiKey).length;
  },
};

/** In the order of the settings, the default first. */
const EXPECTED: Readonly<Record<DestinationChoice, readonly unknown[]>> = {
  'basic-without-colon': [401, 200],
  'key-as-password': [401, 200],
  'password-beside-key': [200, 401],
  'other-method': [400, 405, 501],
  'content-type-not-json': [200, 400],
  'accepted-status': [200, 202],
  'success-body': [{ success: true }, undefined, 'OK'],
  'deep-nesting': [200, 400],
  'damaged-text': [200, 400],
  'large-integer': [200, 400],
  'casing-scope': [400, 200],
  'empty-id': [200, 400],
  'non-string-id': [400, 200],
  'null-field': [200, 400],
  'odd-common-field': [200, 400],
  'missing-type': [400, 501],
  'unknown-type': [501, 400],
  'delete-call': [
    [501, 1],
    [200, 1],
    [200, 0],
  ],
  'group-without-user': [200, 400],
  'null-property': [{ a: null }, {}, { a: 1 }],
  'nested-object': [{ a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  'anonymous-user': [
    [
      { anonymousId: 'a', properties: { seen: 'before', plan: 'free' }, accountIds: [] },
      { userId: 'u', anonymousId: 'a', properties: { plan: 'pro' }, accountIds: [] },
    ],
    [{ userId: 'u', anonymousId: 'a', properties: { seen: 'before', plan: 'pro' }, accountIds: [] }],
  ],
  'late-call': [
    { a: 'old', b: 'old' },
    { a: 'new', b: 'old' },
  ],
  'group-of-unknown-user': [0, 1],
  'track-of-unknown-user': [0, 1],
  'dedupe-window': [1, 2],
  'blocked-identify': [200, 400],
  'blocked-user-calls': [1, 0],
  'email-turns-free': [['a@acme.com'], ['a@gmail.com'], []],
  'example-com': [1, 0],
};

describe('each setting of the destination', () => {
  for (const name of names) {
    settingsOf(name).forEach((setting, index) => {
      it(`${name}=${setting} does what it says`, () => {
        assert.deepEqual(SEEN[name]({ [name]: setting }), EXPECTED[name][index]);
      });
    });
  }
});

function status(choices: Record<string, string>, body: unknown, key?: string): number {
  return createBench({ choices }).send(body, key).status;
}

function raw(choices: Record<string, string>, parts: object) {
  return createBench({ choices }).core.destination.deliver({
    method: 'POST',
    authorization: basic(KEYS.apiKey),
    contentType: 'application/json',
    payload: { kind: 'value', value: identify('u', {}) },
    ...parts,
  });
}

function withAuthorization(choices: Record<string, string>, credentials: string): number {
  return raw(choices, { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }).status;
}

function propertiesAfter(choices: Record<string, string>, ...calls: readonly unknown[]): unknown {
  const bench = createBench({ choices });
  for (const call of calls) bench.send(call);
  return bench.users({ userId: 'u' })[0]?.properties;
}

function usersAfter(choices: Record<string, string>, call: unknown): number {
  const bench = createBench({ choices });
  bench.send(call);
  return bench.users({ userId: 'u' }).length;
}
