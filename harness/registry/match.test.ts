/** Globs over clause ids. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clause } from './clause.ts';
import { globMatcher, matchClauses } from './match.ts';

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

test('* matches any run of characters, including none, and the order is that of the registry', () => {
  assert.deepEqual(matched('*-001'), ['AST-HTTP-001', 'AST-AUTH-001']);
  assert.deepEqual(matched('AST-HTTP-001*'), ['AST-HTTP-001']);
  assert.deepEqual(matched('*'), ['AST-HTTP-001', 'AST-HTTP-012', 'AST-AUTH-001']);
});

test('? matches exactly one character', () => {
  assert.deepEqual(matched('AST-HTTP-0?2'), ['AST-HTTP-012']);
  assert.deepEqual(matched('AST-HTTP-0?'), []);
});

test('the whole id must match, in its own case', () => {
  assert.deepEqual(matched('HTTP'), []);
  assert.deepEqual(matched('ast-http-*'), []);
  assert.deepEqual(matched('NOPE-*'), []);
});

test('characters with a meaning in regular expressions are literal', () => {
  for (const glob of ['AST.HTTP.001', 'AST-(HTTP|AUTH)-001', '[A-Z]*', 'AST-HTTP-001|', '^*$', '\\*', '']) {
    assert.deepEqual(matched(glob), [], glob);
  }
});

test('braces, brackets, negations and patterns of a shell are literal', () => {
  for (const glob of [
    ...['AST-{HTTP,AUTH}-001', 'AST-HTTP-00{1..2}', 'AST-HTTP-0[01]2', '[[:upper:]]*', '!AST-AUTH-*'],
    ...['@(AST)-HTTP-001', '+(A)ST-HTTP-001', '!(AST-AUTH)-001', '?(A)ST-HTTP-001', '"AST-HTTP-001"'],
  ]) {
    assert.deepEqual(matched(glob), [], glob);
    assert.equal(globMatcher(glob)(glob), true, glob);
  }
});

test('a dot and an equals sign are characters like any other', () => {
  const matches = (glob: string) => globMatcher(glob)('.a=b.c');
  for (const glob of ['*', '?a*', '*=*', '.a=?.c', '??????']) assert.equal(matches(glob), true, glob);
  for (const glob of ['a*', '*?=', '?????']) assert.equal(matches(glob), false, glob);
});
