import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidOptions, resolveOptions } from './options.ts';

describe('options', () => {
  it('have defaults, and keys that differ from one another', () => {
    const options = resolveOptions();
    const { apiKey, blockingApiKey, restrictedApiKey, writeKey } = options;
    assert.deepEqual([options.port, options.host], [4100, '127.0.0.1']);
    assert.equal(new Set([apiKey, blockingApiKey, restrictedApiKey, writeKey]).size, 4);
    assert.notEqual(resolveOptions().apiKey, apiKey);
  });

  it('make up keys from the ids that are given', () => {
    assert.equal(resolveOptions({ ids: () => '12-34' }).apiKey, 'ak_1234');
  });

  it('are refused with every problem at once', () => {
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

  it('are refused where two connectors share a key', () => {
    assert.throws(
      () => resolveOptions({ apiKey: 'same', restrictedApiKey: 'same' }),
      /restrictedApiKey and apiKey/,
    );
  });
});
