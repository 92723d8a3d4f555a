/** Each generator of broken calls breaks only its own rule. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Call } from '../calls/calls.ts';
import { validate } from '../schemas/index.ts';
import { brokenCalls, RULE_BREAKERS } from './rule-breakers.ts';
import { schemaOf } from './schema-of.ts';
import { seededFaker } from './seeded.ts';
import { take } from './take.ts';
import { unsupportedCalls } from './unsupported-calls.ts';
import { validCalls } from './valid-calls.ts';

describe('a generator of broken calls', () => {
  for (const { rule, type, breakIt } of RULE_BREAKERS) {
    it(`breaks only ${rule} of ${type}`, () => {
      const faker = seededFaker(1);
      for (const call of take(validCalls(11, type), 20)) {
        assert.deepEqual(validate(schemaOf(call), call), []);
        const body = breakIt(call, faker);
        assert.deepEqual(
          validate(schemaOf(body), body).map((violation) => violation.rule),
          [rule],
          JSON.stringify(body),
        );
      }
    });
  }
});

describe('the stream of broken calls', () => {
  it('uses the rules in turn, and is the same for the same seed', () => {
    const some = [...take(brokenCalls(5), RULE_BREAKERS.length)];
    assert.deepEqual(
      some.map(({ rule, type }) => `${type} ${rule}`),
      RULE_BREAKERS.map(({ rule, type }) => `${type} ${rule}`),
    );
    assert.deepEqual([...take(brokenCalls(5), RULE_BREAKERS.length)], some);
  });

  it('can be of one rule, which is named in its messageIds', () => {
    for (const { rule, body } of take(brokenCalls(5, 'required:groupId'), 5)) {
      assert.equal(rule, 'required:groupId');
      assert.match(String((body as Call).messageId), /^breaks-required:groupId-5-\d$/);
    }
  });

  it('fails if no generator breaks the rule', () => {
    assert.throws(() => brokenCalls(5, 'required:hat').next(), /no generator breaks the rule "required:hat"/);
  });
});

describe('unsupported calls', () => {
  it('are valid calls of page, screen and alias', () => {
    const some = [...take(unsupportedCalls(2), 60)];
    for (const call of some) assert.deepEqual(validate(schemaOf(call), call), []);
    assert.deepEqual(new Set(some.map(({ type }) => type)), new Set(['page', 'screen', 'alias']));
  });
});
