import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isWithin } from './is-within.ts';

it('agrees with the serialized size, whatever the call contains', () => {
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

it('treats a call that is nested too deeply to be serialized as too large', () => {
  let deep: unknown = 1;
  // Newer engines serialize any depth, and then the text is longer than the limit.
  for (let level = 0; level < 600_000; level += 1) deep = [deep];
  assert.equal(isWithin({ deep }, 1_000_000), false);
});

it('is exact to the byte for text with more bytes than characters', () => {
  const call = { text: 'é'.repeat(100) };
  const bytes = Buffer.byteLength(JSON.stringify(call));
  assert.deepEqual([isWithin(call, bytes), isWithin(call, bytes - 1)], [true, false]);
});
