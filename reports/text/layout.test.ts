/** Columns of a terminal, in any script. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { padded, wrap } from './layout.ts';

test('a text breaks at its spaces, and a word longer than a line stays whole', () => {
  assert.equal(wrap('one two three', 8, '  '), 'one\n  two\n  three');
  assert.equal(wrap(`a ${'x'.repeat(20)} b`, 8), `a\n${'x'.repeat(20)}\nb`);
});

test('a wide character takes two columns', () => {
  const lines = wrap('重要 重要 重要 重要', 10).split('\n');
  assert.deepEqual(lines, ['重要 重要', '重要 重要']);
  assert.equal(stringWidth(padded('重要', 6)), 6);
  assert.equal(padded('longer', 3), 'longer');
});
