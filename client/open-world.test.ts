import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ControlError,
  createOpenWorld,
  EmulatorUnreachable,
  type FetchLike,
  type Surroundings,
  type WorldOptions,
} from './index.ts';

const URL_ = 'http://127.0.0.1:4100/_emulator';
const WORLD = {
  id: 'abcdef012345',
  baseUrl: 'http://127.0.0.1:4100/astrolabe',
  recordsUrl: 'http://127.0.0.1:4100/records',
  ingressUrl: 'http://127.0.0.1:4100',
  controlUrl: `${URL_}/worlds/abcdef012345`,
  apiKey: 'ak',
  blockingApiKey: 'bk',
  restrictedApiKey: 'rk',
  writeKey: 'wk',
};

type Sent = readonly [method: string, url: string, body: unknown, headers: Readonly<Record<string, string>>];

/** A `fetch` that gives these answers in turn, and keeps what was sent. */
function answering(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const sent: Sent[] = [];
  const left = [...answers];
  const fetch: FetchLike = async (url, { method, headers, body }) => {
    sent.push([method, url, body === undefined ? undefined : JSON.parse(body), headers]);
    const [status, answer] = left.shift() ?? [201, { world: WORLD }];
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status, headers: { get: () => null }, text: async () => text };
  };
  return { fetch, sent };
}

const NOTHING: Surroundings = {
  controlUrl: undefined,
  controlToken: undefined,
  fetch: undefined,
  startEmbedded: undefined,
};

function opening(more: Partial<Surroundings>) {
  return createOpenWorld({ ...NOTHING, ...more });
}

async function problemOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error as Error,
  );
}

