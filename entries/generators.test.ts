/** What the entry of the generators promises: valid and broken calls, and people, the same for the same seed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenCalls, brokenRules, CALL_KINDS, colleagues, take, validCalls } from './generators.ts';
import { type SchemaName, validate } from './schemas.ts';

describe('the entry of the generators', () => {
  for (const kind of CALL_KINDS) {
    it(`generates valid calls of the kind ${kind}, the same for the same seed`, () => {
      const calls = [...take(validCalls(7, kind), 20)];
      assert.deepEqual(
        calls.flatMap((call) => validate(call.type as SchemaName, call)),
        [],
      );
      assert.deepEqual([...take(validCalls(7, kind), 20)], calls);
    });
  }

  it('names the rules that a call can break, and breaks each', () => {
    const rules = brokenRules();
    assert.equal(new Set(rules).size, rules.length);
    for (const rule of rules) {
      const [broken] = take(brokenCalls(7, rule), 1);
      assert.ok(broken !== undefined && broken.rule === rule);
      assert.notDeepEqual(validate('call', broken.body), [], rule);
    }
  });

  it('makes up people with companies, the same for the same seed', () => {
    const people = [...take(colleagues(7), 50)];
    assert.deepEqual([...take(colleagues(7), 50)], people);
    assert.equal(new Set(people.map(({ userId }) => userId)).size, 50);
    for (const { traits, company } of people) assert.ok(String(traits.email).endsWith(`@${company.domain}`));
  });
});
