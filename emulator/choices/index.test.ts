import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveChoices } from '../resolve-choices.ts';
import { createBench, KEYS, START } from '../testing.ts';
import { CHOICES, choiceNames, settingsOf } from './index.ts';

const identify = (userId: string, traits: object) => ({ type: 'identify', userId, traits });

describe('choices', () => {
  it('have their defaults', () => {
    const resolution = resolveChoices({ 'late-call': undefined });
    assert.ok('value' in resolution);
    for (const name of choiceNames) assert.equal(resolution.value[name], CHOICES[name].default);
  });

  it('report each problem', () => {
    const resolution = resolveChoices({ 'null-propery': 'keep', 'null-property': 'drop' });
    assert.ok('problems' in resolution);
    assert.match(
      resolution.problems[0] ?? '',
      /no choice named "null-propery": did you mean .*null-property/,
    );
    assert.match(
      resolution.problems[1] ?? '',
      /null-property cannot be "drop": write keep or remove or ignore/,
    );
    assert.equal(resolution.problems.length, 2);
  });

  it('do not accept an inherited name', () => {
    assert.ok('problems' in resolveChoices({ constructor: 'x' }));
  });

  for (const name of choiceNames) {
    for (const setting of settingsOf(name)) {
      it(`${name}=${setting} satisfies every graded clause`, () => satisfiesTheContract({ [name]: setting }));
    }
  }
});

/** The graded rules that no setting may break, step by step on one emulator. */
function satisfiesTheContract(choices: Record<string, string>): void {
  const bench = createBench({ choices });
  const accept = (body: unknown, key?: string) =>
    assert.ok([200, 202].includes(bench.send(body, key).status));
  const at = (seconds: number) => ({ timestamp: new Date(START + seconds * 1000).toISOString() });

  accept({ type: 'group', groupId: 'g', userId: 'u', traits: { plan: 'pro', 'total billed': 830 } });
  accept({ ...identify('u', { n: 0, flag: true, list: [1], address: { city: 'Bonn' } }), ...at(0) });
  accept({ ...identify('u', { flag: false, more: 'x' }), ...at(1) });
  accept({ ...identify('u', { flag: true }), ...at(2) });
  accept({ type: 'identify', user_id: 'other', traits: { n: 1 } });
  accept({ type: 'identify', anonymousId: 'a' });
  accept({ type: 'group', groupId: 'g', anonymousId: 'a', traits: { size: 3 } });
  accept({ type: 'track', userId: 'u', event: 'Tried', messageId: 'm', properties: { n: 9 } });
  accept({ type: 'track', userId: 'u', event: 'Tried', messageId: 'm', properties: { n: 9 } });
  accept({ type: 'track', userId: 'u', event: 'Tried', messageId: 'm2' });
  assert.deepEqual(bench.users({ userId: 'u' }), [
    {
      userId: 'u',
      properties: { n: 0, flag: true, list: [1], address: { city: 'Bonn' }, more: 'x' },
      accountIds: ['g'],
    },
  ]);
  assert.deepEqual(bench.accounts({ groupId: 'g' }), [
    { groupId: 'g', properties: { plan: 'pro', 'total billed': 830, size: 3 }, userIds: ['u'] },
  ]);
  assert.equal(bench.events({ userId: 'u' }).length, 2);

  const before = bench.total();
  assert.equal(bench.send('not JSON').status, 400);
  assert.equal(bench.send({ type: 'identify' }).status, 400);
  assert.equal(bench.send({ type: 'page', userId: 'new' }).status, 501);
  assert.equal(bench.send(identify('new', {}), 'unknown').status, 401);
  assert.equal(bench.send(identify('new', {}), KEYS.restrictedApiKey).status, 403);
  assert.equal(bench.total(), before);

  bench.send(identify('free', { email: 'someone@GMail.com' }), KEYS.blockingApiKey);
  accept(identify('company', { email: 'someone@initech.com' }), KEYS.blockingApiKey);
  accept(identify('free', { email: 'someone@gmail.com' }));
  assert.equal(bench.users({ userId: 'free' }, KEYS.blockingApiKey).length, 0);
  assert.equal(bench.users({ userId: 'company' }, KEYS.blockingApiKey).length, 1);
  assert.equal(bench.users({ userId: 'free' }).length, 1);
}
