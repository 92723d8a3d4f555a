import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCore } from '../core.ts';
import { resolveOptions } from '../options/index.ts';
import { basic, KEYS, START } from '../testing.ts';
import type { World } from './world.ts';
import { createWorlds, MOST_WORLDS } from './worlds.ts';

const SECOND = 1_000;

/** Worlds without a socket, whose real time only moves by hand. */
function bench() {
  let now = START;
  const makeCore = (options: ReturnType<typeof resolveOptions>) =>
    createCore(options, () => Promise.resolve({ error: 'ECONNREFUSED', ms: 0 }));
  const options = resolveOptions({ ...KEYS, clock: { now: () => now } });
  const worlds = createWorlds(options, makeCore(options), makeCore);
  return {
    worlds,
    wait(ms: number) {
      now += ms;
    },
  };
}

const header = (world: World) => basic(world.options.apiKey);

describe('a world', () => {
  it('is found by each of its keys, and by by no others', () => {
    const { worlds } = bench();
    const [one, other] = [worlds.open({}), worlds.open({})];
    const { apiKey, blockingApiKey, restrictedApiKey, writeKey } = one.options;
    for (const key of [apiKey, blockingApiKey, restrictedApiKey, writeKey]) {
      assert.equal(worlds.ofKey(key), one);
      assert.equal(worlds.ofHeader(basic(key)), one);
      assert.equal(worlds.ofHeader(`Basic ${Buffer.from(`:${key}`).toString('base64')}`), one);
    }
    assert.equal(worlds.ofKey(other.options.writeKey), other);
  });

  it('is the default one for every other header', () => {
    const { worlds } = bench();
    const { options } = worlds.open({});
    const odd = [undefined, '', 'Basic', 'Basic !', 'Bearer x', basic('x'), basic(KEYS.apiKey)];
    for (const given of [...odd, basic(options.apiKey.slice(0, -1)), basic(`${options.apiKey}0`)]) {
      assert.equal(worlds.ofHeader(given), worlds.standard, given);
    }
    // The id is not a secret: who knows it and guesses the rest is that world's unknown caller.
    const guessed = `${options.apiKey.slice(0, 16)}${'0'.repeat(32)}`;
    const { core } = worlds.ofHeader(basic(guessed));
    assert.deepEqual('error' in core.destination.authenticate(basic(guessed)), true);
  });

  it('has records, a clock and choices of its own', async () => {
    const { worlds } = bench();
    const one = worlds.open({ clock: Date.UTC(2030, 0, 1), choices: { 'accepted-status': '202' } });
    const other = worlds.open({ clock: 'frozen' });
    const inbound = {
      method: 'POST',
      authorization: header(one),
      contentType: 'application/json',
      payload: { kind: 'value', value: { type: 'identify', userId: 'u1' } },
    } as const;
    assert.equal(one.core.destination.deliver(inbound).status, 202);
    assert.equal(one.core.destination.counts().allowing?.users, 1);
    for (const { core } of [other, worlds.standard])
      assert.equal(core.destination.counts().allowing?.users, 0);
    assert.equal(other.core.destination.deliver(inbound).status, 401);
    assert.equal(new Date(one.core.clock.now()).toISOString(), '2030-01-01T00:00:00.000Z');
    await one.core.clock.move((now) => now + SECOND);
    assert.equal(one.core.clock.now() - Date.UTC(2030, 0, 1), SECOND);
    assert.deepEqual([other.core.clock.now(), other.core.clock.mode], [START, 'frozen']);
    assert.equal(worlds.standard.core.clock.mode, 'real');
  });

  it('with a seed makes the same ids again, and keys that differ', () => {
    const { worlds } = bench();
    const [one, other] = [worlds.open({ seed: 7 }), worlds.open({ seed: 7 })];
    const ids = ({ options }: World) => [options.ambient.ids(), options.ambient.ids()];
    const made = ids(one);
    assert.deepEqual(made, ids(other));
    assert.notEqual(made[0], made[1]);
    assert.match(made[0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.notEqual(one.options.apiKey, other.options.apiKey);
  });

  it('ends with everything that it waits for', async () => {
    const { worlds } = bench();
    const world = worlds.open({ clock: 'frozen' });
    const { core } = world;
    let fired = 0;
    core.clock.schedule(START + SECOND, { what: 'test' }, () => {
      fired += 1;
    });
    assert.equal(worlds.remove(world.id), world);
    assert.equal(worlds.find(world.id), undefined);
    assert.equal(worlds.ofHeader(header(world)), worlds.standard);
    assert.deepEqual([world.isEnded, core.clock.timers.count], [true, 0]);
    await core.clock.move((now) => now + SECOND);
    assert.equal(fired, 0);
    assert.equal(worlds.remove(world.id), undefined);
  });
});

describe('the end of a world that nobody uses', () => {
  it('comes after its ttl, counted from the last use', () => {
    const { worlds, wait } = bench();
    const world = worlds.open({ ttlMs: 10 * SECOND });
    wait(9 * SECOND);
    assert.equal(worlds.ofHeader(header(world)), world);
    wait(9 * SECOND);
    assert.equal(worlds.find(world.id), world);
    wait(10 * SECOND);
    assert.equal(worlds.ofHeader(header(world)), worlds.standard);
    assert.deepEqual([world.isEnded, worlds.size, worlds.dropped], [true, 0, 0]);
  });

  it('does not come while a request to it is open', () => {
    const { worlds, wait } = bench();
    const world = worlds.open({ ttlMs: 10 * SECOND });
    world.open += 1;
    wait(60 * SECOND);
    assert.equal(worlds.find(world.id), world);
    world.open -= 1;
    wait(10 * SECOND);
    assert.equal(worlds.find(world.id), undefined);
  });

  it('comes by itself, which frees its memory', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { worlds, wait } = bench();
    worlds.open({ ttlMs: 60 * SECOND });
    const early = worlds.open({ ttlMs: 5 * SECOND });
    const used = worlds.open({ ttlMs: 5 * SECOND });
    worlds.open({});
    const pass = (ms: number) => {
      wait(ms);
      test.mock.timers.tick(ms);
    };
    pass(3 * SECOND);
    worlds.touch(used);
    pass(2 * SECOND);
    assert.deepEqual([early.isEnded, used.isEnded, worlds.size], [true, false, 3]);
    pass(3 * SECOND);
    assert.deepEqual([used.isEnded, worlds.size], [true, 2]);
    pass(60 * SECOND);
    assert.equal(worlds.size, 1);
  });

  it('comes to the longest idle one when there is no room, and is counted', () => {
    const { worlds, wait } = bench();
    const first = worlds.open({});
    const second = worlds.open({});
    wait(1);
    while (worlds.size < MOST_WORLDS) worlds.open({});
    wait(1);
    worlds.ofHeader(header(first));
    const last = worlds.open({});
    assert.deepEqual([first.isEnded, second.isEnded, worlds.size], [false, true, MOST_WORLDS]);
    assert.deepEqual([worlds.dropped, worlds.find(last.id)], [1, last]);
    worlds.clear();
    assert.deepEqual([worlds.size, first.isEnded], [0, true]);
  });
});
