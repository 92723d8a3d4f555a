import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';
import { basic, KEYS, startOpen } from '../../testing.ts';

const AUTHORIZED = { authorization: basic(KEYS.apiKey) };
const SOURCE = { authorization: basic(KEYS.writeKey) };
const FROZEN = { ...KEYS, clock: 'frozen' } as const;
/** Two retries are made within this time by default, whatever the jitter. */
const TWO_RETRIES_MS = 30_000;

type Options = Parameters<typeof createApp>[0];
type Step = 'pass' | Record<string, unknown>;

/** A step of a plan as `GET /faults/:id` shows it. */
interface ShownStep {
  readonly step: Step;
  readonly times: number;
  readonly spent: number;
  readonly calls: readonly Record<string, string>[];
}

/** An emulator without a port, and functions for what its users do. */
function bench(options: Options = {}) {
  const agent = request(createApp({ ...FROZEN, ...options }));
  const set = (id: string, plan: object, status = 200) =>
    agent.put(`/_emulator/faults/${id}`).send(plan).expect(status);
  const at = (place: string) => (id: string, then: readonly Step[], where?: unknown) =>
    set(id, JSON.parse(JSON.stringify({ at: place, where, then })));
  return {
    agent,
    set,
    atDestination: at('destination'),
    atIngress: at('ingress'),
    atRecords: at('records'),
    fault: async (id: string) => (await agent.get(`/_emulator/faults/${id}`).expect(200)).body.fault,
    list: async () => (await agent.get('/_emulator/faults').expect(200)).body.faults,
    send: (call: object) => agent.post('/astrolabe').set(AUTHORIZED).send(call),
    track: (path: string, body: object) => agent.post(path).set(SOURCE).send(body),
    users: (userId: string) => agent.get('/records/users').query({ userId }).set(AUTHORIZED),
    trace: async (messageId: string) =>
      (await agent.get('/_emulator/traces').query({ messageId }).expect(200)).body.traces[0],
    advance: (ms: number) => agent.post('/_emulator/clock/advance').send({ ms }).expect(200),
    reset: () => agent.post('/_emulator/reset').set('content-type', 'application/json').expect(200),
  };
}

const IDENTIFY = { type: 'identify', userId: 'ada', messageId: 'm1', traits: { email: 'ada@example.com' } };

