import assert from 'node:assert/strict';
import { it } from 'node:test';
import { addSetters, type Setter, type StoredCall } from './setters.ts';

function call(messageId: string, traits: object, more: object = {}): StoredCall {
  return {
    call: `t${messageId.slice(1)}`,
    messageId,
    at: `2030-01-01T00:00:0${messageId.slice(1)}.000Z`,
    body: { type: 'identify', traits, ...more },
  };
}

it('names the latest call that set a property to its value, over several pages', () => {
  const setters = new Map<string, Setter>();
  const properties = { plan: 'pro', seats: 3, tags: ['a'], lost: true };
  const pages = [
    [
      call('m6', { seats: 3 }, { type: 'track' }),
      call('m5', { seats: 4, constructor: 1 }),
      { ...call('m4', {}), body: undefined },
    ],
    [call('m3', { plan: 'pro' }), call('m2', { plan: 'free', tags: ['a'] })],
    [call('m1', { plan: 'pro', seats: 3 })],
  ];
  for (const page of pages) addSetters(setters, properties, page, 'identify');
  assert.deepEqual([...setters].map(([name, { call }]) => `${name} ${call}`).toSorted(), [
    'plan t3',
    'seats t1',
    'tags t2',
  ]);
});
