/** Journeys have the documented steps; shuffled, repeated and batched streams keep their calls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Call } from '../calls/calls.ts';
import { validate } from '../schemas/index.ts';
import { batches } from './batches.ts';
import { journeys } from './journeys.ts';
import { schemaOf } from './schema-of.ts';
import { shuffled, withRepeats } from './stream-order.ts';
import { take } from './take.ts';

const calls = [...take(journeys(4), 2000)];

describe('journeys', () => {
  it('are valid calls in the order of time, the same for the same seed', () => {
    for (const call of calls) assert.deepEqual(validate(schemaOf(call), call), []);
    const times = calls.map(({ timestamp }) => String(timestamp));
    assert.deepEqual(times.toSorted(), times);
    assert.deepEqual([...take(journeys(4), 2000)], calls);
  });

  it('lead from a visitor into an audience and out of it', () => {
    const whole = storiesOf(calls).filter((story) => story.at(-1) === 'leaves');
    assert.ok(whole.length > 20);
    for (const story of whole) {
      const milestones = story.filter((step) => step !== 'uses');
      assert.deepEqual(
        [...new Set(milestones.filter((step) => step !== 'visits'))],
        ['signs up', 'identify', 'group', 'enters', 'leaves'],
      );
      assert.equal(story.includes('uses'), true);
    }
  });

  it('run side by side', () => {
    const people = new Set(calls.slice(0, 200).map(({ userId, anonymousId }) => userId ?? anonymousId));
    assert.ok(people.size > 10);
  });
});

describe('a shuffled stream', () => {
  const mixed = [...shuffled(calls, 9)];

  it('has the same items in another order', () => {
    assert.notDeepEqual(mixed, calls);
    assert.deepEqual(new Set(mixed), new Set(calls));
    assert.equal(mixed.length, calls.length);
  });

  it('is the same for the same seed', () => assert.deepEqual([...shuffled(calls, 9)], mixed));
});

describe('a stream with repeats', () => {
  it('repeats the given share of calls, unchanged', () => {
    const repeated = [...withRepeats(calls, 0.2, 3)];
    const repeats = repeated.length - new Set(repeated).size;
    assert.ok(Math.abs(repeats / repeated.length - 0.2) < 0.03, String(repeats / repeated.length));
    assert.deepEqual(new Set(repeated), new Set(calls));
  });

  it('is the same stream if the share is 0', () => assert.deepEqual([...withRepeats(calls, 0, 3)], calls));
});

describe('batches', () => {
  it('contain every call once, in order, within the limits of the ingress', () => {
    const made = [...batches(calls)];
    assert.deepEqual(
      made.flatMap(({ batch }) => batch),
      calls,
    );
    for (const batch of made) {
      assert.ok(batch.batch.length <= 100);
      assert.ok(Buffer.byteLength(JSON.stringify(batch)) <= 500 * 1024);
    }
  });

  it('have fewer calls if the calls are large', () => {
    const large = Array.from(
      { length: 40 },
      (_, i): Call => ({ type: 'identify', userId: `${i}`, traits: { note: 'x'.repeat(30_000) } }),
    );
    assert.deepEqual(
      [...batches(large)].map(({ batch }) => batch.length),
      [16, 16, 8],
    );
  });
});

/** The steps of each user, in order. */
function storiesOf(stream: readonly Call[]): string[][] {
  const stories = new Map<string, string[]>();
  for (const call of stream) {
    const {
      userId,
      traits = {},
      context,
    } = call as Call & { userId?: string; traits?: object; context: object };
    if (userId === undefined) continue;
    const flag = Object.values(traits)[0];
    const step =
      call.type === 'track'
        ? call.event === 'User Registered'
          ? 'signs up'
          : 'uses'
        : 'personas' in context
          ? flag === true
            ? 'enters'
            : 'leaves'
          : call.type;
    stories.set(userId, [...(stories.get(userId) ?? []), step]);
  }
  return [...stories.values()];
}