describe('a fault at the destination', () => {
  it('lets deliveries fail until it is spent, and says on which calls', async () => {
    const { atDestination, track, advance, fault, trace, users } = bench();
    await atDestination('flaky', [{ status: 503, times: 2 }, 'pass'], { type: 'identify' });
    await track('/v1/batch', {
      batch: [
        { type: 'track', userId: 'bob', event: 'Seen', messageId: 'other' },
        { ...IDENTIFY, messageId: 'm1' },
      ],
    }).expect(200, { success: true });
    assert.equal((await trace('m1')).outcome, 'errors.awaiting-retry.503');
    assert.equal((await trace('other')).outcome, 'delivered');
    assert.deepEqual((await users('ada')).body, { users: [] });
    assert.equal((await fault('flaky')).spent, false);
    await advance(TWO_RETRIES_MS);
    const { outcome, deliveries } = await trace('m1');
    assert.equal(outcome, 'delivered');
    assert.deepEqual(
      deliveries[0].attempts.map(({ status, rules }: { status: number; rules: string[] }) => [status, rules]),
      [
        [503, ['fault:flaky']],
        [503, ['fault:flaky']],
        [200, ['AST-IDENT-001']],
      ],
    );
    const { steps, spent } = await fault('flaky');
    assert.equal(spent, true);
    const met = ({ step, times, spent, calls }: ShownStep) => [
      step,
      times,
      spent,
      calls.map(({ messageId, type }) => `${type} ${messageId}`),
    ];
    assert.match(steps[0].calls[0].at, /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(steps.map(met), [
      [{ status: 503, times: 2 }, 2, 2, ['identify m1', 'identify m1']],
      ['pass', 1, 1, ['identify m1']],
    ]);
    assert.equal((await users('ada')).body.users.length, 1);
  });

  it('breaks deliveries off, and Retry-After puts the next attempt off', async () => {
    const { atDestination, track, advance, trace } = bench({ choices: { 'retry-after': 'honour' } });
    await atDestination('f', [{ reset: true }, { status: 429, retryAfter: 600 }]);
    await track('/v1/identify', IDENTIFY);
    const [broken] = (await trace('m1')).deliveries[0].attempts;
    assert.deepEqual([broken.error, broken.status, broken.rules], ['ECONNRESET', undefined, ['fault:f']]);
    await advance(6_000);
    assert.equal((await trace('m1')).outcome, 'errors.awaiting-retry.429');
    await advance(597_000);
    assert.equal((await trace('m1')).outcome, 'errors.awaiting-retry.429');
    await advance(10_000);
    assert.equal((await trace('m1')).outcome, 'delivered');
  });

  it('discards a call with a final status, and a success that is made up stores nothing', async () => {
    const { atDestination, track, trace, users } = bench();
    await atDestination('f', [{ status: 400, body: { message: 'no' } }, { status: 200 }]);
    await track('/v1/identify', IDENTIFY);
    await track('/v1/identify', { ...IDENTIFY, messageId: 'm2' });
    const refused = (await trace('m1')).deliveries[0];
    assert.deepEqual([refused.outcome, refused.attempts[0].message], ['errors.discarded.400', 'no']);
    assert.equal((await trace('m2')).outcome, 'delivered');
    assert.deepEqual((await users('ada')).body, { users: [] });
  });

  it('delays a delivery by the clock of the emulator', async () => {
    const { atDestination, track, advance, trace, agent, users } = bench();
    await atDestination('slow', [{ delay: '3s' }]);
    await track('/v1/identify', IDENTIFY);
    assert.notEqual((await trace('m1')).outcome, 'delivered');
    const counts = async () => (await agent.get('/_emulator/deliveries')).body.instances.default;
    assert.deepEqual([(await counts()).underWay, (await counts()).delivered], [1, 0]);
    // The destination has the call; only its answer is late.
    assert.equal((await users('ada')).body.users.length, 1);
    const { body } = await advance(2_999);
    assert.equal(body.count, 0);
    const { fired } = (await advance(1)).body;
    assert.deepEqual(
      fired.map(({ what, messageId }: Record<string, string>) => [what, messageId]),
      [['response', 'm1']],
    );
    const { outcome, deliveries } = await trace('m1');
    assert.deepEqual([outcome, deliveries[0].attempts[0].status], ['delivered', 200]);
    assert.ok(deliveries[0].attempts[0].ms >= 3_000);
    assert.deepEqual([(await counts()).underWay, (await counts()).delivered], [0, 1]);
  });

  it('ends a delivery that is delayed for too long, and the retry is a duplicate', async () => {
    const { atDestination, track, advance, trace, agent } = bench({ timeout: 2_000 });
    await atDestination('slow', [{ delay: '3s' }]);
    await track('/v1/track', { userId: 'ada', event: 'Seen', messageId: 'm1' });
    await advance(2_000);
    const [late] = (await trace('m1')).deliveries[0].attempts;
    assert.deepEqual([late.error, late.ms, late.rules], ['ETIMEDOUT', 2_000, ['fault:slow']]);
    await advance(TWO_RETRIES_MS);
    assert.equal((await trace('m1')).outcome, 'delivered');
    const { events } = (await agent.get('/records/events?userId=ada').set(AUTHORIZED)).body;
    assert.equal(events.length, 1);
  });

  it('delivers again what was delayed when the emulator ended, if it has a data directory', async (context) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'faults-'));
    context.after(() => rm(dataDir, { recursive: true }));
    const first = await startOpen({ ...FROZEN, port: 0, dataDir });
    const write = (url: string, method: string, key: string, body: object) =>
      fetch(url, {
        method,
        headers: { authorization: basic(key), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const plan = { at: 'destination', then: [{ delay: '3s', status: 503 }] };
    await write(`${first.controlUrl}/faults/slow`, 'PUT', '', plan);
    await write(`${first.ingressUrl}/v1/identify`, 'POST', KEYS.writeKey, IDENTIFY);
    await first.close();
    const second = await startOpen({ ...FROZEN, port: 0, dataDir });
    assert.deepEqual(second.core.faults.list(), []);
    assert.deepEqual(
      second.traces().map(({ messageId, outcome }) => [messageId, outcome]),
      [['m1', 'delivered']],
    );
    await second.close();
  });

  it('forgets a delayed delivery at a reset', async () => {
    const { atDestination, track, advance, reset, agent } = bench();
    await atDestination('slow', [{ delay: 1_000, status: 503 }]);
    await track('/v1/identify', IDENTIFY);
    await reset();
    assert.equal((await advance(TWO_RETRIES_MS)).body.count, 0);
    assert.deepEqual((await agent.get('/_emulator/traces')).body.traces, []);
  });

  it("meets Engage's deliveries", async () => {
    const { atDestination, agent, advance, fault } = bench();
    await atDestination('engage', [{ status: 503 }], { 'context.personas.computation_class': 'audience' });
    await agent
      .post('/_emulator/audiences')
      .send({ name: 'VIP', members: [{ userId: 'ada' }] })
      .expect(201);
    await advance(24 * 3_600_000);
    const { steps } = await fault('engage');
    assert.deepEqual([steps[0].spent, steps[0].calls[0].type], [1, 'identify']);
  });

  it('answers a posted call in the form of the destination, names itself, and is in the journal', async () => {
    const { atDestination, send, agent, users } = bench();
    await atDestination('f', [
      { status: 503, retryAfter: 7 },
      { status: 418, body: 'short and stout' },
    ]);
    const first = await send(IDENTIFY).expect(503);
    assert.deepEqual(first.body, {
      message: 'A fault plan decided this answer: it is f.',
      code: 'fault-decided',
      retryable: true,
    });
    assert.deepEqual(
      ['retry-after', 'x-astrolabe-fault', 'x-astrolabe-faults-enabled', 'x-astrolabe-rules'].map(
        (name) => first.headers[name],
      ),
      ['7', 'f', 'f', 'fault:f'],
    );
    const second = await send({ nonsense: true }).expect(418);
    assert.equal(second.text, 'short and stout');
    assert.match(second.headers['content-type'] ?? '', /^text\/plain/);
    assert.deepEqual((await users('ada')).body, { users: [] });
    const third = await send(IDENTIFY).expect(200);
    assert.equal(third.headers['x-astrolabe-fault'], undefined);
    assert.equal(third.headers['x-astrolabe-faults-enabled'], 'f');
    const { entries } = (await agent.get('/_emulator/journal')).body;
    assert.deepEqual(
      entries.map(({ status, messageId, rules }: Record<string, never>) => [status, messageId, rules]),
      [
        [503, 'm1', ['fault:f']],
        [418, undefined, ['fault:f']],
        [200, 'm1', ['AST-IDENT-001']],
      ],
    );
  });

  it('is met by every POST to the destination, readable or not, and by nothing else', async () => {
    const { atDestination, agent, fault } = bench();
    await atDestination('f', [{ status: 500, times: 9 }]);
    await agent.get('/astrolabe').expect(400);
    const answer = await agent
      .post('/astrolabe')
      .set('content-type', 'application/json')
      .send('{')
      .expect(500);
    assert.equal(answer.headers['x-astrolabe-fault'], 'f');
    const { steps } = await fault('f');
    assert.deepEqual([steps[0].spent, steps[0].calls.length, Object.keys(steps[0].calls[0])], [1, 1, ['at']]);
  });
});

describe('a fault at the ingress', () => {
  it('refuses whole requests in the form of Segment, and processes none of their calls', async () => {
    const { atIngress, track, agent, fault } = bench();
    await atIngress('f', [{ status: 429, retryAfter: 2 }], { event: 'Signed Up' });
    const batch = [
      { type: 'track', userId: 'u', event: 'Seen', messageId: 'a' },
      { type: 'track', userId: 'u', event: 'Signed Up', messageId: 'b' },
    ];
    await track('/v1/batch', { batch: batch.slice(0, 1) }).expect(200);
    const refused = await track('/v1/batch', { batch: [...batch, { ...batch[0], messageId: 'c' }] }).expect(
      429,
    );
    assert.deepEqual(refused.body, {
      success: false,
      code: 'too_many_requests',
      message: 'the fault plan f decided this answer',
    });
    assert.deepEqual(
      ['retry-after', 'x-ratelimit-reset', 'x-astrolabe-fault', 'access-control-allow-origin'].map(
        (name) => refused.headers[name],
      ),
      ['2', '2', 'f', '*'],
    );
    const { traces } = (await agent.get('/_emulator/traces')).body;
    assert.deepEqual(
      traces.map(({ messageId }: { messageId: string }) => messageId),
      ['a'],
    );
    const [{ spent, calls }] = (await fault('f')).steps;
    assert.deepEqual([spent, calls.map(({ messageId }: { messageId: string }) => messageId)], [1, ['b']]);
    await track('/v1/batch', { batch: batch.slice(1) }).expect(200, { success: true });
  });

  it('knows the type of a call from its route, and leaves metrics alone', async () => {
    const { atIngress, track, fault } = bench();
    await atIngress('f', [{ status: 500 }], { type: 'track' });
    await atIngress('all', [{ status: 502 }]);
    await track('/v1/m', { series: [] }).expect(200);
    await track('/v1/t', { userId: 'u', event: 'e', messageId: 'x' }).expect(500);
    await track('/v1/identify', IDENTIFY).expect(502);
    assert.deepEqual([(await fault('f')).spent, (await fault('all')).spent], [true, true]);
  });

  it('can lose calls that it acknowledges', async () => {
    const { atIngress, track, agent } = bench();
    await atIngress('lossy', [{ status: 200 }]);
    await track('/v1/identify', IDENTIFY).expect(200, { success: true });
    assert.deepEqual((await agent.get('/_emulator/traces')).body.traces, []);
  });

  it('cannot refuse a pixel, which passes and spends nothing', async () => {
    const { atIngress, agent, fault, trace } = bench();
    await atIngress('f', [{ status: 503 }]);
    const pixel = () =>
      agent
        .get('/v1/pixel/track')
        .query({ writeKey: KEYS.writeKey, userId: 'u', event: 'Opened', messageId: 'p' });
    const { headers } = await pixel().expect(200);
    assert.equal(headers['content-type'], 'image/gif');
    const { spent, pixelsPassed, steps } = await fault('f');
    assert.deepEqual([spent, pixelsPassed, steps[0].spent], [false, 1, 0]);
    assert.equal((await trace('p')).outcome, 'delivered');
    await atIngress('f', [{ reset: true }]);
    await assert.rejects(pixel(), { code: 'ECONNRESET' });
    assert.equal((await fault('f')).spent, true);
  });
});

describe('a fault at the Records API', () => {
  it('answers questions about one collection or one person', async () => {
    const { atRecords, agent, users, fault } = bench();
    await atRecords('one', [{ status: 500 }], { collection: 'users', userId: 'ada' });
    await atRecords('any', [{ status: 200, times: 1 }], { collection: 'events' });
    await users('bob').expect(200);
    await agent.get('/records/accounts?groupId=g').set(AUTHORIZED).expect(200);
    const { body, headers } = await users('ada').expect(500);
    assert.deepEqual([body.code, headers['x-astrolabe-fault']], ['fault-decided', 'one']);
    await users('ada').expect(200);
    await agent.get('/records/events?userId=ada').set(AUTHORIZED).expect(200, { events: [] });
    const [{ calls }] = (await fault('one')).steps;
    assert.deepEqual([calls[0].collection, calls[0].userId], ['users', 'ada']);
  });
});

describe('a fault over a connection', () => {
  it('breaks it off without an answer, and processes nothing', async () => {
    const { atDestination, atIngress, atRecords, send, track, users, agent } = bench();
    for (const [id, set] of Object.entries({ atDestination, atIngress, atRecords })) {
      await set(id, [{ reset: true }]);
    }
    await assert.rejects(send(IDENTIFY), { code: 'ECONNRESET' });
    await assert.rejects(track('/v1/identify', IDENTIFY), { code: 'ECONNRESET' });
    await assert.rejects(users('ada'), { code: 'ECONNRESET' });
    assert.deepEqual((await users('ada').expect(200)).body, { users: [] });
    assert.deepEqual((await agent.get('/_emulator/traces')).body.traces, []);
  });

  it('delays an answer in real time, also with a frozen clock', async () => {
    const { atDestination, send } = bench();
    await atDestination('slow', [{ delay: 30 }, { delay: '30ms', status: 504 }, { delay: 10, reset: true }]);
    for (const status of [200, 504]) {
      const begun = performance.now();
      const { headers } = await send(IDENTIFY).expect(status);
      assert.ok(performance.now() - begun >= 29);
      assert.equal(headers['x-astrolabe-fault'], 'slow');
    }
    await assert.rejects(send(IDENTIFY), { code: 'ECONNRESET' });
  });

  it('does not hold the emulator up when it closes', async () => {
    const emulator = await startOpen({ ...KEYS, port: 0 });
    await fetch(`${emulator.controlUrl}/faults/slow`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ at: 'records', then: [{ delay: '1m' }] }),
    });
    const gone = new AbortController();
    const answer = fetch(`${emulator.recordsUrl}/users?userId=ada`, {
      headers: AUTHORIZED,
      signal: gone.signal,
    });
    const met = emulator.core.faults.spent('slow', new AbortController().signal);
    assert.equal(await met, 'spent');
    gone.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await emulator.close();
  });
});

