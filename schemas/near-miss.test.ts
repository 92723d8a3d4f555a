/** Near misses, and what was probably meant. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { probablyMeant, strayMembers, validate } from './index.ts';

const misses: readonly (readonly [object, string])[] = [
  [{ type: 'indentify', userId: 'a' }, '"identify" is probably meant'],
  [{ type: 'Track', userId: 'a', event: 'E' }, '"track" is probably meant'],
  [{ userId: 'a', event: 'E' }, 'a call with an event is probably a "track"'],
  [{ type: 'identify', user_id: 'a' }, '"user_id" is probably meant as userId'],
  [{ type: 'identify', traits: { userId: 'a' } }, 'userId belongs beside traits, not inside it'],
  [{ type: 'track', userId: 'a', eventName: 'E' }, '"eventName" is probably meant as event'],
  [{ type: 'group', userId: 'a', companyId: 'c' }, '"companyId" is probably meant as groupId'],
  [{ type: 'identify', userId: 42 }, 'the text "42" is probably meant'],
  [
    { type: 'identify', userId: 'a', traits: '{"plan":"pro"}' },
    'the object in this text is probably meant: leave the quotes out',
  ],
  [{ type: 'identify', userId: 'a', timestamp: 1767225600 }, '"2026-01-01T00:00:00.000Z" is probably meant'],
  [
    { type: 'identify', userId: 'a', timestamp: '1767225600000' },
    '"2026-01-01T00:00:00.000Z" is probably meant',
  ],
];

describe('a near miss', () => {
  for (const [call, meant] of misses) {
    it(`${JSON.stringify(call)}: ${meant}`, () => {
      const hints = validate('call', call).map((violation) => probablyMeant(call, violation));
      assert.deepEqual(hints, [meant]);
    });
  }

  it('is not reported if nothing is similar', () => {
    for (const call of [
      { type: 'zebra', userId: 'a' },
      { type: 'identify' },
      { type: 'identify', userId: 'a', traits: 'x' },
    ]) {
      const [violation] = validate('call', call);
      assert.equal(violation && probablyMeant(call, violation), undefined);
    }
  });
});

describe('a stray member', () => {
  it('has a name similar to a known one that is missing', () => {
    const call = { type: 'track', userId: 'a', event: 'E', propertys: {}, mesageId: 'm', color: 'red' };
    assert.deepEqual(strayMembers(call), [
      { name: 'propertys', meant: 'properties' },
      { name: 'mesageId', meant: 'messageId' },
    ]);
  });

  it('is not reported if the right one is present as well', () => {
    assert.deepEqual(strayMembers({ type: 'identify', userId: 'a', user_id: 'a' }), []);
  });
});
