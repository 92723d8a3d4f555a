import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ControlError, createOpenWorld, ExpectationUnmet, type FetchLike } from './index.ts';

const controlUrl = 'http://127.0.0.1:4100/_emulator';

/** A world whose expectations are answered with this. */
async function worldAnswering(status: number, answer: object) {
  const sent: unknown[] = [];
  const fetch: FetchLike = async (url, { body, signal }) => {
    if (signal?.aborted === true) throw signal.reason;
    const isOpening = url.endsWith('/worlds');
    if (!isOpening) sent.push(JSON.parse(body ?? ''));
    const world = { id: 'abcdef012345', controlUrl: `${controlUrl}/worlds/abcdef012345` };
    const text = JSON.stringify(isOpening ? { world } : answer);
    return { status: isOpening ? 201 : status, headers: { get: () => null }, text: async () => text };
  };
  const open = createOpenWorld({ controlUrl, controlToken: undefined, fetch, startEmbedded: undefined });
  return { world: await open(), sent };
}

const AT = '2030-01-01T00:00:00.000Z';
const UNMET = {
  message: 'The expected calls did not come.',
  code: 'expectation-unmet',
  matched: 0,
  calls: [],
};

describe('expect', () => {
  it('resolves with the calls', async () => {
    const calls = [{ messageId: 'm1', type: 'track', at: AT, stage: 'stored' }];
    const { world, sent } = await worldAnswering(200, { matched: 1, calls });
    const where = { type: 'track', 'properties.plan': { $in: ['pro', 'team'] } };
    const options = { stage: 'delivered', times: { exactly: 1 }, within: '2s', quiet: 100 } as const;
    assert.deepEqual(await world.expect(where, options), { matched: 1, calls });
    await world.expect([{ path: ['properties', 'a.b'], is: 1 }]);
    await world.expect();
    assert.deepEqual(sent, [{ where, ...options }, { where: [{ path: ['properties', 'a.b'], is: 1 }] }, {}]);
  });

  it('shows what was expected, how many came, the nearest calls and how each differs', async () => {
    const nearest = [
      {
        call: { messageId: 'm1', type: 'track', event: 'Signed up', userId: 'ada', at: AT, stage: 'stored' },
        differs: [
          { path: 'event', expected: 'Signed Up', actual: 'Signed up' },
          { path: ['properties', 'total.billed'], expected: { $gte: 10, $lt: 20 } },
        ],
      },
      {
        call: { type: 'identify', anonymousId: 'a1', at: AT, stage: 'received' },
        differs: [{ path: 'type', expected: 'track', actual: 'identify' }],
      },
    ];
    const { world } = await worldAnswering(409, {
      ...UNMET,
      nearest,
      incomplete: 'Older calls were dropped.',
    });
    const where = [
      { path: 'event', is: 'Signed Up' },
      { path: ['properties', 'total.billed'], is: { $gte: 10, $lt: 20 } },
    ];
    const error = await world
      .expect(where, { times: { exactly: 2 }, within: '300ms' })
      .catch((thrown) => thrown);
    assert.ok(error instanceof ExpectationUnmet);
    assert.equal(
      error.message,
      `expected exactly 2 calls stored within 300 ms with
    event = "Signed Up"
    properties."total.billed" $gte 10 and $lt 20
but 0 calls match
the nearest calls:
  1. track "Signed up" of ada at ${AT}, stored (m1)
       event is "Signed up", expected "Signed Up"
       properties."total.billed" is not there, expected $gte 10 and $lt 20
  2. identify of a1 at ${AT}, received
       type is "identify", expected "track"
Older calls were dropped.`,
    );
    assert.deepEqual([error.matched, error.calls, error.nearest], [0, [], nearest]);
    assert.equal(error.incomplete, 'Older calls were dropped.');
  });

  it('is short if no call came, or too many match', async () => {
    const none = await worldAnswering(409, { ...UNMET, nearest: [] });
    await assert.rejects(none.world.expect(), {
      message: 'expected at least 1 call stored within 5 s\nbut 0 calls match\nno other call arrived',
    });
    const many = await worldAnswering(409, { ...UNMET, matched: 1, nearest: [] });
    await assert.rejects(many.world.expect({ type: 'track' }, { times: { atMost: 0 }, stage: 'received' }), {
      message: 'expected at most 0 calls received within 5 s with\n    type = "track"\nbut 1 call matches',
    });
  });

  it('lists what matches, if too many calls do', async () => {
    const calls = Array.from({ length: 7 }, (_, index) => ({
      type: 'track',
      event: `E${index}`,
      at: AT,
      stage: 'stored',
    }));
    const nearest = [{ call: { type: 'identify', at: AT, stage: 'stored' }, differs: [] }];
    const { world } = await worldAnswering(409, { ...UNMET, matched: 7, calls, nearest });
    const lines = [
      'expected exactly 1 call stored within 5 s',
      'but 7 calls match',
      'the latest 5 of them:',
      ...calls.slice(2).map(({ event }, index) => `  ${index + 1}. track "${event}" at ${AT}, stored`),
    ];
    await assert.rejects(world.expect({}, { times: { exactly: 1 } }), { message: lines.join('\n') });
  });

  it('says why the nearest call went no further, and how many came under an unknown key', async () => {
    const reason = 'no_user_anon_id';
    const call = { type: 'track', at: AT, stage: 'failed on ingest', reason, meaning: 'send one of them' };
    const differs = [{ path: 'stage', expected: 'stored', actual: 'failed on ingest' }];
    const answer = { ...UNMET, nearest: [{ call, differs }], unknownKey: 2 };
    const { world } = await worldAnswering(409, answer);
    const { message }: Error = await world.expect().catch((thrown) => thrown);
    assert.match(message, /failed on ingest as no_user_anon_id\n/);
    assert.match(message, /\n {7}no_user_anon_id: send one of them\n2 calls came with a write key/);
  });

  it('cuts long values', async () => {
    const actual = 'x'.repeat(10_000);
    const nearest = [
      { call: { type: 'track', at: AT, stage: 'stored' }, differs: [{ path: 'a', expected: 1, actual }] },
    ];
    const { world } = await worldAnswering(409, { ...UNMET, nearest });
    const error: Error = await world.expect({ a: 1 }).catch((thrown) => thrown);
    assert.ok(error.message.length < 600);
    assert.match(error.message, /a is "x{199}… \(10002 characters\), expected 1$/);
  });

  it('passes on what the emulator refuses', async () => {
    const message = 'This can never be met: page calls are not stored.';
    const { world } = await worldAnswering(400, { message, code: 'expectation-impossible' });
    const error = await world.expect({ type: 'page' }).catch((thrown) => thrown);
    assert.ok(error instanceof ControlError && !(error instanceof ExpectationUnmet));
    assert.ok(error.message.startsWith(message));
  });

  it('ends with its signal, and not with a sentence about the emulator', async () => {
    const { world } = await worldAnswering(200, {});
    const reason = new Error('the test is over');
    await assert.rejects(world.expect({}, { signal: AbortSignal.abort(reason) }), reason);
  });
});
