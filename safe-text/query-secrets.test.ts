/** Which values of a query are hidden, and under which label. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { querySecrets } from './query-secrets.ts';

it('hides the values of a query, written and decoded, and not those of a fragment', () => {
  assert.deepEqual(querySecrets('https://host.example/in?code=ab%2Bcdefgh&v=1&x=%20#y=12345678'), [
    { value: 'ab%2Bcdefgh', label: 'query-code' },
    { value: 'ab+cdefgh', label: 'query-code' },
  ]);
});

it('does not name a value that has no name after itself', () => {
  assert.deepEqual(querySecrets('https://host.example/in?a-secret-value'), [
    { value: 'a-secret-value', label: 'query' },
  ]);
  assert.deepEqual(querySecrets('https://host.example/in'), []);
});
