import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidOptions } from '../emulator-options.ts';
import { resolveOptions } from './index.ts';

describe('options', () => {
  it('have defaults, and a different key for each purpose', () => {
    const options = resolveOptions();
    const { apiKey, blockingApiKey, restrictedApiKey, writeKey } = options;
    assert.deepEqual([options.port, options.host], [4100, '127.0.0.1']);
    assert.equal(new Set([apiKey, blockingApiKey, restrictedApiKey, writeKey]).size, 4);
    assert.notEqual(resolveOptions().apiKey, apiKey);
  });

  it('generate keys from the given ids', () => {
    assert.equal(resolveOptions({ ids: () => '12-34' }).apiKey, 'ak_1234');
  });

  it('are refused with all problems at once', () => {
    const limits = { users: 0, user: 5 } as object;
    const given = { port: 70_000, apiKey: 'a:b', writeKey: '', choices: { nope: 'x' }, limits };
    assert.throws(
      () => resolveOptions(given),
      (error) => {
        assert.ok(error instanceof InvalidOptions);
        assert.equal(error.problems.length, 6);
        assert.ok(!error.message.includes('a:b'), 'a key is not repeated');
        return true;
      },
    );
  });

  it('are refused if two connectors share a key', () => {
    assert.throws(
      () => resolveOptions({ apiKey: 'same', restrictedApiKey: 'same' }),
      /restrictedApiKey and apiKey/,
    );
  });

  it('use the address to forward to for the default instance', () => {
    const { instances } = resolveOptions({ forwardTo: 'https://example.com/in', forwardApiKey: 'k' });
    assert.deepEqual(instances, [
      { id: 'default', name: 'Astrolabe', enabled: true, apiKey: 'k', endpoint: 'https://example.com/in' },
    ]);
  });

  it('leave an instance without an API key disabled', () => {
    const { instances } = resolveOptions({ instances: [{ name: 'Later' }] });
    assert.deepEqual(instances[1], {
      id: 'instance-2',
      name: 'Later',
      enabled: false,
      apiKey: '',
      endpoint: 'built-in',
    });
  });

  for (const [problem, given] of [
    [/forwardTo must be an address/, { forwardTo: 'example.com', forwardApiKey: 'k' }],
    [/forwardTo must be an address/, { forwardTo: '', forwardApiKey: 'k' }],
    [/forwardTo must be an address/, { forwardTo: 'ftp://example.com/', forwardApiKey: 'k' }],
    [/forwardTo must be an address/, { forwardTo: 'file:///etc/passwd', forwardApiKey: 'k' }],
    [/user name or a password/, { forwardTo: 'https://a:b@example.com/', forwardApiKey: 'k' }],
    [/forwardTo requires forwardApiKey/, { forwardTo: 'https://example.com/' }],
    [/forwardApiKey must be/, { forwardTo: 'https://example.com/', forwardApiKey: '' }],
    [/forwardApiKey requires forwardTo/, { forwardApiKey: 'k' }],
    [/has no API key/, { instances: [{ enabled: true }] }],
    [/endpoint of instance x/, { instances: [{ id: 'x', endpoint: 'gopher://a/' }] }],
    [/two instances have the id "default"/, { instances: [{ id: 'default' }] }],
    [/timeout/, { timeout: 0 }],
    [/timeout/, { timeout: Number.NaN }],
    [/retry\.attempts/, { retry: { attempts: 0 } }],
    [/retry\.jitter/, { retry: { jitter: 2 } }],
    [/concurrency/, { concurrency: 1.5 }],
    [/seed/, { seed: -1 }],
    [/dedupeWindow/, { dedupeWindow: -1 }],
    [/clock must be real or frozen/, { clock: 'fast' as 'real' }],
  ] as const) {
    it(`are refused if they are ${JSON.stringify(given)}`, () => {
      assert.throws(
        () => resolveOptions(given),
        (error) => {
          assert.ok(error instanceof InvalidOptions);
          assert.equal(error.problems.length, 1);
          assert.match(error.message, problem);
          assert.ok(!error.message.includes('a:b'), 'a password is not repeated');
          return true;
        },
      );
    });
  }
});
