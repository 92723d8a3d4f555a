import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveChoices } from '../../resolve-choices.ts';
import { classify, MESSAGE_REJECTED } from './classify.ts';

const resolution = resolveChoices({});
assert.ok('value' in resolution);
const choices = resolution.value;

describe('a response', () => {
  for (const [next, statuses] of Object.entries({
    delivered: [200, 201, 202, 204, 299],
    retry: [429, 500, 502, 503, 504],
    discard: [300, 301, 302, 307, 308, 400, 401, 403, 404, 408, 410, 413, 422, 501, 505, 511],
  })) {
    for (const status of statuses) {
      it(`of ${status} means ${next}`, () => assert.equal(classify({ status, ms: 0 }, choices), next));
    }
  }
});

describe('no response', () => {
  it('is retried', () => assert.equal(classify({ error: 'ECONNREFUSED', ms: 0 }, choices), 'retry'));

  it('is final if the call could not be serialized', () =>
    assert.equal(classify({ error: MESSAGE_REJECTED, ms: 0 }, choices), 'discard'));
});
