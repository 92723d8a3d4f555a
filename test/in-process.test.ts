/** What an emulator answers within the process, compared with what its addresses answer. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DEFECTS, type Emulator, startEmulator, VARIANTS } from '../emulator/index.ts';
import { basic } from '../emulator/testing.ts';

const HOUR_MS = 3_600_000;
/** 2024-05-01T12:00:00.000Z */
const START = Date.UTC(2024, 4, 1, 12);

const CALLS = [
  { type: 'identify', userId: 'ada', messageId: 'm1', traits: { plan: 'pro', tags: ['a', { b: null }] } },
  { type: 'identify', anonymousId: 'a1', messageId: 'm2', traits: { plan: 'free' } },
  { type: 'identify', userId: 'bob', anonymousId: 'a1', messageId: 'm3', traits: {} },
  { type: 'group', userId: 'ada', groupId: 'acme', messageId: 'm4', traits: { seats: 3 } },
  { type: 'group', userId: 'ada', groupId: 'initech', messageId: 'm5' },
  { type: 'track', userId: 'ada', event: 'Order Completed', messageId: 'm6', properties: { total: 1.5 } },
  { type: 'track', anonymousId: 'a1', event: 'Seen', messageId: 'm7' },
  { type: 'track', userId: 'bob', anonymousId: 'a1', event: 'Both', messageId: 'm8' },
];

/** @param more defects or variants */
async function start(more: object = {}): Promise<Emulator> {
  const clock = { now: () => START };
  const emulator = await startEmulator({ port: 0, clock, ...more });
  await post(emulator, `${emulator.ingressUrl}/v1/batch`, { writeKey: emulator.writeKey, batch: CALLS });
  await post(emulator, `${emulator.controlUrl}/clock`, { mode: 'frozen' });
  // Deliveries in flight are done before a clock moves, and late storing is due within a minute.
  await emulator.advance('1m');
  return emulator;
}

async function post(emulator: Emulator, url: string, body: unknown, apiKey = emulator.apiKey) {
  const headers = { 'content-type': 'application/json', authorization: basic(apiKey) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function get(url: string, apiKey = '') {
  const response = await fetch(url, { headers: { authorization: basic(apiKey) } });
  return (await response.json()) as Record<string, unknown>;
}

describe('the records of a running emulator', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await start();
    const identify = { type: 'identify', userId: 'eve', traits: { email: 'eve@initech.com' } };
    await post(emulator, emulator.baseUrl, identify, emulator.blockingApiKey);
  });
  after(() => emulator.close());

  for (const [collection, query] of [
    ['users', { userId: 'ada' }],
    ['users', { anonymousId: 'a1' }],
    ['users', { userId: 'nobody' }],
    ['accounts', { groupId: 'acme' }],
    ['accounts', { groupId: 'none' }],
    ['events', { userId: 'ada' }],
    ['events', { anonymousId: 'a1' }],
  ] as const) {
    it(`are those of the Records API: ${collection} ${JSON.stringify(query)}`, async () => {
      const asked = await get(
        `${emulator.recordsUrl}/${collection}?${new URLSearchParams(query)}`,
        emulator.apiKey,
      );
      assert.deepEqual({ [collection]: emulator.records[collection](query) }, asked);
    });
  }

  it('are all of the connector without a query, events oldest first and each once', () => {
    const { users, accounts, events } = emulator.records;
    assert.deepEqual(
      users().map(({ userId, anonymousId }) => [userId, anonymousId]),
      [
        ['ada', undefined],
        ['bob', 'a1'],
        [undefined, 'a1'],
      ],
    );
    assert.deepEqual(
      accounts().map(({ groupId, userIds }) => [groupId, userIds]),
      [
        ['acme', ['ada']],
        ['initech', ['ada']],
      ],
    );
    assert.deepEqual(
      events().map(({ event }) => event),
      ['Order Completed', 'Seen', 'Both'],
    );
    assert.deepEqual(users({ userId: undefined }), users());
  });

  it('are those of the connector that is named', () => {
    const ids = emulator.records.users({ connector: 'blocking-api-key' }).map(({ userId }) => userId);
    assert.deepEqual(ids, ['eve']);
  });

  it('are copies', () => {
    const [user] = emulator.records.users({ userId: 'ada' });
    Object.assign(user?.properties ?? {}, { plan: 'changed' });
    assert.equal(emulator.records.users({ userId: 'ada' })[0]?.properties.plan, 'pro');
  });

  for (const [query, problem] of [
    [{ userID: 'ada' }, /users: there is no "userID": did you mean userId/],
    [{ groupId: 'acme' }, /users: there is no "groupId"/],
    [{ userId: 'ada', anonymousId: 'a1' }, /users: .*exactly one parameter, userId or anonymousId/],
    [{ userId: 5 }, /users: userId must be a string, not 5/],
    [{ connector: 'other' }, /connector must be api-key or blocking-api-key/],
    ['ada', /users takes an object with userId, anonymousId, connector, not "ada"/],
    [null, /users takes an object/],
  ] as const) {
    it(`cannot be asked for with ${JSON.stringify(query)}`, () => {
      assert.throws(() => emulator.records.users(query as object), { name: 'TypeError', message: problem });
    });
  }

  it('are as a defect or a variant shows them', async () => {
    for (const more of [{ defects: ['user-shown-twice'] }, { variants: ['members-reversed'] }]) {
      const altered = await start(more);
      const users = altered.records.users({ userId: 'ada' });
      const asked = await get(`${altered.recordsUrl}/users?userId=ada`, altered.apiKey);
      assert.equal(JSON.stringify({ users }), JSON.stringify(asked));
      assert.notEqual(JSON.stringify(users), JSON.stringify(emulator.records.users({ userId: 'ada' })));
      await altered.close();
    }
  });

  it('can be asked for without a query under every defect and variant', async () => {
    const altered = await start({ variants: Object.keys(VARIANTS), defects: Object.keys(DEFECTS) });
    for (const ask of [altered.records.users, altered.records.accounts, altered.records.events]) {
      assert.ok(Array.isArray(ask()));
    }
    await altered.close();
  });
});

