import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ExampleResult, type Level, type Verdict, validate } from '../schemas/index.ts';
import { judged } from '../verdict/index.ts';
import type { ExampleEnd } from './cucumber/index.ts';
import { clauseResult, judgeExample } from './example-result.ts';
import type { Clause } from './registry/index.ts';

function example(verdict: Verdict, reason?: string): ExampleResult {
  const rest = { id: 'AST-HTTP-001.1', name: 'n', steps: [], location: 'f:1', durationMs: 0, exchanges: [] };
  return { ...rest, verdict, ...(reason === undefined ? {} : { reason }) };
}

function verdictOf(end: ExampleEnd, level: Level, strict = false): Verdict {
  const { id, name, steps, location, durationMs, exchanges } = example('pass');
  return judgeExample(
    { id, clauseId: 'AST-HTTP-001', name, steps, location, durationMs, exchanges, end },
    level,
    strict,
  ).verdict;
}

describe('an example', () => {
  const unmet: ExampleEnd = { kind: 'unmet', difference: { message: 'm' } };
  it('that breaks a MUST fails', () => assert.equal(verdictOf(unmet, 'MUST'), 'fail'));
  it('that breaks a SHOULD warns', () => assert.equal(verdictOf(unmet, 'SHOULD'), 'warn'));
  it('that breaks a SHOULD under --strict fails', () =>
    assert.equal(verdictOf(unmet, 'SHOULD', true), 'fail'));
  it('of an INFO clause is never judged, even under --strict', () =>
    assert.equal(verdictOf(unmet, 'INFO', true), 'info'));
  it('of an INFO clause that is blocked was not observable', () => {
    assert.equal(verdictOf({ kind: 'blocked', reason: 'r' }, 'INFO'), 'not-observable');
  });
  it('of an INFO clause that reports nothing is a fault of the tool', () => {
    assert.equal(verdictOf({ kind: 'passed' }, 'INFO'), 'harness-error');
  });
  it('that was skipped without a reason is a fault of the tool', () => {
    assert.equal(verdictOf({ kind: 'faulty', reason: 'r' }, 'MUST'), 'harness-error');
  });
});

describe('a clause', () => {
  const registered: Clause = {
    id: 'AST-HTTP-001',
    rule: 'r',
    level: 'MUST',
    provenance: 'documented',
    evidence: 'wire',
    source: [],
  };
  const order: Verdict[] = [
    'fail',
    'warn',
    'harness-error',
    'blocked',
    'not-observable',
    'pass',
    'info',
    'not-applicable',
  ];
  for (const [index, worse] of order.entries()) {
    it(`with ${worse} and anything better is ${worse}`, () => {
      const examples = order
        .slice(index)
        .toReversed()
        .map((verdict) => example(verdict));
      assert.equal(clauseResult(registered, examples).verdict, worse);
    });
  }
});

describe('what an example leaves in a record', () => {
  /** Steps and looks pass on more than a record holds. */
  const difference = { message: 'm', expected: 1, actual: undefined, final: true, subject: { kind: 'User' } };
  const ends: readonly ExampleEnd[] = [
    { kind: 'passed' },
    { kind: 'passed', observation: 'o' },
    ...(['blocked', 'not-applicable', 'not-observable'] as const).map(
      (verdict): ExampleEnd => ({ kind: 'gated', gate: { verdict, reason: 'r' }, checklist: ['c'] }),
    ),
    { kind: 'observed', observation: 'o' },
    { kind: 'observed', observation: '' },
    { kind: 'unmet', difference },
    { kind: 'unmet', difference: { ...difference, message: '' }, noResponse: true },
    { kind: 'blocked', reason: 'r' },
    { kind: 'faulty', reason: 'r' },
    { kind: 'faulty', reason: '' },
  ];
  const clause = { provenance: 'assumed', evidence: 'wire', rule: 'r', id: 'AST-HTTP-001' } as Clause;
  for (const level of ['MUST', 'SHOULD', 'INFO'] as const) {
    it(`follows the schema, whatever its end, for ${level}`, () => {
      for (const [index, end] of ends.entries()) {
        for (const strict of [true, false]) {
          const shown = { name: 'n', steps: [], location: 'f:1', durationMs: 0, exchanges: [] };
          const outcome = { ...shown, id: `AST-HTTP-001.${index}`, clauseId: 'AST-HTTP-001', end };
          const example = judgeExample(outcome, level, strict);
          const record = judged({
            schemaVersion: 1,
            tool: { name: 't', version: '0', contractDigest: 'd' },
            run: {
              id: 'r',
              seed: 0,
              startedAt: '2026-01-01T00:00:00.000Z',
              durationMs: 0,
              evidence: 'wire',
              strict,
              selection: { clauses: [], examples: [] },
              requests: { calls: 0, markers: 0, records: 0 },
            },
            target: { baseUrl: 'http://127.0.0.1/', embedded: false },
            clauses: [clauseResult({ ...clause, level }, [example])],
          });
          assert.deepEqual(validate('result', record), [], JSON.stringify(end));
        }
      }
    });
  }
});
