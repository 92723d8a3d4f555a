import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from '../../safe-text/index.ts';
import { BlockedExample } from '../errors.ts';
import { createCallBudget } from './call-budget.ts';
import type { HttpClient, HttpResponse, NoResponse } from './client/index.ts';
import { createNetworkLog } from './network-log.ts';
import { createPace, type Timing } from './pace.ts';
import { createRecorder } from './recorder.ts';
import { createRequestQueue } from './request-queue.ts';

const OK: HttpResponse = { status: 202, headers: {}, body: '' };
const RESET: NoResponse = { code: 'ECONNRESET', failure: 'connection closed (ECONNRESET)' };
const CALL = { method: 'POST', url: 'http://127.0.0.1:1/', headers: {}, body: '{}' } as const;
const throttled = (retryAfter?: string): HttpResponse => ({
  status: 429,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  body: '',
});

/** A queue in front of a client that gives these responses in turn, and the last one for ever. */
function queueOf(responses: readonly (HttpResponse | NoResponse)[], most?: number, stopped = () => false) {
  let time = 1000;
  const timing: Timing = {
    now: () => time,
    sleep: async (ms) => {
      time += ms;
    },
  };
  const connections: boolean[] = [];
  const client: HttpClient = {
    close: async () => {},
    async send(_, how) {
      connections.push(how?.fresh === true);
      return responses[Math.min(connections.length, responses.length) - 1] ?? OK;
    },
  };
  const network = createNetworkLog((text) => text);
  const recorder = createRecorder('AST-IDENT-001.1');
  const queue = createRequestQueue({
    client,
    pace: createPace(undefined, timing, stopped),
    redactor: createRedactor([]),
    timing,
    tally: { call: 0, marker: 0, records: 0 },
    network,
    budget: createCallBudget(most),
    stopped,
  });
  const send = () => queue.send(CALL, { purpose: 'call' }, recorder);
  return { send, connections, network, recorder, elapsed: () => time - 1000 };
}

describe('a request that the target throttles', () => {
  it('is sent again after the time that was asked for, which is counted', async () => {
    const { send, network, recorder, elapsed } = queueOf([throttled('2'), throttled(), OK]);
    assert.deepEqual(await send(), OK);
    assert.equal(elapsed(), 3000);
    assert.equal(recorder.waitedMs, 3000);
    const { throttled: times, throttledMs, unsteady } = network.summary();
    assert.deepEqual([times, throttledMs, unsteady], [2, 3000, 0]);
    assert.deepEqual(
      recorder.exchanges.map(({ sentAgain }) => sentAgain),
      ['throttled', 'throttled', undefined],
    );
  });

  for (const hint of ['0', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
    it(`waits all the same if Retry-After is ${hint}, and gives up after a minute and few tries`, async () => {
      const { send, connections, elapsed } = queueOf([throttled(hint)]);
      await assert.rejects(send(), BlockedExample);
      assert.ok(elapsed() <= 60_000);
      assert.ok(connections.length < 50, `${connections.length} tries`);
    });
  }

  it('counts every try for --max-calls', async () => {
    const { send, connections } = queueOf([throttled('0')], 5);
    await assert.rejects(send(), /no more than 5 calls/);
    assert.equal(connections.length, 5);
  });

  it('is given up as soon as the run is stopped', async () => {
    let isStopped = false;
    const { send, elapsed } = queueOf([throttled('50')], undefined, () => isStopped);
    const sent = send();
    isStopped = true;
    await assert.rejects(sent, /the run was stopped/);
    assert.ok(elapsed() < 50_000);
  });
});

describe('a connection that closes before the response', () => {
  it('is not a fault if it was idle: the request is sent again at once, on a new connection', async () => {
    const { send, connections, network, elapsed } = queueOf([{ ...RESET, idleMs: 50 }, OK]);
    assert.deepEqual(await send(), OK);
    assert.deepEqual(connections, [false, true]);
    assert.equal(elapsed(), 0);
    assert.deepEqual([network.summary().reopened, network.summary().unsteady], [1, 0]);
  });

  it('is unsteady if it was in use', async () => {
    const { send, network } = queueOf([{ ...RESET, idleMs: 49 }, OK]);
    assert.deepEqual(await send(), OK);
    assert.deepEqual([network.summary().reopened, network.summary().unsteady], [0, 1]);
    const [unsteady] = network.unsteadyCalls();
    assert.equal(unsteady?.example, 'AST-IDENT-001.1');
  });

  it('is opened again one time only', async () => {
    const { send, connections } = queueOf([{ ...RESET, idleMs: 60 }, { ...RESET, idleMs: 60 }, OK]);
    assert.ok('failure' in (await send()));
    assert.equal(connections.length, 2);
  });

  it('is left to the caller if it was new', async () => {
    const { send, connections } = queueOf([RESET, OK]);
    assert.ok('failure' in (await send()));
    assert.equal(connections.length, 1);
  });
});