describe('the traces of a running emulator', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await start();
  });
  after(() => emulator.close());

  for (const filter of [
    {},
    { userId: 'ada' },
    { messageId: 'm3' },
    { outcome: 'delivered', limit: 2 },
  ] as const) {
    it(`are those of the control plane: ${JSON.stringify(filter)}`, async () => {
      const query = new URLSearchParams(JSON.parse(JSON.stringify(filter)));
      const { traces } = await get(`${emulator.controlUrl}/traces?${query}`);
      assert.deepEqual(emulator.traces(filter), traces);
      assert.ok(emulator.traces(filter).length > 0);
    });
  }

  for (const [filter, problem] of [
    [{ messageID: 'm1' }, /traces: there is no "messageID": did you mean messageId/],
    [{ limit: 0 }, /limit must be a whole number of at least 1/],
    [{ limit: '5' }, /limit must be a whole number/],
    [{ outcome: 200 }, /outcome must be a string/],
    [{ outcome: 'delivred' }, /traces: no call has this outcome: did you mean delivered\?/],
  ] as const) {
    it(`cannot be asked for with ${JSON.stringify(filter)}`, () => {
      assert.throws(() => emulator.traces(filter as object), { name: 'TypeError', message: problem });
    });
  }
});

describe('the clock of a running emulator', () => {
  it('moves as by the control plane, and resolves when what was due is done', async () => {
    const [inside, outside] = await Promise.all([startFailing(), startFailing()]);
    try {
      const moved = await inside.advance('5h');
      const { body } = await post(outside, `${outside.controlUrl}/clock/advance`, { ms: 5 * HOUR_MS });
      assert.deepEqual(moved, body);
      assert.equal(moved.count, 8);
      assert.deepEqual(inside.traces(), (await get(`${outside.controlUrl}/traces`)).traces);
      const [trace] = inside.traces();
      assert.equal(trace?.deliveries[0]?.attempts.length, 9, 'all retries were made');
      assert.match(trace?.outcome ?? '', /^errors\.discarded\./);
    } finally {
      await Promise.all([inside.close(), outside.close()]);
    }
  });

  it('takes durations and milliseconds', async () => {
    const emulator = await start();
    const times: number[] = [];
    for (const duration of ['300ms', '5s', '2m', '6h', '31d', '1.5h', 250, 0]) {
      const { from, now } = await emulator.advance(duration);
      times.push(Date.parse(now) - Date.parse(from));
    }
    assert.deepEqual(times, [300, 5_000, 120_000, 6 * HOUR_MS, 31 * 24 * HOUR_MS, 1.5 * HOUR_MS, 250, 0]);
    for (const wrong of ['6 hours', '6', '', 'h', -1, Number.NaN, undefined, null, {}]) {
      await assert.rejects(emulator.advance(wrong as string), {
        name: 'TypeError',
        message: /advance takes a duration such as '300ms', .*, or milliseconds from 0, not /,
      });
    }
    await assert.rejects(emulator.advance('40000d'), /at most a century at once/);
    await emulator.close();
    await assert.rejects(emulator.advance('1s'), /the emulator is closed/);
    await assert.rejects(emulator.reset(), /the emulator is closed/);
  });

  it('is not moved while it runs', async () => {
    const emulator = await startEmulator({ port: 0 });
    await assert.rejects(emulator.advance('6h'), /only a frozen clock can be moved.*clock: 'frozen'/);
    await emulator.close();
  });

  /** Its calls fail, and are retried at the same times in every emulator. */
  async function startFailing(): Promise<Emulator> {
    let ids = 0;
    const options = { forwardTo: 'http://127.0.0.1:1/', forwardApiKey: 'k', stopwatch: () => 0 };
    const nextId = () => {
      ids += 1;
      return `id-${ids}`;
    };
    const emulator = await startEmulator({ ...options, port: 0, clock: { now: () => START }, ids: nextId });
    await post(emulator, `${emulator.controlUrl}/clock`, { mode: 'frozen' });
    await post(emulator, `${emulator.ingressUrl}/v1/identify`, { writeKey: emulator.writeKey, ...CALLS[0] });
    return emulator;
  }
});

describe('the reset of a running emulator', () => {
  it('forgets as the control plane does, at once', async () => {
    const emulator = await start();
    const done = emulator.reset();
    assert.deepEqual(emulator.records.users(), []);
    assert.deepEqual(emulator.traces(), []);
    assert.equal(await done, undefined);
    const { body } = await post(emulator, `${emulator.controlUrl}/reset`, {});
    assert.equal(body.forgotten.allowing.users, 0);
    await emulator.close();
  });
});
