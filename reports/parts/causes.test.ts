import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Difference, ExampleResult, Verdict } from '../../schemas/index.ts';
import { callExchange, clause, example, recordOf, recordsExchange } from '../fixtures/record.ts';
import { failuresByCause } from './causes.ts';

const about = { level: 'MUST', evidence: 'readback', title: 'A rule' } as const;

/** A clause with one unmet example. */
function unmet(
  number: number,
  difference: Difference,
  parts: Partial<ExampleResult> = {},
  verdict: Verdict = 'fail',
) {
  const id = `AST-IDENT-00${number}`;
  return clause(id, about, [example(`${id}.1`, verdict, { difference, ...parts })]);
}

function causesOf(...clauses: ReturnType<typeof unmet>[]) {
  return failuresByCause(recordOf(clauses)).map(({ words, failures }) => [
    words,
    ...failures.map((failure) => failure.clause.id),
  ]);
}

test('clauses that miss the same kind of record have one cause, whatever they expected of it', () => {
  const nothing = { exchanges: [callExchange(), recordsExchange('{"users":[]}')] };
  assert.deepEqual(
    causesOf(
      unmet(1, { message: 'there is no User "a"', expected: { plan: 'pro' }, actual: null }, nothing),
      unmet(2, { message: 'there is not exactly one User "b"', expected: 1, actual: 0 }, nothing),
    ),
    [['the look at the User found nothing', 'AST-IDENT-001', 'AST-IDENT-002']],
  );
});

test('names of users and properties do not part a cause, what happened to the members does', () => {
  const hold = (user: string, name: string, actual: object) => ({
    message: `the User "${user}" does not hold "${name}" as sent`,
    expected: { [name]: 'x' },
    actual,
  });
  assert.deepEqual(
    causesOf(
      unmet(1, hold('conformance-r1-a', 'plan', {})),
      unmet(2, hold('conformance-r1-b', 'note', { note: '?' })),
      unmet(3, hold('conformance-r1-c', 'email', {})),
    ),
    [
      ['the User does not hold … as sent (missing)', 'AST-IDENT-001', 'AST-IDENT-003'],
      ['the User does not hold … as sent (changed)', 'AST-IDENT-002'],
    ],
  );
});

test('the same response is one cause, another one is another', () => {
  const answered = (actual: string) => ({ message: 'another status', expected: '400', actual });
  assert.deepEqual(
    causesOf(
      unmet(1, answered('500 with x')),
      unmet(2, answered('404 with x')),
      unmet(3, answered('500 with x')),
    ),
    [
      ['another status: expected 400, got 500 with x', 'AST-IDENT-001', 'AST-IDENT-003'],
      ['another status: expected 400, got 404 with x', 'AST-IDENT-002'],
    ],
  );
});

test('failures come before warnings, and a clause is there once', () => {
  const twice = clause('AST-IDENT-009', about, [
    example('AST-IDENT-009.1', 'warn', { difference: { message: 'one' } }),
    example('AST-IDENT-009.2', 'fail', { difference: { message: 'two' } }),
  ]);
  const causes = failuresByCause(recordOf([unmet(1, { message: 'three' }, {}, 'warn'), twice]));
  assert.deepEqual(
    causes.map(({ words, failures: [failure] }) => [words, failure?.example.id, failure?.others.length]),
    [
      ['two', 'AST-IDENT-009.2', 1],
      ['three', 'AST-IDENT-001.1', 0],
    ],
  );
});

test('a clause that failed because of a control shows what the control sent', () => {
  const message = 'no User became visible';
  const record = {
    ...recordOf([unmet(1, { message })], {}, { findings: { invisibleUser: message } }),
    controls: [callExchange(), callExchange({}, { status: 401 }), recordsExchange('{"users":[]}')],
  };
  assert.equal(failuresByCause(record)[0]?.words, 'the look at the User found nothing');
});
