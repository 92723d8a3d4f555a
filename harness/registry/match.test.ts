/** Globs over clause ids. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clause } from './clause.ts';
import { matchClauses } from './match.ts';

const clause = (id: string): Clause => ({
  id,
  rule: 'A rule',
  level: 'MUST',
  provenance: 'assumed',
  argument: 'An argument',
  evidence: 'wire',
  source: [],
});
const registry = { clauses: ['AST-HTTP-001', 'AST-HTTP-012', 'AST-AUTH-001'].map(clause) };
const matched = (glob: string) => matchClauses(registry, glob).map(({ id }) => id);

test('an id without wildcards matches itself alone', () => {
  assert.deepEqual(matched('AST-HTTP-012'), ['AST-HTTP-012']);
});

test('* stands for any run of characters, the empty one included, in the order of the registry', () => {
  assert.deepEqual(matched('*-001'), ['AST-HTTP-001', 'AST-AUTH-001']);
  assert.deepEqual(matched('AST-HTTP-001*'), ['AST-HTTP-001']);
  assert.deepEqual(matched('*'), ['AST-HTTP-001', 'AST-HTTP-012', 'AST-AUTH-001']);
});

test('? stands for exactly one character', () => {
  assert.deepEqual(matched('AST-HTTP-0?2'), ['AST-HTTP-012']);
  assert.deepEqual(matched('AST-HTTP-0?'), []);
});

test('the whole id must match, in its own case', () => {
  assert.deepEqual(matched('HTTP'), []);
  assert.deepEqual(matched('ast-http-*'), []);
  assert.deepEqual(matched('NOPE-*'), []);
});

test('characters that mean something in a regular expression are themselves', () => {
  for (const glob of ['AST.HTTP.001', 'AST-(HTTP|AUTH)-001', '[A-Z]*', 'AST-HTTP-001|', '^*$', '\\*', '']) {
    assert.deepEqual(matched(glob), [], glob);
  }
});