describe('a fault in a world', () => {
  it('is met and named in this world only', async () => {
    const { agent, atDestination } = bench();
    const open = async () => (await agent.post('/_emulator/worlds').send({}).expect(201)).body.world;
    const [one, other] = [await open(), await open()];
    const plan = (at: string) => ({ at, then: [{ status: 500, times: 9 }] });
    for (const at of ['destination', 'ingress', 'records']) {
      await agent.put(`/_emulator/worlds/${one.id}/faults/${at}`).send(plan(at)).expect(200);
    }
    await atDestination('standard', ['pass']);
    const named = async (world: typeof one, path: string) => {
      const { status, headers } = await (path.startsWith('/records')
        ? agent.get(path).set({ authorization: basic(world.apiKey) })
        : path.startsWith('/v1/pixel')
          ? agent.get(path).query({ writeKey: world.writeKey, userId: 'u' })
          : agent
              .post(path)
              .set({ authorization: basic(path === '/astrolabe' ? world.apiKey : world.writeKey) })
              .send(IDENTIFY));
      return [status, headers['x-astrolabe-faults-enabled'], headers['x-astrolabe-fault']];
    };
    const all = 'destination, ingress, records';
    for (const [path, id] of [
      ['/astrolabe', 'destination'],
      ['/v1/identify', 'ingress'],
      ['/records/users?userId=ada', 'records'],
    ] as const) {
      assert.deepEqual(await named(one, path), [500, all, id], path);
      assert.deepEqual(await named(other, path), [200, undefined, undefined], path);
    }
    assert.deepEqual(await named(one, '/v1/pixel/identify'), [200, all, undefined]);
    assert.deepEqual(await named(other, '/v1/pixel/identify'), [200, undefined, undefined]);
    const shown = await agent.get(`/_emulator/worlds/${other.id}/faults`).expect(200);
    assert.deepEqual([shown.body, shown.headers['x-astrolabe-faults-enabled']], [{ faults: [] }, undefined]);
  });
});

