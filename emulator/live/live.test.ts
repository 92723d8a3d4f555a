import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench, KEYS } from '../testing.ts';
import { createLive, type LiveMessage, MOST_READERS } from './live.ts';
import { placeFrom, textOf } from './place.ts';
import type { LiveState } from './shown.ts';

/** An emulator with a live view whose time is moved by hand. */
function bench(options: Parameters<typeof createBench>[0] = {}) {
  const emulator = createBench(options);
  const { traces, journal, watch } = emulator.core;
  const due = new Set<() => void>();
  const live = createLive({
    ...{ traces, journal, watch, run: 'start' },
    timer(_ms, run) {
      due.add(run);
      return () => due.delete(run);
    },
  });
  const tick = () => {
    const now = [...due];
    due.clear();
    for (const run of now) run();
    return now.length;
  };
  const follow = (after?: string) => {
    const got: LiveMessage[] = [];
    const reader = { ready: true, ended: false, state: {} as LiveState };
    const leave = live.follow(
      {
        isReady: () => reader.ready,
        take: (message) => got.push(message),
        state: () => reader.state,
        end() {
          reader.ended = true;
        },
      },
      after === undefined ? undefined : placeFrom(after),
    );
    /** What came since it was asked last, in short. */
    const taken = () => got.splice(0).map(short);
    return { reader, leave, taken, got };
  };
  return { ...emulator, live, tick, follow };
}

function short({ event, data }: LiveMessage): unknown[] {
  if (event !== 'calls') return [event, data];
  const { calls, requests, counts, leftOut } = data;
  return [
    event,
    calls.map(({ position, messageId, result }) => `${position} ${messageId} ${result}`),
    requests.map(({ position, status, path }) => `${position} ${status} ${path ?? ''}`.trim()),
    ...(counts === undefined ? [] : [Object.values(counts).join(' ')]),
    ...(leftOut === 0 ? [] : [leftOut]),
  ];
}

const track = (messageId: string) => ({ type: 'track', userId: 'u1', event: 'Seen', messageId });

