/** CTRF: valid by the schema of the format, and the same outcomes as in the JUnit file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { clause, example, HOSTILE, recordOf, SAMPLES } from '../fixtures/record.ts';
import { renderCtrf } from './ctrf.ts';

const schema = join(dirname(fileURLToPath(import.meta.resolve('ctrf'))), 'ctrf-schema-0.0.json');
const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const isCtrf = ajv.compile<object>(JSON.parse(readFileSync(schema, 'utf8')));

function resultsOf(record: Parameters<typeof renderCtrf>[0]) {
  const report = JSON.parse(renderCtrf(record));
  const isValid: boolean = isCtrf(report);
  assert.ok(isValid, JSON.stringify(isCtrf.errors));
  return report.results;
}

for (const [name, record] of Object.entries(SAMPLES)) {
  test(`the CTRF file of "${name}" is valid by the format's own schema`, () => {
    assert.ok(resultsOf(record).tests.length > 0);
  });
}

test('the schema refuses what is not CTRF', () => {
  const report = JSON.parse(renderCtrf(recordOf([])));
  delete report.results.summary.tests;
  assert.equal(isCtrf(report), false);
});

const about = { level: 'SHOULD', evidence: 'wire', title: 'A rule' } as const;
const difference = { message: 'it was different' };

for (const [verdict, status, note] of [
  ['pass', 'passed', undefined],
  ['info', 'passed', 'stdout'],
  ['warn', 'passed', 'stdout'],
  ['fail', 'failed', 'trace'],
  ['harness-error', 'failed', 'trace'],
  ['blocked', 'skipped', undefined],
  ['not-observable', 'skipped', undefined],
  ['not-applicable', 'skipped', undefined],
] as const) {
  test(`an example with the verdict ${verdict} is ${status}`, () => {
    const one = example('AST-HTTP-003.1', verdict, { reason: 'because', difference });
    const record = recordOf([clause('AST-HTTP-003', about, [one])], {
      verdict: verdict === 'fail' ? 'nonconformant' : 'conformant',
    });
    const { tests, summary } = resultsOf(record);
    const [shown] = tests;
    assert.deepEqual([shown.status, shown.rawStatus], [status, verdict]);
    assert.equal(summary[status], 1);
    assert.deepEqual(
      ['stdout', 'trace'].filter((member) => member in shown),
      note === undefined ? [] : [note],
    );
    assert.equal('message' in shown, verdict !== 'pass' && verdict !== 'info');
  });
}

test('a test has its example, clause, level, provenance and evidence', () => {
  const record = recordOf([clause('AST-HTTP-003', about, [example('AST-HTTP-003.1', 'pass')])]);
  const { tests, tool, environment } = resultsOf(record);
  const [{ testId, suite, labels }] = tests;
  assert.deepEqual([testId, suite[1]], ['AST-HTTP-003.1', 'AST-HTTP-003']);
  assert.deepEqual(labels, {
    clause: 'AST-HTTP-003',
    level: 'SHOULD',
    provenance: 'documented',
    evidence: 'wire',
  });
  assert.equal(tool.name, record.tool.name);
  assert.ok(environment.appName);
});

test('a run in which nothing was selected is not green', () => {
  const reasons = ['nothing was selected'];
  const { summary, tests } = resultsOf(recordOf([], { verdict: 'incomplete' }, { exitCode: 3, reasons }));
  assert.deepEqual([summary.tests, summary.failed], [1, 1]);
  assert.equal(tests[0].message, 'nothing was selected');
});

test('hostile text is text, and no command of a terminal is in the file', () => {
  const one = example('AST-HTTP-003.1', 'fail', { difference: { message: HOSTILE } });
  const record = recordOf([clause('AST-HTTP-003', about, [one])], { verdict: 'nonconformant' });
  assert.ok(!renderCtrf(record).includes('\u001b'));
  assert.ok(resultsOf(record).tests[0].message.length > 0);
});
