import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench, KEYS } from '../testing.ts';
import { isFreeEmail } from './free-email.ts';

const BLOCKING = KEYS.blockingApiKey;
const identify = (userId: string, traits: object) => ({ type: 'identify', userId, traits });

describe('isFreeEmail', () => {
  it('recognises the well-known providers, in any case', () => {
    for (const domain of [
      'gmail.com',
      'Yahoo.COM',
      'outlook.com',
      'hotmail.com',
      'icloud.com',
      'gmx.de',
      'qq.com',
    ]) {
      assert.ok(isFreeEmail(`someone@${domain}`, false), domain);
    }
  });

  it('recognises nothing else as free', () => {
    for (const address of [
      'a@initech.com',
      'a@acme.com',
      'a@run.example',
      'a@gmail.com.example',
      'gmail.com',
      '@gmail.com',
      7,
      null,
    ]) {
      assert.ok(!isFreeEmail(address, false), String(address));
    }
  });
});

describe('a connector that blocks free email providers', () => {
  it('creates no User for a free address, and creates one for other addresses', () => {
    const bench = createBench();
    assert.deepEqual(bench.send(identify('u1', { email: 'a@GMAIL.com' }), BLOCKING).rules, ['AST-SETUP-001']);
    bench.send(identify('u2', { email: 'a@initech.com' }), BLOCKING);
    bench.send(identify('u3', {}), BLOCKING);
    const counts = ['u1', 'u2', 'u3'].map((userId) => bench.users({ userId }, BLOCKING).length);
    assert.deepEqual(counts, [0, 1, 1]);
  });

  it('accepts a blocked user who returns with another address', () => {
    const bench = createBench({ choices: { 'blocked-user-calls': 'drop' } });
    bench.send(identify('u1', { email: 'a@gmail.com' }), BLOCKING);
    bench.send(identify('u1', { plan: 'pro' }), BLOCKING);
    assert.equal(bench.users({ userId: 'u1' }, BLOCKING).length, 0);
    bench.send(identify('u1', { email: 'a@initech.com' }), BLOCKING);
    bench.send(identify('u1', { plan: 'pro' }), BLOCKING);
    assert.deepEqual(bench.users({ userId: 'u1' }, BLOCKING)[0]?.properties, {
      email: 'a@initech.com',
      plan: 'pro',
    });
  });

  it('creates no User for a group or track call of a blocked user', () => {
    const bench = createBench({
      choices: { 'group-of-unknown-user': 'create-user', 'track-of-unknown-user': 'create-user' },
    });
    bench.send(identify('u1', { email: 'a@gmail.com' }), BLOCKING);
    bench.send({ type: 'group', groupId: 'g', userId: 'u1' }, BLOCKING);
    bench.send({ type: 'track', event: 'e', userId: 'u1' }, BLOCKING);
    assert.equal(bench.users({ userId: 'u1' }, BLOCKING).length, 0);
    assert.equal(bench.events({ userId: 'u1' }, BLOCKING).length, 1);
  });

  it('remembers at most as many ids as the limit allows', () => {
    const bench = createBench({ limits: { blockedIds: 1 } });
    assert.equal(bench.send(identify('u1', { email: 'a@gmail.com' }), BLOCKING).status, 200);
    assert.equal(bench.send(identify('u2', { email: 'a@gmail.com' }), BLOCKING).status, 503);
    assert.equal(bench.users({ userId: 'u2' }, BLOCKING).length, 0);
  });
});
