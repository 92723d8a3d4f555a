import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasAtMost } from './nesting.ts';

describe('the number of values', () => {
  it('counts every object, array and other value', () => {
    const value = { a: 1, b: [1, { c: null }], d: {} };
    assert.equal(hasAtMost(7, value), true);
    assert.equal(hasAtMost(6, value), false);
    assert.equal(hasAtMost(1, 'text'), true);
  });

  it('takes a value of any depth', () => {
    assert.equal(hasAtMost(10, JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)), false);
    assert.equal(hasAtMost(5000, JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)), true);
  });
});
