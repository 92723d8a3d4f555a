/** Generated calls are valid, repeatable and varied. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Call } from '../calls/calls.ts';
import { validate } from '../schemas/index.ts';
import { schemaOf } from './schema-of.ts';
import { LARGEST_CALL } from './size.ts';
import { take } from './take.ts';
import { CALL_KINDS, validCalls } from './valid-calls.ts';

const COUNT = 3000;
const calls = [...take(validCalls(7), COUNT)];
const lines = calls.map((call) => JSON.stringify(call));

describe('valid calls', () => {
  it('match the schema of their type, or of their computation if Engage sends them', () => {
    for (const call of calls) assert.deepEqual(validate(schemaOf(call), call), [], JSON.stringify(call));
  });

  it('have contexts that match the context schema', () => {
    for (const { context } of calls) assert.deepEqual(validate('context', context), []);
  });

  it('are the same bytes for the same seed, and different for another seed', () => {
    const again = [...take(validCalls(7), COUNT)].map((call) => JSON.stringify(call));
    assert.deepEqual(again, lines);
    assert.notEqual(JSON.stringify([...take(validCalls(8), 1)][0]), lines[0]);
  });

  it('have not changed a byte in this version', () => {
    const digest = createHash('sha256').update(lines.slice(0, 200).join('\n')).digest('hex');
    assert.equal(digest, '2dab01de77ab01d8c275cca31a2c89587bafae993eaf2250f19f5a940931d7ba');
  });

  it('have at most 32 KB, and some are nearly as large', () => {
    const sizes = lines.map((line) => Buffer.byteLength(line));
    assert.ok(Math.max(...sizes) <= LARGEST_CALL);
    assert.ok(Math.max(...sizes) > 24 * 1024);
  });

  it('have a unique messageId each', () => {
    assert.equal(new Set(calls.map(({ messageId }) => messageId)).size, COUNT);
  });

  it('are in the order of time', () => {
    const times = calls.map(({ timestamp }) => String(timestamp));
    assert.deepEqual(times.toSorted(), times);
  });

  it('contain every kind of library, script, JSON type and name', () => {
    const text = lines.join('\n');
    for (const part of [
      ...['analytics.js', 'analytics-swift', 'analytics-python', 'analytics-go', '"total billed"'],
      ...['مرحبا', '👩‍👩‍👧‍👦', '你好', '"billing.plan.id"', ':null', ':[]', ':{}', ':false', '+00:00"'],
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('contain only email addresses that cannot receive mail', () => {
    const addresses = lines.join('\n').match(/[\w.-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
    assert.ok(addresses.length > 100);
    assert.deepEqual(
      addresses.filter((address) => !address.endsWith('.example')),
      [],
    );
  });

  for (const kind of CALL_KINDS) {
    it(`can be of the kind ${kind} only`, () => {
      const some = [...take(validCalls(3, kind), 50)];
      assert.ok(some.every((call) => kindOf(call) === kind));
    });
  }
});

function kindOf(call: Call): string {
  const { personas } = call.context as { personas?: { computation_class: string } };
  if (personas === undefined) return call.type;
  return personas.computation_class === 'audience' ? 'audience' : 'computed-trait';
}
