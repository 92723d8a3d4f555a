import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveOptions } from '../options/index.ts';
import { basic, KEYS } from '../testing.ts';
import { authenticate } from './authenticate.ts';
import { createConnectors } from './connectors.ts';

const { choices } = resolveOptions();
const connectors = createConnectors({ ...KEYS, apiKey: 'Key-ä1' }).list;
const outcome = (header: string | undefined) => {
  const result = authenticate(connectors, header, choices);
  return 'error' in result ? result.error : result.connector.name;
};

describe('authenticate', () => {
  it('finds each connector by its key', () => {
    assert.equal(outcome(basic('Key-ä1')), 'allowing');
    assert.equal(outcome(basic(KEYS.blockingApiKey)), 'blocking');
    assert.equal(outcome(basic(KEYS.restrictedApiKey)), 'api-key-without-permission');
  });

  it('accepts the scheme in any case', () => {
    assert.equal(outcome(basic('Key-ä1').replace('Basic', 'bASIC')), 'allowing');
  });

  for (const near of [
    'Key-ä',
    'Key-ä11',
    'key-ä1',
    'KEY-Ä1',
    ' Key-ä1',
    'Key-ä1 ',
    'Key-a\u03081',
    'Key-ä1\0',
  ]) {
    it(`refuses ${JSON.stringify(near)}, which resembles the key`, () => {
      assert.equal(outcome(basic(near)), 'api-key-unknown');
    });
  }

  it('distinguishes a missing header from a malformed one', () => {
    const token = Buffer.from('Key-ä1:').toString('base64');
    assert.equal(outcome(undefined), 'authorization-missing');
    assert.equal(outcome(''), 'authorization-missing');
    for (const header of [
      'Basic',
      'Basic ',
      `Bearer ${token}`,
      token,
      `Basic ${token}!`,
      `Basic ${token} x`,
      'Basic Key:',
    ]) {
      assert.equal(outcome(header), 'authorization-malformed', header);
    }
  });

  it('stores no key', () => {
    assert.ok(!JSON.stringify(connectors).includes(KEYS.blockingApiKey));
  });
});
