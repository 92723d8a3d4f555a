/** A run as tests: what fails, what is skipped, and that no test is green about what was not judged. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guarded, isOneLine } from '../../safe-text/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { judged } from '../../verdict/index.ts';
import { clause, example, HOSTILE, recordOf, SAMPLES } from '../fixtures/record.ts';
import { type ClauseTest, clauseTests } from './clause-tests.ts';

const MUST = { level: 'MUST', evidence: 'wire', title: 'The rule' } as const;
const SHOULD = { ...MUST, level: 'SHOULD' } as const;

/** The judgement follows from the clauses and the rest of the run. */
function judgedRecord(
  clauses: ResultRecord['clauses'],
  run: Partial<ResultRecord['run']> = {},
): ResultRecord {
  return judged(recordOf(clauses, {}, run));
}

const testsOf = (record: ResultRecord, fault?: string): ClauseTest[] =>
  clauseTests(record, fault).groups.flatMap(({ tests }) => tests);

const only = (record: ResultRecord): ClauseTest => testsOf(record)[0] as ClauseTest;
const whole = (record: ResultRecord): ClauseTest => testsOf(record).at(-1) as ClauseTest;

describe('the tests of a run', () => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    it(`fail if and only if the exit code is not 0: ${name}`, () => {
      const record = judged(sample);
      const failed = testsOf(record).filter(({ outcome }) => outcome === 'failed');
      assert.equal(failed.length > 0, record.run.exitCode !== 0, JSON.stringify(failed));
    });

    it(`pass for no clause that was not judged, and have titles of one line: ${name}`, () => {
      const tests = testsOf(sample);
      assert.equal(tests.length, sample.clauses.length + 1);
      assert.ok(tests.every(({ title }) => isOneLine(title)));
      for (const [index, { verdict }] of sample.clauses.entries()) {
        if (['blocked', 'not-observable', 'not-applicable'].includes(verdict)) {
          assert.equal(tests[index]?.outcome, 'skipped');
          assert.match(tests[index]?.title ?? '', /\[.*\]$/s);
        }
      }
    });
  }

  it('have the failure card as their message, as the summary shows it', () => {
    const record = judgedRecord([
      clause('AST-X-001', MUST, [
        example('AST-X-001.1', 'pass'),
        example('AST-X-001.2', 'fail', { difference: { message: 'it differs', expected: 1, actual: 2 } }),
        example('AST-X-001.3', 'fail', { difference: { message: 'so does this' } }),
      ]),
    ]);
    const { title, outcome, message = '' } = only(record);
    assert.deepEqual([title, outcome], ['AST-X-001 (MUST) The rule', 'failed']);
    for (const part of [
      /^AST-X-001\.2 /,
      /it differs/,
      /expected +1/,
      /Run again/,
      /AST-X-001\.3: so does this/,
    ])
      assert.match(message, part);
    assert.equal(whole(record).outcome, 'passed');
    assert.equal(whole(record).title, 'is complete');
  });

  it('fail for an example that fails beside one that the baseline excuses, and skip the excused ones', () => {
    const examples = ['1', '2'].map((number) =>
      example(`AST-X-001.${number}`, 'fail', { difference: { message: `wrong ${number}` } }),
    );
    const baseline = { file: 'known.json', excused: ['AST-X-001.1'], problems: [] };
    const both = only(judgedRecord([clause('AST-X-001', MUST, examples)], { baseline }));
    assert.equal(both.outcome, 'failed');
    assert.match(both.message ?? '', /^AST-X-001\.2 [\s\S]*AST-X-001\.1: wrong 1/);
    const excused = judgedRecord([clause('AST-X-001', MUST, examples.slice(0, 1))], { baseline });
    assert.equal(excused.verdict, 'known-failures');
    assert.equal(only(excused).outcome, 'skipped');
    assert.match(only(excused).title, /\[known failure, excused by the baseline known\.json: wrong 1\]$/);
  });

  it('pass with a note for a warning and for what was observed without judging', () => {
    const warned = only(
      judgedRecord([
        clause('AST-X-001', SHOULD, [example('AST-X-001.1', 'warn', { difference: { message: 'was 204' } })]),
      ]),
    );
    assert.deepEqual(warned, {
      clause: 'AST-X-001',
      title: 'AST-X-001 (SHOULD) The rule [warning: was 204]',
      outcome: 'passed',
    });
    const seen = only(
      judgedRecord([clause('AST-X-001', { ...MUST, level: 'INFO' }, [example('AST-X-001.1', 'info')])]),
    );
    assert.deepEqual(seen, {
      clause: 'AST-X-001',
      title: 'AST-X-001 (INFO) The rule [observed, not judged]',
      outcome: 'passed',
    });
  });

  it('skip a clause of which a part was not judged, and say how much passed', () => {
    const examples = [
      example('AST-X-001.1', 'pass'),
      example('AST-X-001.2', 'not-observable', { reason: 'no read-back' }),
    ];
    const part = only(judgedRecord([clause('AST-X-001', MUST, examples)]));
    assert.equal(part.outcome, 'skipped');
    assert.match(part.title, /\[not-observable: no read-back; 1 of 2 examples passed\]$/);
  });

  it('fail for the tool itself, also behind a warning of the same clause', () => {
    const record = judgedRecord([
      clause('AST-X-001', SHOULD, [
        example('AST-X-001.1', 'warn', { difference: { message: 'was 204' } }),
        example('AST-X-001.2', 'harness-error', { reason: 'a step has no definition' }),
      ]),
    ]);
    assert.equal(only(record).outcome, 'failed');
    assert.match(only(record).message ?? '', /a step has no definition/);
  });

  const passing = [clause('AST-X-001', MUST, [example('AST-X-001.1', 'pass')])];
  const failing = [
    clause('AST-X-001', MUST, [example('AST-X-001.1', 'fail', { difference: { message: 'no' } })]),
  ];
  for (const [what, run] of Object.entries<Partial<ResultRecord['run']>>({
    'was stopped': { stopped: true },
    'reached its limit': { findings: { limit: '--max-calls was reached' } },
    'lost its target': { findings: { gone: 'the target stopped responding' } },
    'lost its evidence': { findings: { evidenceFault: 'the Records API answered 500' } },
    'has a control that failed': { findings: { indifferent: 'a garbage key is answered alike' } },
    'has a baseline that is out of date': {
      baseline: { file: 'known.json', excused: [], problems: ['AST-X-002.1 passes again'] },
    },
  })) {
    for (const [also, clauses] of [
      ['', passing],
      [', also beside a failure', failing],
    ] as const) {
      it(`fail for a run that ${what}${also}`, () => {
        const record = judgedRecord(clauses, run);
        assert.equal(whole(record).outcome, 'failed');
        assert.ok(whole(record).message?.includes(record.run.reasons.at(-1) ?? '-'));
      });
    }
  }

  it('fail for a run of nothing, one that never began, and a record with a fault', () => {
    assert.match(whole(judgedRecord([])).message ?? '', /nothing was selected/);
    const unreachable = judged(SAMPLES.unreachable as ResultRecord);
    assert.match(whole(unreachable).message ?? '', /What to do/);
    const faulty = testsOf(judgedRecord(passing), 'its record is not valid').at(-1);
    assert.match(faulty?.message ?? '', /^its record is not valid\n/);
    assert.equal(whole(judgedRecord(passing)).outcome, 'passed');
  });

  it('move no cursor and command no CI system, whatever the destination said', () => {
    const hostile = judgedRecord([
      clause('AST-X-001', { ...MUST, title: HOSTILE }, [
        example('AST-X-001.1', 'fail', { name: HOSTILE, difference: { message: HOSTILE } }),
      ]),
    ]);
    for (const { title, message = '' } of testsOf(hostile)) {
      const text = `${title}\n${message}`;
      assert.equal(guarded(text), text);
    }
  });
});
