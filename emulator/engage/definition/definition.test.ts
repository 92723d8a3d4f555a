/** Rules, formulas and members: which ones are valid, and what they compute. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SchemaName, validate } from '../../../schemas/index.ts';
import { type AudienceRule, DAY_MS, matches, type RuleFacts } from './audience-rule.ts';
import { listMembers } from './members.ts';
import { computeTrait } from './trait-formula.ts';

const NOW = Date.UTC(2024, 4, 1);

const event = (name: string, daysAgo: number, properties: Record<string, unknown> = {}) => ({
  name,
  at: NOW - daysAgo * DAY_MS,
  properties,
});

/** Every violation as one text. */
function violationsOf(schema: SchemaName, value: unknown): string {
  return validate(schema, value)
    .map(({ pointer, message }) => `${pointer}: ${message}`)
    .join('\n');
}

const ADA: RuleFacts = {
  traits: [{ plan: 'pro', seats: 5, tags: ['beta', 'vip'], title: 'Head of Sales', gone: null }],
  accountTraits: [{ industry: 'Retail' }, { industry: 'Media', employees: 40 }],
  events: [event('Order', 40, { amount: 9 }), event('Order', 10, { amount: 3 }), event('Login', 1)],
};

describe('a rule', () => {
  const cases: readonly (readonly [rule: AudienceRule, isIn: boolean])[] = [
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
    it(`${JSON.stringify(rule)} ${isIn ? 'includes' : 'excludes'} the user`, () => {
      assert.equal(violationsOf('audience-rule', rule), '');
      assert.equal(matches(rule, ADA, NOW), isIn);
    });
  }

  const wrong: readonly (readonly [rule: unknown, sentence: RegExp])[] = [
    ['pro', /^: audience rule must be an object/],
    [{ equals: 'pro' }, /needs trait, accountTrait or event/],
    [{ trait: 'plan', event: 'Order', exists: true }, /has trait and event: write only one/],
    [{ trait: '', equals: 'pro' }, /^\/trait: trait must not be empty/],
    [{ trait: 'plan' }, /needs equals, notEquals, contains, exists, greater or less/],
    [{ trait: 'plan', equals: 'a', less: 1 }, /has equals and less: write only one/],
    [{ trait: 'plan', equals: null }, /^\/equals: equals must be a string, a number or a boolean/],
    [{ trait: 'plan', greater: '5' }, /greater must be a number/],
    [{ trait: 'plan', exists: 'yes' }, /exists must be a boolean/],
    [{ trait: 'plan', within: 3 }, /within is not known here/],
    [{ trait: 'plan', equals: 'a', withinDays: 3 }, /withinDays needs event as well/],
    [{ event: 'Order', withinDays: 0 }, /withinDays must be above 0/],
    [{ event: 'Order', greater: 5 }, /greater needs property as well/],
    [{ all: [] }, /^\/all: all must not be empty/],
    [{ all: [{ trait: 'plan', exists: true }], trait: 'plan' }, /trait is not known here: write all/],
    [{ any: [{ trait: 'plan', exists: true }, { equals: 1 }] }, /^\/any\/1: any\[1\] needs trait/],
  ];
  for (const [rule, sentence] of wrong) {
    it(`${JSON.stringify(rule)} is refused`, () =>
      assert.match(violationsOf('audience-rule', rule), sentence));
  }

  it('may be 20 levels deep, and no deeper', () => {
    let rule: unknown = { trait: 'plan', exists: true };
    for (let level = 0; level < 20; level += 1) rule = { all: [rule] };
    assert.equal(violationsOf('audience-rule', rule), '');
    rule = { any: [rule] };
    assert.match(violationsOf('audience-rule', rule), /nested deeper/);
    for (let level = 0; level < 5_000; level += 1) rule = { all: [rule] };
    assert.match(violationsOf('audience-rule', rule), /nested deeper/);
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
      assert.equal(violationsOf('trait-formula', formula), '');
      assert.deepEqual(computeTrait(formula, events, NOW), value);
    });
  }

  for (const [formula, sentence] of [
    ['count', /must be an object/],
    [{ compute: 'average', event: 'Order' }, /^\/compute: compute must be "count", "sum"/],
    [{ compute: 'count' }, /needs event/],
    [{ compute: 'sum', event: 'Order' }, /needs property/],
    [{ compute: 'count', event: 'Order', property: 'x' }, /^\/property: .* count takes no property/],
    [{ compute: 'count', event: 'Order', withinDays: 0 }, /withinDays must be above 0/],
    [{ compute: 'count', event: 'Order', days: 3 }, /days is not known here/],
  ] as const) {
    it(`${JSON.stringify(formula)} is refused`, () =>
      assert.match(violationsOf('trait-formula', formula), sentence));
  }
});

describe('members', () => {
  it('are identified by the userId rather than the anonymousId', () => {
    const sent = { userId: 'ada', anonymousId: 'x', email: 'a@home.example', emails: ['a@work.example'] };
    assert.deepEqual(listMembers([sent]), {
      members: [{ id: 'u:ada', emails: ['a@home.example', 'a@work.example'], users: [] }],
      skipped: [],
    });
  });

  it('with only an address are skipped, because a call needs an id', () => {
    const sent = [{ email: 'a@home.example' }, { anonymousId: 'x' }];
    assert.equal(violationsOf('user-members', { members: sent }), '');
    const { members, skipped } = listMembers(sent);
    assert.deepEqual([members.map(({ id }) => id), skipped[0]?.index], [['a:x'], 0]);
  });

  for (const [member, sentence] of [
    [{}, /members\[0\] needs a userId, an anonymousId, email or emails/],
    [{ emails: [] }, /members\[0\] needs a userId/],
    [{ userId: '' }, /userId must not be empty/],
    [{ userId: 7 }, /userId must be a non-empty string/],
    [{ userId: 'ada', emails: 'a' }, /emails must be an array/],
    [{ userId: 'ada', emails: [''] }, /emails\[0\] must not be empty/],
    [{ user: 'ada' }, /members\[0\]\.user is not known here/],
    ['ada', /members\[0\] must be an object/],
  ] as const) {
    it(`${JSON.stringify(member)} is refused`, () =>
      assert.match(violationsOf('user-members', { members: [member] }), sentence));
  }

  it('of an account-level audience are accounts', () => {
    assert.match(violationsOf('account-members', { members: [{ userId: 'ada' }] }), /groupId/);
    assert.match(violationsOf('account-members', { members: [{ userIds: [] }] }), /needs a groupId/);
    assert.deepEqual(listMembers([{ groupId: 'acme', userIds: ['ada'] }, { groupId: 'initech' }]).members, [
      { id: 'g:acme', emails: [], users: ['u:ada'] },
      { id: 'g:initech', emails: [], users: [] },
    ]);
  });
});