describe('openWorld', () => {
  it('opens a world at the control URL, with the options as the control plane names them', async () => {
    const { fetch, sent } = answering();
    const world = await opening({ fetch })({
      name: 'a test',
      seed: 7,
      clock: new Date('2030-01-01T00:00:00Z'),
      choices: { a: 'b' },
      ttl: '10m',
      controlUrl: `${URL_}/`,
      controlToken: 'ct',
    });
    const body = {
      name: 'a test',
      seed: 7,
      clock: '2030-01-01T00:00:00.000Z',
      choices: { a: 'b' },
      ttl: '10m',
    };
    const headers = { 'content-type': 'application/json', authorization: 'Bearer ct' };
    assert.deepEqual(sent, [['POST', `${URL_}/worlds`, body, headers]]);
    for (const [name, value] of Object.entries(WORLD)) assert.equal(world[name as keyof typeof WORLD], value);
  });

  it('takes titles of tests of any length as names', async () => {
    const { fetch, sent } = answering();
    const open = opening({ fetch, controlUrl: URL_ });
    await open({ name: 'x'.repeat(500) });
    await open({ name: '' });
    assert.deepEqual(
      sent.map(([, , body]) => body),
      [{ name: 'x'.repeat(200) }, {}],
    );
  });

  it('prefers its option to the environment, and the environment to an emulator of its own', async () => {
    const { fetch, sent } = answering();
    const startEmbedded = async () => ({ controlUrl: 'http://127.0.0.1:3/_emulator' });
    const open = opening({
      fetch,
      controlUrl: 'http://127.0.0.1:2/_emulator',
      controlToken: 'ct',
      startEmbedded,
    });
    await open({ controlUrl: 'http://127.0.0.1:1/_emulator' });
    await open();
    await opening({ fetch, startEmbedded })();
    assert.deepEqual(
      sent.map(([, url, , { authorization }]) => [new URL(url).port, authorization]),
      [
        ['1', 'Bearer ct'],
        ['2', 'Bearer ct'],
        ['3', undefined],
      ],
    );
  });

  it('starts one emulator for all worlds, and another one only if it could not start', async () => {
    let starts = 0;
    const open = opening({
      fetch: answering().fetch,
      async startEmbedded() {
        starts += 1;
        if (starts === 1) throw new Error('no port');
        return { controlUrl: URL_ };
      },
    });
    await assert.rejects(open(), /no port/);
    await Promise.all([open(), open()]);
    await open();
    assert.equal(starts, 2);
  });

  for (const [what, surroundings, options, sentence] of [
    [
      'in a browser without a control URL',
      { fetch: answering().fetch },
      {},
      /^openWorld needs the control URL of an emulator here, because a browser cannot start one: .*--allowed-origin/,
    ],
    ['without fetch', {}, {}, /^openWorld needs fetch, .*: pass fetch/],
    [
      'with an option that does not exist',
      { fetch: answering().fetch },
      { sed: 7 },
      /^openWorld has no option "sed": write one of name, seed, clock/,
    ],
    ['with no object', {}, null, /^openWorld takes an object with name, .*, not null$/],
    ...['127.0.0.1:4100', '', 'ftp://x/_emulator', 'http://a:b@x/_emulator', 'http://x/_emulator?a=b'].map(
      (controlUrl) =>
        [
          `with the control URL ${JSON.stringify(controlUrl)}`,
          { fetch: answering().fetch },
          { controlUrl },
          /^controlUrl \(ASTROLABE_CONTROL_URL\) must be an http or https address such as http:/,
        ] as const,
    ),
  ] as const) {
    it(`says what to do ${what}`, async () => {
      const error = await problemOf(opening(surroundings)(options as unknown as WorldOptions));
      assert.ok(error instanceof TypeError);
      assert.match(error.message, sentence);
    });
  }

  it('says that nothing answers, and why', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const fetch: FetchLike = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const error = await problemOf(opening({ fetch })({ controlUrl: URL_ }));
    assert.ok(error instanceof EmulatorUnreachable);
    assert.match(
      error.message,
      /^no response from http:\/\/127\.0\.0\.1:4100\/_emulator\/worlds \(ECONNREFUSED\): start an emulator with npx /,
    );
  });

  for (const [what, status, body] of [
    ['a page', 200, '<!doctype html>'],
    ['another JSON API', 200, { ok: true }],
    ['a list', 201, []],
    ['an error of another server', 404, { error: 'Not Found' }],
    ['an emulator without worlds', 404, { message: 'There is nothing here.', code: 'not-found' }],
    ['an emulator at its front page', 405, { message: 'No.', code: 'method-not-allowed' }],
  ] as const) {
    it(`says that what answers is not an emulator with worlds: ${what}`, async () => {
      const { fetch } = answering([status, body]);
      const error = await problemOf(opening({ fetch })({ controlUrl: URL_ }));
      assert.ok(error instanceof EmulatorUnreachable);
      assert.match(error.message, /is not the control plane of an emulator.* ends with \/_emulator$/);
    });
  }

  it('shows what the emulator refuses, where, and what to write in a test', async () => {
    const refused = {
      message: 'The body is invalid: ttl must be a duration.',
      code: 'control-invalid',
      violations: [{ pointer: '/ttl', rule: 'x', message: 'ttl must be a duration' }],
    };
    const { fetch } = answering(
      [400, refused],
      [401, { message: 'No token.', code: 'control-token-required' }],
    );
    const open = opening({ fetch, controlUrl: URL_ });
    const error = await problemOf(open({ ttl: 'soon' }));
    assert.ok(error instanceof ControlError);
    assert.equal(
      error.message,
      `The body is invalid: ttl must be a duration. (at /ttl) [POST ${URL_}/worlds: 400 control-invalid]`,
    );
    const { status, code, answer, violations } = error;
    assert.deepEqual([status, code, answer], [400, 'control-invalid', refused.message]);
    assert.deepEqual(violations, [{ pointer: '/ttl', message: 'ttl must be a duration' }]);
    assert.match((await problemOf(open())).message, /^No token\. In a test, pass controlToken to openWorld/);
  });
});