describe('fault plans', () => {
  it('are tried in the order in which they were first set, the first that is about a call and not spent', async () => {
    const { atDestination, send, list, set } = bench();
    await atDestination('b', [{ status: 500 }]);
    await atDestination('a', [{ status: 502, times: 2 }]);
    await send(IDENTIFY).expect(500);
    await send(IDENTIFY).expect(502);
    const replaced = await set('b', { at: 'destination', then: [{ status: 504 }] });
    assert.deepEqual([replaced.body.fault.spent, replaced.body.fault.steps[0].spent], [false, 0]);
    assert.deepEqual(
      (await list()).map(({ id }: { id: string }) => id),
      ['b', 'a'],
    );
    const { headers } = await send(IDENTIFY).expect(504);
    assert.equal(headers['x-astrolabe-faults-enabled'], 'b, a');
    await send(IDENTIFY).expect(502);
    await send(IDENTIFY).expect(200);
  });

  it('are removed one by one, and all by a reset', async () => {
    const { atDestination, send, agent, reset, list } = bench();
    await atDestination('a', [{ status: 500 }]);
    await atDestination('b', [{ status: 502 }]);
    await agent.delete('/_emulator/faults/a').set('content-type', 'application/json').expect(200);
    await agent.delete('/_emulator/faults/a').set('content-type', 'application/json').expect(404);
    await agent.get('/_emulator/faults/a').expect(404);
    await reset();
    assert.deepEqual(await list(), []);
    const { headers } = await send(IDENTIFY).expect(200);
    assert.ok(!Object.keys(headers).some((name) => name.startsWith('x-astrolabe-fault')));
  });

  it('are limited in number, but can be replaced', async () => {
    const { set } = bench();
    const plan = { at: 'records', then: ['pass'] };
    for (let number = 1; number <= 100; number += 1) await set(`f${number}`, plan);
    const { body } = await set('one-more', plan, 409);
    assert.equal(body.code, 'faults-full');
    await set('f1', plan);
  });

  it('are named on every answer, whatever it is about', async () => {
    const { atRecords, agent } = bench();
    await atRecords('f', ['pass']);
    for (const path of [
      '/',
      '/nothing',
      '/v1/nothing',
      '/_emulator/live',
      '/_emulator/nothing',
      '/records/users',
    ]) {
      assert.equal((await agent.get(path)).headers['x-astrolabe-faults-enabled'], 'f', path);
    }
  });
});

