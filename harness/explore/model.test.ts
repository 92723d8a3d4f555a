/** The reference model promises what the contract does, and no more. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from './commands.ts';
import { after, EMPTY_MODEL, needsSettled, promisedOnly, userOf } from './model.ts';

const names = { email: (alias: string) => `${alias}@x.example` };
const identify = (traits: object, user = 'ada'): Command => ({
  kind: 'identify',
  user,
  traits: { ...traits },
});
const group = (account: string, traits = {}): Command => ({ kind: 'group', user: 'ada', account, traits });
const play = (...commands: Command[]) =>
  commands.reduce((model, command) => after(model, command, names), EMPTY_MODEL);

describe('the model', () => {
  it('merges what identifies, audiences and computed traits say about a User', () => {
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

  it('keeps users and accounts of one ID apart, and knows an association from both sides', () => {
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

  it('promises no User for a group or a track alone', () => {
    const model = play(group('acme'), { kind: 'track', user: 'bob', event: 'E', properties: {} });
    assert.deepEqual([userOf(model, 'ada').exists, userOf(model, 'bob').exists], [false, false]);
    assert.equal(userOf(after(model, identify({}), names), 'ada').accounts[0], 'acme');
  });

  it('counts an event once for each track, and not for a call that is delivered again', () => {
    const track: Command = { kind: 'track', user: 'ada', event: 'E', properties: { n: 1 } };
    assert.equal(userOf(play(track, track, { kind: 'again' }), 'ada').events.length, 2);
  });

  it('fills in addresses, and leaves the model that it was given as it was', () => {
    const model = after(EMPTY_MODEL, { kind: 'identify', user: 'ada', email: 'one', traits: {} }, names);
    assert.deepEqual(userOf(model, 'ada').properties, { email: 'one@x.example' });
    assert.deepEqual(EMPTY_MODEL, { users: {}, accounts: {} });
  });
});

describe('what is promised', () => {
  it('leaves out identifies at once for an unknown User, and repeats of nothing or of many', () => {
    const burst: Command = { kind: 'burst', user: 'ada', count: 2 };
    const again: Command = { kind: 'again' };
    assert.deepEqual(promisedOnly([again, burst, identify({}), burst, again], names), [identify({}), burst]);
    assert.deepEqual(promisedOnly([identify({}), again, again], names), [identify({}), again, again]);
  });

  it('asks for settled state before a value is written over, and not where one is added', () => {
    const model = play(identify({ plan: 'free' }), group('acme', { tier: 'gold' }));
    assert.equal(needsSettled(model, identify({ plan: 'pro' }), names), true);
    assert.equal(needsSettled(model, group('acme', { tier: 'silver' }), names), true);
    assert.equal(needsSettled(model, { kind: 'burst', user: 'ada', count: 2 }, names), true);
    assert.equal(needsSettled(model, identify({ seats: 3 }), names), false);
    assert.equal(needsSettled(model, identify({ plan: 'pro' }, 'bob'), names), false);
  });
});