describe('a world', () => {
  async function worldWith(...answers: readonly (readonly [status: number, body: unknown])[]) {
    const { fetch, sent } = answering([201, { world: WORLD }], ...answers);
    const world = await opening({ fetch, controlUrl: URL_, controlToken: 'ct' })();
    sent.length = 0;
    const requests = () =>
      sent.map(([method, url, body]) => [method, url.replace(WORLD.controlUrl, ''), body]);
    return { world, sent, requests };
  }

  it('asks its own control plane, with the token', async () => {
    const { world, sent } = await worldWith([200, { mode: 'frozen', now: '2030-01-01T00:00:00.000Z' }]);
    assert.deepEqual(await world.clock.now(), new Date('2030-01-01T00:00:00Z'));
    assert.deepEqual(sent, [['GET', `${WORLD.controlUrl}/clock`, undefined, { authorization: 'Bearer ct' }]]);
  });

  it('moves the clock by a duration or to a time', async () => {
    const { world, requests } = await worldWith([200, {}], [200, {}], [200, {}], [200, {}], [200, {}]);
    await world.clock.advance('4h');
    await world.clock.advance(1_500);
    await world.clock.moveTo(new Date('2030-01-01T00:00:00Z'));
    await world.clock.freeze();
    await world.clock.resume();
    assert.deepEqual(requests(), [
      ['POST', '/clock/advance', { ms: 14_400_000 }],
      ['POST', '/clock/advance', { ms: 1_500 }],
      ['POST', '/clock/advance', { to: '2030-01-01T00:00:00.000Z' }],
      ['POST', '/clock', { mode: 'frozen' }],
      ['POST', '/clock', { mode: 'real' }],
    ]);
    for (const wrong of ['4 hours', '', '-1s', Number.NaN, -1]) {
      await assert.rejects(world.clock.advance(wrong), /^TypeError: clock\.advance takes a duration such as/);
    }
  });

  it('changes choices, and answers with all of them', async () => {
    const choices = [{ name: 'null-property', value: 'remove' }];
    const { world, requests } = await worldWith([200, { choices, defects: [] }], [200, { choices }]);
    assert.deepEqual(await world.choices.set({ 'null-property': 'remove' }), choices);
    assert.deepEqual(await world.choices.list(), choices);
    assert.deepEqual(requests(), [
      ['PATCH', '/choices', { 'null-property': 'remove' }],
      ['GET', '/choices', undefined],
    ]);
  });

  it('plans answers under ids that do not collide, and removes them', async () => {
    const { world, requests } = await worldWith([200, {}], [200, {}], [200, {}], [200, {}]);
    await world.destination.answers(503, 'pass', { status: 429, retryAfter: 2, times: 2 });
    const second = await world.destination.answersTo({ userId: 'ada' }, { reset: true });
    await world.ingress.answers({ delay: '3s' });
    await second.remove();
    assert.deepEqual(
      requests().map((request) => JSON.stringify(request)),
      [
        '["PUT","/faults/destination",{"at":"destination","then":[{"status":503},"pass",{"status":429,"retryAfter":2,"times":2}]}]',
        '["PUT","/faults/destination-2",{"at":"destination","where":{"userId":"ada"},"then":[{"reset":true}]}]',
        '["PUT","/faults/ingress",{"at":"ingress","then":[{"delay":"3s"}]}]',
        '["DELETE","/faults/destination-2",{}]',
      ],
    );
  });

  it('waits for a fault to be spent, and says how far it is', async () => {
    const unmet = { message: 'Not met.', code: 'expectation-unmet', matched: 0, calls: [], nearest: [] };
    const steps = [
      { step: { status: 503 }, times: 2, spent: 1, calls: [] },
      { step: 'pass', times: 1, spent: 0, calls: [] },
    ];
    const { world, requests } = await worldWith(
      [200, {}],
      [200, {}],
      [409, unmet],
      [200, { fault: { id: 'down', steps } }],
    );
    const fault = await world.faults.set('down', { at: 'destination', answers: [503] });
    await fault.spent({ within: '1s' });
    const error = await problemOf(fault.spent());
    assert.equal(error.name, 'ExpectationUnmet');
    assert.equal(
      error.message,
      'the fault "down" was not spent within 5 s:\n  1 of 2: {"status":503}\n  0 of 1: "pass"',
    );
    assert.deepEqual(requests().slice(1, 3), [
      ['POST', '/expect', { faultSpent: 'down', within: '1s' }],
      ['POST', '/expect', { faultSpent: 'down' }],
    ]);
  });

  it('follows the pages of a list, up to a limit', async () => {
    const page = (from: number, count: number, next?: string) =>
      [
        200,
        {
          events: Array.from({ length: count }, (_, index) => ({ event: `e${from + index}` })),
          next,
          total: 3,
        },
      ] as const;
    const { world, requests } = await worldWith(page(0, 2, 'c/1'), page(2, 1), page(0, 2, 'c/1'));
    assert.equal((await world.events.of('ada', { event: 'Signed Up' })).length, 3);
    assert.equal((await world.events.list({ limit: 2 })).length, 2);
    assert.deepEqual(
      requests().map(([, path]) => path),
      [
        '/events?event=Signed%20Up&userId=ada&limit=1000',
        '/events?event=Signed%20Up&userId=ada&limit=1000&cursor=c%2F1',
        '/events?limit=2',
      ],
    );
  });

  it('sends nothing for a name that would lead to another address', async () => {
    const { world, requests } = await worldWith();
    for (const name of ['', '.', '..']) {
      const calls = [
        () => world.connectors.remove(name),
        () => world.audiences.remove(name),
        () => world.faults.remove(name),
        () => world.snapshot(name),
      ];
      for (const call of calls) {
        await assert.rejects(async () => call(), { name: 'TypeError', message: /use another name$/ });
      }
    }
    assert.deepEqual(requests(), []);
  });

  it('gets one record, or undefined', async () => {
    const { world } = await worldWith(
      [200, { users: [{ userId: 'ada', connector: 'allowing' }] }],
      [200, { accounts: [] }],
    );
    assert.equal((await world.users.get('ada'))?.connector, 'allowing');
    assert.equal(await world.accounts.get('acme'), undefined);
  });

  it('creates audiences with userIds or members, and encodes keys', async () => {
    const view = { id: 'aud_1', key: 'power_users', members: 2 };
    const { world, requests } = await worldWith(
      [201, { audience: view, skipped: [], notes: ['a note'] }],
      [200, { entered: 1, ...view }],
      [202, view],
      [200, { audiences: [view] }],
      [200, { removed: 'x' }],
    );
    const created = await world.audiences.create({
      name: 'Power Users',
      members: ['ada', { email: 'a@b.example' }],
    });
    assert.deepEqual([created.key, created.notes], ['power_users', ['a note']]);
    await world.audiences.enter('power_users', ['bob']);
    await world.audiences.sync('a/b');
    assert.deepEqual(await world.audiences.list(), [view]);
    await world.audiences.remove('power_users');
    assert.deepEqual(requests(), [
      ['POST', '/audiences', { name: 'Power Users', members: [{ userId: 'ada' }, { email: 'a@b.example' }] }],
      ['POST', '/audiences/power_users/enter', { members: [{ userId: 'bob' }] }],
      ['POST', '/audiences/a%2Fb/sync', {}],
      ['GET', '/audiences', undefined],
      ['DELETE', '/audiences/power_users', {}],
    ]);
  });

  it('makes and restores snapshots, and forks into a world with addresses and keys of its own', async () => {
    const fork = { ...WORLD, id: 'fork00000000', controlUrl: `${URL_}/worlds/fork00000000`, writeKey: 'wk2' };
    const { world, sent, requests } = await worldWith(
      [201, { snapshot: { name: 'a b' } }],
      [200, {}],
      [200, { format: 'astrolabe-snapshot' }],
      [201, { world: fork }],
      [200, {}],
    );
    assert.equal((await world.snapshot('a b')).name, 'a b');
    await world.restore('a b');
    assert.equal((await world.snapshots.download('a b')).format, 'astrolabe-snapshot');
    const forked = await world.fork({ snapshot: 'a b' });
    assert.equal(forked.writeKey, 'wk2');
    await forked.reset();
    assert.deepEqual(requests().slice(0, 4), [
      ['POST', '/snapshots/a%20b', {}],
      ['POST', '/snapshots/a%20b/restore', {}],
      ['GET', '/snapshots/a%20b', undefined],
      ['POST', '/fork', { snapshot: 'a b' }],
    ]);
    assert.deepEqual(sent.at(-1)?.slice(0, 2), ['POST', `${URL_}/worlds/fork00000000/reset`]);
    assert.equal(sent.at(-1)?.[3].authorization, 'Bearer ct');
  });

  it('sends one call by its type and many in batches, with the write key', async () => {
    const { world, sent } = await worldWith([200, { success: true }], [200, {}], [200, {}], [200, {}]);
    await world.send({ type: 'track', userId: 'ada', event: 'Signed Up' });
    const text = 'x'.repeat(60_000);
    await world.send(['1', '2', '3'].map((userId) => ({ type: 'identify', userId, traits: { text } })));
    assert.deepEqual(
      sent.map(([, url]) => url),
      [`${WORLD.ingressUrl}/v1/track`, ...Array(3).fill(`${WORLD.ingressUrl}/v1/batch`)],
    );
    assert.equal(sent[0]?.[3].authorization, `Basic ${btoa('wk:')}`);
    await world.send([]);
    assert.equal(sent.length, 4);
  });

  it('says what the ingress refuses', async () => {
    const { world } = await worldWith([400, { message: 'Bad.', code: 'call-malformed' }], [503, 'no']);
    assert.match(
      (await problemOf(world.send({ type: 'track' }))).message,
      /^Bad\. \[POST .*: 400 call-malformed\]/,
    );
    assert.match((await problemOf(world.send({ type: 'track' }))).message, /answered 503: no$/);
  });

  it('closes once and for all, also with await using', async () => {
    const gone = [404, { message: 'There is no world.', code: 'world-unknown' }] as const;
    const { world, requests } = await worldWith([200, {}], gone, gone, [
      500,
      { message: 'A bug.', code: 'internal' },
    ]);
    await world.close();
    await world.close();
    await world[Symbol.asyncDispose]();
    await assert.rejects(world.close(), /A bug/);
    assert.deepEqual(requests(), Array(4).fill(['DELETE', '', {}]));
  });

  it('names a closed world in every other request', async () => {
    const { world } = await worldWith([404, { message: 'There is no world.', code: 'world-unknown' }]);
    assert.match(
      (await problemOf(world.reset())).message,
      /^There is no world\. In a test, openWorld\(\) opens another/,
    );
  });
});