/** Bodies that are refused, the pointers to what is wrong, and what the message says. */
const BAD: readonly (readonly [body: unknown, pointers: readonly string[], message: RegExp])[] = [
  [undefined, [''], /must be an object/],
  [[], [''], /must be an object/],
  [{}, ['', ''], /needs at.*needs then/],
  [{ at: 'engage', then: ['pass'] }, ['/at'], /"destination", "ingress" or "records"/],
  [{ at: 'ingress', then: [] }, ['/then'], /must not be empty/],
  [{ at: 'ingress', then: ['fail'] }, ['/then/0'], /must be "pass"/],
  [{ at: 'ingress', then: [{}] }, ['/then/0'], /changes nothing/],
  [{ at: 'ingress', then: ['pass', { times: 3 }] }, ['/then/1'], /changes nothing/],
  [{ at: 'ingress', then: [{ delay: 0 }] }, ['/then/0'], /changes nothing/],
  [{ at: 'ingress', then: [{ status: 503, times: 0 }] }, ['/then/0/times'], /at least 1/],
  [{ at: 'ingress', then: [{ status: 99 }] }, ['/then/0/status'], /at least 200/],
  [{ at: 'ingress', then: [{ status: 1000 }] }, ['/then/0/status'], /at most 599/],
  [{ at: 'ingress', then: [{ code: 503 }] }, ['/then/0/code'], /write status, reset/],
  [{ at: 'ingress', then: [{ retryAfter: 2 }] }, ['/then/0/retryAfter'], /needs a status/],
  [{ at: 'ingress', then: [{ delay: 5, body: {} }] }, ['/then/0/body'], /needs a status/],
  [{ at: 'ingress', then: [{ reset: true, status: 503 }] }, ['/then/0/status'], /only one of them/],
  [{ at: 'ingress', then: [{ status: 204, body: 'x' }] }, ['/then/0/body'], /has none/],
  [{ at: 'ingress', then: [{ delay: 'long' }] }, ['/then/0/delay'], /"300ms" or "3s"/],
  [{ at: 'ingress', then: [{ delay: '2m' }] }, ['/then/0/delay'], /at most a minute/],
  [{ at: 'ingress', then: [{ delay: 60_001 }] }, ['/then/0/delay'], /at most a minute/],
  [
    { at: 'ingress', where: { 'a/b': { $unlike: 1 } }, then: ['pass'] },
    ['/where/a~1b/$unlike'],
    /not an operator/,
  ],
  [{ at: 'ingress', where: [{ path: [], is: 1 }], then: ['pass'] }, ['/where/0/is'], /the path/],
  [
    { at: 'ingress', where: [{ path: 'a', is: 1, not: 2 }], then: ['pass'] },
    ['/where/0/not'],
    /write path or is/,
  ],
  [
    { at: 'destination', where: [{ path: 'type', is: 'x' }], then: ['pass'] },
    ['/where/0/is'],
    /no call has this type/,
  ],
  [{ at: 'destination', where: { type: 'trak' }, then: ['pass'] }, ['/where/type'], /did you mean track\?/],
  [
    { at: 'ingress', where: { type: { $in: ['x', 'y'] } }, then: ['pass'] },
    ['/where/type'],
    /no call has this type/,
  ],
  [
    { at: 'ingress', where: { type: { $in: [] } }, then: ['pass'] },
    ['/where/type/$in'],
    /at least one value/,
  ],
  [{ at: 'records', where: { userId: { $in: [7] } }, then: ['pass'] }, ['/where/userId'], /in quotes/],
  [
    { at: 'ingress', where: { type: { $eq: 'track', $in: ['page', 'group'] } }, then: ['pass'] },
    ['/where/type'],
    /meets all of these conditions: leave out one/,
  ],
  [
    {
      at: 'destination',
      where: [
        { path: 'type', is: 'track' },
        { path: ['type'], is: 'identify' },
      ],
      then: ['pass'],
    },
    ['/where/1/is'],
    /meets all of these conditions: leave out one/,
  ],
  [{ at: 'ingress', where: { type: 7 }, then: ['pass'] }, ['/where/type'], /write identify/],
  [
    { at: 'ingress', where: { type: { $startsWith: 'x' } }, then: ['pass'] },
    ['/where/type'],
    /no call has this type: write identify/,
  ],
  [
    { at: 'destination', where: { event: 'Seen', 'event.name': 'x' }, then: ['pass'] },
    ['/where/event.name'],
    /meets all of these conditions/,
  ],
  [
    { at: 'records', where: { collection: { $endsWith: 'x' } }, then: ['pass'] },
    ['/where/collection'],
    /users, accounts, events/,
  ],
  [
    { at: 'records', where: { collection: { $startsWith: 'a' }, anonymousId: 'a' }, then: ['pass'] },
    ['/where/anonymousId'],
    /write groupId/,
  ],
  [
    {
      at: 'records',
      where: { userId: { $startsWith: 'u' }, groupId: { $exists: true } },
      then: ['pass'],
    },
    ['/where/userId'],
    /one parameter/,
  ],
  [{ at: 'records', where: { userId: { $gt: 7 } }, then: ['pass'] }, ['/where/userId'], /in quotes/],
  [
    { at: 'records', where: { type: 'track' }, then: ['pass'] },
    ['/where/type'],
    /no calls: write one of collection/,
  ],
  [
    { at: 'records', where: { collection: 'user' }, then: ['pass'] },
    ['/where/collection'],
    /users, accounts, events/,
  ],
  [{ at: 'records', where: { userId: 7 }, then: ['pass'] }, ['/where/userId'], /in quotes/],
  [
    { at: 'records', where: { collection: 'accounts', userId: 'u' }, then: ['pass'] },
    ['/where/userId'],
    /write groupId/,
  ],
  [
    { at: 'records', where: { groupId: 'g', userId: 'u' }, then: ['pass'] },
    ['/where/groupId'],
    /one parameter/,
  ],
  [
    { at: 'ingress', where: { a: JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`) }, then: ['pass'] },
    [''],
    /nested/,
  ],
];

describe('a fault plan that can never act', () => {
  for (const [body, pointers, message] of BAD) {
    it(`is refused: ${JSON.stringify(body)?.slice(0, 80)}`, async () => {
      const { agent, atDestination, list } = bench();
      await atDestination('f', [{ status: 503 }]);
      const before = await list();
      const answer = await agent
        .put('/_emulator/faults/f')
        .set('content-type', 'application/json')
        .send(body === undefined ? '' : JSON.stringify(body))
        .expect(400);
      assert.equal(answer.body.code, 'control-invalid');
      assert.deepEqual(
        answer.body.violations.map(({ pointer }: { pointer: string }) => pointer),
        pointers,
      );
      assert.match(answer.body.message, message);
      assert.deepEqual(await list(), before);
    });
  }

  for (const id of ['__proto__', '-x', 'a%2Cb', 'x'.repeat(65), '%C3%A9', 'a%0Ab']) {
    it(`is refused with the id ${id.slice(0, 20)}`, async () => {
      const { set, list } = bench();
      const { body } = await set(id, { at: 'ingress', then: ['pass'] }, 400);
      assert.match(body.message, /the id in the path must have/);
      assert.deepEqual(await list(), []);
    });
  }
});
