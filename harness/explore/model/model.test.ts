/** The reference model requires what the contract requires, and no more. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command, Single } from '../commands/commands.ts';
import { after, coveredOnly, EMPTY_MODEL, needsOf, needsSettled, userOf } from './model.ts';

const names = { email: (alias: string) => `${alias}@x.example` };
const identify = (traits: object, user = 'ada'): Single => ({
  kind: 'identify',
  user,
  traits: { ...traits },
});
const group = (account: string, traits = {}): Command => ({ kind: 'group', user: 'ada', account, traits });
const play = (...commands: Command[]) =>
  commands.reduce((model, command) => after(model, command, names), EMPTY_MODEL);

describe('the model', () => {
  it('merges the traits of identifies, audiences and computed traits of a User', () => {
    const model = play(
      identify({ plan: 'free', seats: 1 }),
      identify({ plan: 'pro' }),
      { kind: 'audience', user: 'ada', key: 'power_users', member: true },
      { kind: 'audience', user: 'ada', key: 'power_users', member: false },
      { kind: 'computed', user: 'ada', key: 'lifetime_value', value: 7 },
      { kind: 'burst', user: 'ada', count: 2 },
    );
    assert.deepEqual(userOf(model, 'ada').properties, {
      plan: 'pro',
      seats: 1,
      power_users: false,
      lifetime_value: 7,
      property_1: 'value 1',
      property_2: 'value 2',
    });
  });

  it('separates a user and an account with the same ID, and records an association on both sides', () => {
    const model = play(
      identify({ title: 'VP' }),
      group('ada', { tier: 'gold' }),
      group('ada'),
      group('acme'),
    );
    assert.deepEqual(userOf(model, 'ada').properties, { title: 'VP' });
    assert.deepEqual(userOf(model, 'ada').accounts, ['ada', 'acme']);
    assert.deepEqual(model.accounts.ada, { properties: { tier: 'gold' }, users: ['ada'] });
  });

  it('requires no User for a group or a track alone', () => {
    const model = play(group('acme'), { kind: 'track', user: 'bob', event: 'E', properties: {} });
    assert.deepEqual([userOf(model, 'ada').exists, userOf(model, 'bob').exists], [false, false]);
    assert.equal(userOf(after(model, identify({}), names), 'ada').accounts[0], 'acme');
  });

  it('counts one event for each track, and none for a call that is delivered again', () => {
    const track: Command = { kind: 'track', user: 'ada', event: 'E', properties: { n: 1 } };
    assert.equal(userOf(play(track, track, { kind: 'again' }), 'ada').events.length, 2);
  });

  it('fills in addresses, and does not change the model that it is called with', () => {
    const model = after(EMPTY_MODEL, { kind: 'identify', user: 'ada', email: 'one', traits: {} }, names);
    assert.deepEqual(userOf(model, 'ada').properties, { email: 'one@x.example' });
    assert.deepEqual(EMPTY_MODEL, { users: {}, accounts: {} });
  });
});

describe('what the contract covers', () => {
  it('excludes repeats of no call, and of a call whose value was replaced since', () => {
    const again: Command = { kind: 'again' };
    const late: Command = { kind: 'again', back: 1 };
    assert.deepEqual(coveredOnly([again, identify({}), again, again], names), [identify({}), again, again]);
    const other = [identify({ plan: 'free' }), identify({ seats: 2 }), late];
    assert.deepEqual(coveredOnly(other, names), other);
    const replaced = [identify({ plan: 'free' }), identify({ plan: 'pro' })];
    assert.deepEqual(coveredOnly([...replaced, late], names), replaced);
  });

  it('excludes calls at the same time that set one property to two values', () => {
    const together = (...commands: Single[]): Command => ({ kind: 'together', commands });
    const plan = (value: string): Single => ({ kind: 'identify', user: 'ada', traits: { plan: value } });
    const track: Single = { kind: 'track', user: 'ada', event: 'E', properties: {} };
    assert.deepEqual(coveredOnly([together(plan('free'), plan('pro'))], names), []);
    assert.equal(coveredOnly([together(plan('free'), track), together(track, track)], names).length, 2);
  });

  it('excludes a new value for what was sent twice, because the second delivery may arrive after it', () => {
    const same = [identify({ plan: 'free' }), identify({ plan: 'free' })];
    assert.deepEqual(coveredOnly([...same, identify({ plan: 'pro' })], names), same);
    const again: Command[] = [identify({ plan: 'free' }), { kind: 'again' }];
    assert.deepEqual(coveredOnly([...again, identify({ plan: 'pro' })], names), again);
    const twice: Command[] = [{ kind: 'twice', command: identify({ plan: 'free' }) }];
    assert.deepEqual(coveredOnly([...twice, identify({ plan: 'pro' })], names), twice);
    const replacing = [identify({ plan: 'basic' }), ...twice];
    assert.deepEqual(coveredOnly([...replacing, identify({ plan: 'pro' })], names), replacing);
    const beside: Command[] = [
      { kind: 'together', commands: [identify({ plan: 'free' }), identify({ plan: 'free', seats: 2 })] },
    ];
    assert.deepEqual(coveredOnly([...beside, identify({ plan: 'pro' })], names), beside);
    const seats = [...beside, identify({ seats: 3 })];
    assert.deepEqual(coveredOnly(seats, names), seats);
    const changed = [identify({ plan: 'free' }), identify({ plan: 'pro' }), identify({ plan: 'free' })];
    assert.deepEqual(coveredOnly(changed, names), changed);
  });

  it('excludes a group of an unknown user beside other calls', () => {
    const single: Single = { kind: 'group', user: 'ada', account: 'acme', traits: {} };
    const beside: Command = {
      kind: 'together',
      commands: [single, { kind: 'identify', user: 'ada', traits: {} }],
    };
    assert.deepEqual(coveredOnly([beside], names), []);
    assert.equal(coveredOnly([identify({}), beside], names).length, 2);
  });

  it('excludes an audience of an Account that does not list the user', () => {
    const audience: Command = {
      kind: 'account-audience',
      user: 'ada',
      account: 'acme',
      key: 'big',
      member: true,
    };
    assert.deepEqual(coveredOnly([audience, group('acme'), audience], names), [group('acme'), audience]);
  });

  it('requires nothing of visitors except their Accounts', () => {
    const model = play(
      { kind: 'visitor-identify', visitor: 'guest', traits: { visits: 1 } },
      { kind: 'visitor-track', visitor: 'guest', event: 'E', properties: {} },
      { kind: 'visitor-group', visitor: 'guest', account: 'acme', traits: { tier: 'gold' } },
    );
    assert.deepEqual(model, { users: {}, accounts: { acme: { properties: { tier: 'gold' }, users: [] } } });
  });

  it('requires a known User before a group and before calls of Engage, which may overtake its identify', () => {
    const model = play(identify({}));
    const user = { kind: 'user', alias: 'ada' };
    assert.deepEqual(needsOf(model, group('acme'), names), { settled: [], known: [user] });
    assert.deepEqual(needsOf(EMPTY_MODEL, group('acme'), names), { settled: [], known: [] });
  });

  it('requires settled calls before a value is replaced, and not before one is added', () => {
    const model = play(identify({ plan: 'free' }), group('acme', { tier: 'gold' }));
    assert.equal(needsSettled(model, identify({ plan: 'pro' }), names), true);
    assert.equal(needsSettled(model, group('acme', { tier: 'silver' }), names), true);
    assert.equal(needsSettled(model, { kind: 'burst', user: 'ada', count: 2 }, names), true);
    assert.equal(needsSettled(model, identify({ seats: 3 }), names), false);
    assert.equal(needsSettled(model, identify({ plan: 'pro' }, 'bob'), names), false);
  });
});
