import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Trace } from '../../../emulator/trace.ts';
import { settersOf } from './setters.ts';

function trace(messageId: string, traits: object, more: Partial<Trace> = {}): Trace {
  return {
    messageId,
    receivedAt: `2030-01-01T00:00:0${messageId.slice(1)}.000Z`,
    outcome: 'delivered',
    stages: [],
    deliveries: [],
    delivered: { type: 'identify', traits },
    ...more,
  };
}

it('names the latest delivered call that set a property to its value', () => {
  const setters = settersOf({ plan: 'pro', seats: 3, lost: true }, [
    trace('m1', { plan: 'pro', seats: 3 }),
    trace('m2', { plan: 'free' }),
    trace('m3', { plan: 'pro' }),
    trace('m4', { seats: 3 }, { outcome: 'errors.discarded.400' }),
    trace('m5', {}, { delivered: { type: 'track', traits: { seats: 3 } } }),
    trace('m6', {}, { delivered: undefined }),
  ]);
  assert.deepEqual([...setters].map(([name, { messageId }]) => `${name} ${messageId}`).toSorted(), [
    'plan m3',
    'seats m1',
  ]);
});
