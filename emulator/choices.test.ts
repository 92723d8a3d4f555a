import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHOICES, type ChoiceName, choiceNames, resolveChoices, settingsOf } from './choices.ts';
import { basic, createBench, KEYS, START } from './testing.ts';

const identify = (userId: string, traits: object, more: object = {}) => ({
  type: 'identify',
  userId,
  traits,
  ...more,
});

describe('choices', () => {
  it('stand at their defaults', () => {
    const resolution = resolveChoices({ 'late-call': undefined });
    assert.ok('choices' in resolution);
    for (const name of choiceNames) assert.equal(resolution.choices[name], CHOICES[name].default);
  });

  it('tell what is wrong with each', () => {
    const resolution = resolveChoices({ 'null-propery': 'keep', 'null-property': 'drop' });
    assert.ok('problems' in resolution);
    assert.match(
      resolution.problems[0] ?? '',
      /no choice named "null-propery": write one of .*null-property/,
    );
    assert.match(
      resolution.problems[1] ?? '',
      /null-property cannot be "drop": write keep or remove or ignore/,
    );
    assert.equal(resolution.problems.length, 2);
  });

  it('know no inherited name', () => {
    assert.ok('problems' in resolveChoices({ constructor: 'x' }));
  });

  for (const name of choiceNames) {
    for (const setting of settingsOf(name)) {
      it(`${name}=${setting} keeps what is graded`, () => keepsTheContract({ [name]: setting }));
    }
  }
});

/** What each choice does differently: the setting is seen in what is returned. */
const SEEN: Readonly<Record<ChoiceName, (choices: Record<string, string>) => unknown>> = {
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
const EXPECTED: Readonly<Record<ChoiceName, readonly unknown[]>> = {
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
  'empty-id': [400, 200],
  'non-string-id': [400, 200],
  'null-field': [200, 400],
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

describe('each setting', () => {
  for (const name of choiceNames) {
    settingsOf(name).forEach((setting, index) => {
      it(`${name}=${setting} does what it says`, () => {
        assert.deepEqual(SEEN[name]({ [name]: setting }), EXPECTED[name][index]);
      });
    });
  }
});

/** The promises that no setting may break, one step after the other on one emulator. */
function keepsTheContract(choices: Record<string, string>): void {
  const bench = createBench({ choices });
  const accept = (body: unknown, key?: string) =>
    assert.ok([200, 202].includes(bench.send(body, key).status));
  const at = (seconds: number) => ({ timestamp: new Date(START + seconds * 1000).toISOString() });

  accept({ type: 'group', groupId: 'g', userId: 'u', traits: { plan: 'pro', 'total billed': 830 } });
  accept(identify('u', { n: 0, flag: true, list: [1], address: { city: 'Bonn' } }, at(0)));
  accept(identify('u', { flag: false, more: 'x' }, at(1)));
  accept(identify('u', { flag: true }, at(2)));
  accept({ type: 'identify', user_id: 'other', traits: { n: 1 } });
  accept({ type: 'identify', anonymousId: 'a' });
  accept({ type: 'group', groupId: 'g', anonymousId: 'a', traits: { size: 3 } });
  accept({ type: 'track', userId: 'u', event: 'Tried', messageId: 'm', properties: { n: 9 } });
  accept({ type: 'track', userId: 'u', event: 'Tried', messageId: 'm', properties: { n: 9 } });
  accept({ type: 'track', userId: 'u', event: 'Tried', messageId: 'm2' });
  assert.deepEqual(bench.users({ userId: 'u' }), [
    {
      userId: 'u',
      properties: { n: 0, flag: true, list: [1], address: { city: 'Bonn' }, more: 'x' },
      accountIds: ['g'],
    },
  ]);
  assert.deepEqual(bench.accounts({ groupId: 'g' }), [
    { groupId: 'g', properties: { plan: 'pro', 'total billed': 830, size: 3 }, userIds: ['u'] },
  ]);
  assert.equal(bench.events({ userId: 'u' }).length, 2);

  const before = bench.total();
  assert.equal(bench.send('no JSON').status, 400);
  assert.equal(bench.send({ type: 'identify' }).status, 400);
  assert.equal(bench.send({ type: 'page', userId: 'new' }).status, 501);
  assert.equal(bench.send(identify('new', {}), 'nobody').status, 401);
  assert.equal(bench.send(identify('new', {}), KEYS.restrictedApiKey).status, 403);
  assert.equal(bench.total(), before);

  bench.send(identify('free', { email: 'someone@GMail.com' }), KEYS.blockingApiKey);
  accept(identify('company', { email: 'someone@initech.com' }), KEYS.blockingApiKey);
  accept(identify('free', { email: 'someone@gmail.com' }));
  assert.equal(bench.users({ userId: 'free' }, KEYS.blockingApiKey).length, 0);
  assert.equal(bench.users({ userId: 'company' }, KEYS.blockingApiKey).length, 1);
  assert.equal(bench.users({ userId: 'free' }).length, 1);
}

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
