/** Blame: the call that came last decides the clause, and a MUST is blamed only if no SHOULD is needed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command, Single } from '../commands/commands.ts';
import type { MismatchSubject } from '../model/mismatch.ts';
import { blame } from './blame.ts';

const identify = (traits: object, user = 'ada'): Single => ({
  kind: 'identify',
  user,
  traits: { ...traits },
});
const group = (account = 'acme', traits: object = {}, user = 'ada'): Single => ({
  kind: 'group',
  user,
  account,
  traits: { ...traits },
});
const flag = (member: boolean, user = 'ada'): Single => ({ kind: 'audience', user, key: 'vip', member });
const track: Single = { kind: 'track', user: 'ada', event: 'E', properties: { step: 1, plan: 'event' } };

const lost = (name: string): MismatchSubject => ({ kind: 'user-property', user: 'ada', name });
const unlisted: MismatchSubject = { kind: 'association', user: 'ada', account: 'acme', times: 0 };
const accountLost = (name: string): MismatchSubject => ({ kind: 'account-property', account: 'acme', name });

const TABLE: readonly (readonly [
  what: string,
  clause: string,
  subject: MismatchSubject,
  commands: readonly Command[],
  actual?: unknown,
  expected?: unknown,
])[] = [
  ['a flag lost by a group', 'AST-AUD-004', lost('vip'), [identify({}), flag(true), group()]],
  ['a flag lost by an identify', 'AST-AUD-004', lost('vip'), [identify({}), flag(true), identify({})]],
  ['a property lost by a flag', 'AST-AUD-004', lost('plan'), [identify({ plan: 'a' }), flag(true)]],
  ['a property lost by an identify', 'AST-IDENT-003', lost('plan'), [identify({ plan: 'a' }), identify({})]],
  ['a property lost by a group', 'AST-IDENT-014', lost('plan'), [identify({ plan: 'a' }), group()]],
  [
    'a property swallowed by a stub of a group',
    'AST-IDENT-001',
    lost('plan'),
    [group(), identify({ plan: 'a' })],
  ],
  [
    'a property swallowed by a stub of a track',
    'AST-IDENT-001',
    lost('plan'),
    [track, identify({ plan: 'a' })],
  ],
  [
    'an update that is ignored',
    'AST-IDENT-002',
    lost('plan'),
    [identify({ plan: 'a' }), identify({ plan: 'b' })],
    'a',
  ],
  [
    'a value of an Account',
    'AST-GROUP-006',
    lost('plan'),
    [identify({ plan: 'a' }), group('acme', { plan: 'b' })],
    'b',
  ],
  ['a value of an event', 'AST-TRACK-003', lost('plan'), [identify({ plan: 'a' }), track], 'event'],
  [
    'a value of a colleague',
    'AST-IDENT-005',
    lost('plan'),
    [identify({ plan: 'a' }), identify({ plan: 'b' }, 'bob')],
    'b',
  ],
  [
    'a flag of a colleague',
    'AST-AUD-009',
    lost('vip'),
    [identify({}), flag(true), flag(false, 'bob')],
    false,
  ],
  [
    'a property lost by another delivery',
    'AST-RETRY-002',
    lost('plan'),
    [identify({ plan: 'a' }), { kind: 'again' }],
  ],
  ['a name that is lost', 'AST-IDENT-008', lost('Lead Score'), [identify({ 'Lead Score': 'a' })]],
  ['text that became a number', 'AST-HTTP-011', lost('plan'), [identify({ plan: '0042' })], 42, '0042'],
  ['text in an array', 'AST-HTTP-011', lost('plan'), [identify({ plan: [' a'] })], ['a'], [' a']],
  ['a sorted array', 'AST-IDENT-004', lost('plan'), [identify({ plan: ['b', 'a'] })], ['a', 'b'], ['b', 'a']],
  ['an association lost by an identify', 'AST-ASSOC-006', unlisted, [identify({}), group(), identify({})]],
  [
    'an association lost by a colleague',
    'AST-ASSOC-003',
    unlisted,
    [identify({}), group(), group('acme', {}, 'bob')],
  ],
  [
    'an association lost by the second Account',
    'AST-ASSOC-004',
    unlisted,
    [identify({}), group(), group('initech')],
  ],
  ['an association of a user who was unknown', 'AST-ASSOC-005', unlisted, [group(), identify({})]],
  ['an association repeated', 'AST-ASSOC-002', unlisted, [identify({}), group(), { kind: 'again' }]],
  ['an association that never was', 'AST-ASSOC-001', unlisted, [identify({}), group()]],
  [
    'an association beside an identify',
    'AST-IDENT-012',
    unlisted,
    [identify({}), { kind: 'together', commands: [group(), identify({ plan: 'a' })] }],
  ],
  [
    'a property of an Account lost by another',
    'AST-GROUP-009',
    accountLost('tier'),
    [group('acme', { tier: 'a' }), group('initech')],
  ],
  [
    'a property of an Account lost by a group',
    'AST-GROUP-003',
    accountLost('tier'),
    [group('acme', { tier: 'a' }), group()],
  ],
  [
    'a name that an Account loses',
    'AST-GROUP-004',
    accountLost('total billed'),
    [group('acme', { 'total billed': 1 })],
  ],
  [
    'a property that a visitor gave',
    'AST-GROUP-005',
    accountLost('tier'),
    [{ kind: 'visitor-group', visitor: 'guest', account: 'acme', traits: { tier: 'a' } }],
  ],
  [
    'an Account with an odd ID',
    'AST-GROUP-007',
    { kind: 'account-count', account: 'a/b', count: 0 },
    [group('a/b')],
  ],
  [
    'a User with an odd ID',
    'AST-IDENT-009',
    { kind: 'user-count', user: 'a.', count: 0 },
    [identify({}, 'a.')],
  ],
  [
    'a User whom a flag did not create',
    'AST-AUD-005',
    { kind: 'user-count', user: 'ada', count: 0 },
    [flag(true)],
  ],
];

describe('blame', () => {
  for (const [what, clause, subject, commands, actual, expected] of TABLE) {
    it(`${clause} for ${what}`, () => {
      const difference = { message: '', expected, actual };
      assert.equal(blame({ mismatch: { subject, difference, final: false }, commands }), clause);
    });
  }
});
