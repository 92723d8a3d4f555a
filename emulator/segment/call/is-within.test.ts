import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isWithin } from './is-within.ts';

it('says what writing the call out says, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
      fc.nat(2_000),
      (call, limit) => {
        assert.equal(isWithin(call, limit), Buffer.byteLength(JSON.stringify(call)) <= limit);
      },
    ),
  );
});

it('takes what is nested too deeply to be written out for too large', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  assert.equal(isWithin({ deep }, 1_000_000), false);
});

it('knows the limit to the byte, in text that takes more bytes than characters', () => {
  const call = { text: 'é'.repeat(100) };
  const bytes = Buffer.byteLength(JSON.stringify(call));
  assert.deepEqual([isWithin(call, bytes), isWithin(call, bytes - 1)], [true, false]);
});