describe('the live view', () => {
  it('begins with what is kept, and goes on with what comes, ten times a second at most', () => {
    const { post, tick, follow } = bench();
    post('/v1/track', track('m0'));
    const { taken } = follow();
    assert.deepEqual(taken(), [
      ['calls', ['0 m0 accepted'], []],
      ['state', {}],
    ]);
    post('/v1/track', track('m1'));
    post('/v1/track', track('m2'));
    assert.deepEqual(taken(), []);
    assert.equal(tick(), 1);
    assert.deepEqual(taken(), [['calls', ['1 m1 accepted', '2 m2 accepted'], [], '2 0 0 0']]);
    assert.equal(tick(), 0);
  });

  it('shows requests to the destination itself and to no route, and no delivery twice', () => {
    const { core, post, send, tick, follow } = bench();
    const { taken } = follow();
    send({ type: 'identify', userId: 'u1' });
    send('not JSON');
    post('/v1/track', track('m1'));
    core.journal.noteUnmet({
      method: 'POST',
      path: '/v2',
      status: 404,
      code: 'not-found',
      nearest: undefined,
    });
    tick();
    assert.deepEqual(taken(), [
      ['state', {}],
      ['calls', ['0 m1 accepted'], ['0 200', '1 400', '3 404 /v2'], '2 0 2 0'],
    ]);
  });

  it('shows a call again when more has happened to it, with the same position', async () => {
    const { core, post, tick, follow } = bench({ limits: { users: 1 } });
    core.clock.freeze();
    post('/v1/identify', { userId: 'u1', messageId: 'm0' });
    const { taken } = follow();
    post('/v1/identify', { userId: 'u2', messageId: 'm1' });
    tick();
    assert.deepEqual(taken().at(-1), ['calls', ['1 m1 waiting'], [], '0 1 0 0']);
    await core.clock.move((now) => now + 24 * 60 * 60 * 1_000);
    tick();
    assert.deepEqual(taken(), [['calls', ['1 m1 failed'], [], '0 0 0 0']]);
  });

  it('leaves out what nobody could read, and counts it', () => {
    const { post, tick, follow } = bench();
    const { taken } = follow();
    for (let number = 0; number < 450; number += 1) post('/v1/track', track(`m${number}`));
    tick();
    const [, [, calls, , counts, leftOut] = []] = taken() as [unknown, unknown[]?];
    assert.equal((calls as string[]).length, 200);
    assert.equal((calls as string[])[0], '250 m250 accepted');
    assert.deepEqual([counts, leftOut], ['450 0 0 0', 250]);
  });

  it('goes on where a reader was, and tells of what is not kept any more', () => {
    const { post, follow } = bench({ limits: { traces: 3 } });
    const first = follow();
    const { id } = first.got.at(-1) as LiveMessage;
    first.leave();
    for (const name of ['m0', 'm1', 'm2', 'm3', 'm4']) post('/v1/track', track(name));
    const { taken } = follow(id);
    assert.deepEqual(taken().slice(0, 2), [
      ['gap', { missed: 2 }],
      ['calls', ['2 m2 accepted', '3 m3 accepted', '4 m4 accepted'], [], '3 0 0 0'],
    ]);
  });

  it('begins again after a reset, and for a reader of an earlier start', () => {
    const { core, live, post, tick, follow } = bench();
    const { taken } = follow('earlier-0.7.0');
    assert.deepEqual(taken(), [
      ['reset', {}],
      ['state', {}],
    ]);
    post('/v1/track', track('m0'));
    tick();
    taken();
    core.reset();
    live.reset();
    post('/v1/track', track('m1'));
    tick();
    assert.deepEqual(
      taken().map(([event]) => event),
      ['reset', 'calls'],
    );
  });

  it('tells of a state that has changed, and of nothing else', () => {
    const { live, tick, follow } = bench();
    const { reader, taken } = follow();
    taken();
    live.touch();
    tick();
    assert.deepEqual(taken(), []);
    reader.state = { unmet: 1 } as LiveState;
    live.touch();
    tick();
    assert.deepEqual(taken(), [['state', { unmet: 1 }]]);
  });

  it('waits for a reader that does not keep up, and keeps nobody else waiting', () => {
    const { live, post, tick, follow } = bench();
    const slow = follow();
    const quick = follow();
    slow.taken();
    quick.taken();
    slow.reader.ready = false;
    post('/v1/track', track('m0'));
    tick();
    assert.deepEqual([slow.taken().length, quick.taken().length], [0, 1]);
    slow.reader.ready = true;
    live.touch();
    tick();
    assert.deepEqual(slow.taken(), [['calls', ['0 m0 accepted'], [], '1 0 0 0']]);
  });

  it('watches nothing while nobody reads, and ends its readers', () => {
    const { core, live, post, tick, follow } = bench();
    const before = core.watch.watchers.length;
    const { reader, leave } = follow();
    const other = follow();
    assert.equal(core.watch.watchers.length, before + 1);
    leave();
    live.end();
    assert.equal(core.watch.watchers.length, before);
    post('/v1/track', track('m0'));
    assert.deepEqual([tick(), reader.ended, other.reader.ended], [0, false, true]);
  });

  it('has room for many windows, and not for any number', () => {
    const { live, follow } = bench();
    for (let number = 0; number < MOST_READERS; number += 1) {
      assert.equal(live.isFull, false);
      follow();
    }
    assert.equal(live.isFull, true);
  });
});

describe('the place of a reader', () => {
  it('is read as it was written', () => {
    const place = { run: 'lx2k9c0a-3', traces: 120, journal: 4 };
    assert.deepEqual(placeFrom(textOf(place)), place);
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      '7',
      'a.b.c',
      `${KEYS.apiKey}`,
      'a.1',
      'a.-1.2',
      'a.1.2.3',
      'a.1.99999999999999999',
    ]) {
      assert.equal(placeFrom(text), undefined, text);
    }
  });
});
