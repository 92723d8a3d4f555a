/** What is read from outside: members, rules, formulas; and what a rule and a formula make of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formulaProblem } from './read-formula.ts';
import { readMembers } from './read-members.ts';
import { ruleProblem } from './read-rule.ts';
import { DAY_MS, type Evidence, matches, type Rule } from './rules.ts';
import { computeTrait } from './traits.ts';

const NOW = Date.UTC(2024, 4, 1);

const event = (name: string, daysAgo: number, properties: Record<string, unknown> = {}) => ({
  name,
  at: NOW - daysAgo * DAY_MS,
  properties,
});

const ADA: Evidence = {
  traits: [{ plan: 'pro', seats: 5, tags: ['beta', 'vip'], title: 'Head of Sales', gone: null }],
  accountTraits: [{ industry: 'Retail' }, { industry: 'Media', employees: 40 }],
  events: [event('Order', 40, { amount: 9 }), event('Order', 10, { amount: 3 }), event('Login', 1)],
};

describe('a rule', () => {
  const cases: readonly (readonly [rule: Rule, isIn: boolean])[] = [
    [{ trait: 'plan', equals: 'pro' }, true],
    [{ trait: 'plan', equals: 'free' }, false],
    [{ trait: 'plan', notEquals: 'free' }, true],
    [{ trait: 'plan', notEquals: 'pro' }, false],
    [{ trait: 'missing', notEquals: 'pro' }, true],
    [{ trait: 'title', contains: 'Sales' }, true],
    [{ trait: 'title', contains: 'sales' }, false],
    [{ trait: 'tags', contains: 'vip' }, true],
    [{ trait: 'tags', contains: 'vi' }, false],
    [{ trait: 'seats', exists: true }, true],
    [{ trait: 'gone', exists: true }, false],
    [{ trait: 'gone', exists: false }, true],
    [{ trait: 'toString', exists: true }, false],
    [{ trait: 'seats', greater: 4 }, true],
    [{ trait: 'seats', greater: 5 }, false],
    [{ trait: 'seats', less: 6 }, true],
    [{ trait: 'plan', less: 6 }, false],
    [{ accountTrait: 'industry', equals: 'Media' }, true],
    [{ accountTrait: 'employees', greater: 50 }, false],
    [{ event: 'Order' }, true],
    [{ event: 'Refund' }, false],
    [{ event: 'Refund', exists: false }, true],
    [{ event: 'Order', withinDays: 11 }, true],
    [{ event: 'Order', withinDays: 10 }, false],
    [{ event: 'Order', property: 'amount', greater: 5 }, true],
    [{ event: 'Order', property: 'amount', greater: 5, withinDays: 30 }, false],
    [{ all: [{ event: 'Login' }, { trait: 'plan', equals: 'pro' }] }, true],
    [{ all: [{ event: 'Login' }, { trait: 'plan', equals: 'free' }] }, false],
    [{ any: [{ event: 'Refund' }, { trait: 'plan', equals: 'pro' }] }, true],
  ];
  for (const [rule, isIn] of cases) {
    it(`${JSON.stringify(rule)} ${isIn ? 'lets in' : 'keeps out'}`, () => {
      assert.equal(ruleProblem(rule), undefined);
      assert.equal(matches(rule, ADA, NOW), isIn);
    });
  }

  const wrong: readonly (readonly [rule: unknown, sentence: RegExp])[] = [
    ['pro', /rule is an object/],
    [{ equals: 'pro' }, /names no field/],
    [{ trait: '', equals: 'pro' }, /rule\.trait is the name of a field/],
    [{ trait: 'plan' }, /no test/],
    [{ trait: 'plan', equals: 'a', less: 1 }, /equals and less/],
    [{ trait: 'plan', equals: null }, /rule\.equals is a string/],
    [{ trait: 'plan', greater: '5' }, /rule\.greater is a number/],
    [{ trait: 'plan', exists: 'yes' }, /true or false/],
    [{ trait: 'plan', within: 3 }, /"within"/],
    [{ trait: 'plan', equals: 'a', withinDays: 3 }, /only an event has/],
    [{ event: 'Order', withinDays: 0 }, /above 0/],
    [{ event: 'Order', greater: 5 }, /name it as property/],
    [{ all: [] }, /rule\.all is a list/],
    [{ all: [{ trait: 'plan', exists: true }], trait: 'plan' }, /write all alone/],
    [{ any: [{ trait: 'plan', exists: true }, { equals: 1 }] }, /rule\.any\[1\] names no field/],
  ];
  for (const [rule, sentence] of wrong) {
    it(`${JSON.stringify(rule)} is refused`, () => assert.match(String(ruleProblem(rule)), sentence));
  }

  it('that is endlessly deep is refused', () => {
    let rule: unknown = { trait: 'plan', exists: true };
    for (let level = 0; level < 5_000; level += 1) rule = { all: [rule] };
    assert.match(String(ruleProblem(rule)), /levels deep/);
  });
});

describe('a computed trait', () => {
  const events = [
    event('Order', 1, { item: 'c', amount: 2 }),
    event('Order', 40, { item: 'a', amount: 10 }),
    event('Order', 5, { item: 'a', amount: 0.5 }),
    event('Order', 3, {}),
  ];
  const cases = [
    [{ compute: 'count', event: 'Order' }, 4],
    [{ compute: 'count', event: 'Order', withinDays: 30 }, 3],
    [{ compute: 'count', event: 'Order', withinDays: 0.5 }, 0],
    [{ compute: 'sum', event: 'Order', property: 'amount' }, 12.5],
    [{ compute: 'most-recent', event: 'Order', property: 'item' }, 'c'],
    [{ compute: 'first', event: 'Order', property: 'item' }, 'a'],
    [{ compute: 'unique-list', event: 'Order', property: 'item' }, ['a', 'c']],
    [{ compute: 'count', event: 'Refund' }, undefined],
  ] as const;
  for (const [formula, value] of cases) {
    it(`${JSON.stringify(formula)} is ${JSON.stringify(value)}`, () => {
      assert.equal(formulaProblem(formula), undefined);
      assert.deepEqual(computeTrait(formula, events, NOW), value);
    });
  }

  for (const [formula, sentence] of [
    ['count', /is an object/],
    [{ compute: 'average', event: 'Order' }, /formula\.compute/],
    [{ compute: 'count' }, /formula\.event/],
    [{ compute: 'sum', event: 'Order' }, /formula\.property/],
    [{ compute: 'count', event: 'Order', property: 'x' }, /of no use/],
    [{ compute: 'count', event: 'Order', days: 3 }, /"days"/],
  ] as const) {
    it(`${JSON.stringify(formula)} is refused`, () =>
      assert.match(String(formulaProblem(formula)), sentence));
  }
});

describe('members', () => {
  it('are known by a userId before an anonymousId', () => {
    const read = readMembers([{ userId: 'ada', anonymousId: 'x', email: 'a@home.example' }], 'user');
    assert.deepEqual(read, {
      members: [{ id: 'u:ada', emails: ['a@home.example'], users: [] }],
      skipped: [],
    });
  });

  it('with an address alone are skipped, because nobody can be called by it', () => {
    const read = readMembers([{ email: 'a@home.example' }, { anonymousId: 'x' }], 'user');
    assert.ok(typeof read !== 'string');
    assert.deepEqual([read.members.length, read.skipped[0]?.index], [1, 0]);
  });

  for (const [member, sentence] of [
    [{}, /members\[0\] has no identifier/],
    [{ userId: '' }, /empty or no string/],
    [{ userId: 7 }, /empty or no string/],
    [{ userId: 'ada', emails: 'a' }, /no list of strings/],
    [{ user: 'ada' }, /"user"/],
    ['ada', /is no object/],
  ] as const) {
    it(`${JSON.stringify(member)} is refused`, () =>
      assert.match(String(readMembers([member], 'user')), sentence));
  }

  it('of an account-level audience are accounts', () => {
    assert.match(String(readMembers([{ userId: 'ada' }], 'account')), /groupId/);
    assert.match(String(readMembers([{ userIds: [] }], 'account')), /no identifier/);
  });
});
