/** A run in the Common Test Report Format (https://ctrf.io), for tools that read it instead of JUnit XML. */
import { safeJson } from '../../safe-text/index.ts';
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { type TestOutcome, targetName, testResultOf } from '../parts/index.ts';
import { byGroup } from '../text/index.ts';
import { clauseProperties, runProperties, runTest } from './run-properties.ts';

/** The version of the format's schema. */
const SPEC_VERSION = '0.0.0';

/** The words of the format. A fault of the tool itself has none, and must not look harmless: it is a failure, too. */
const STATUS = {
  passed: 'passed',
  failure: 'failed',
  error: 'failed',
  skipped: 'skipped',
} as const satisfies Record<TestOutcome, string>;

type Status = (typeof STATUS)[TestOutcome];

interface CtrfTest {
  readonly name: string;
  readonly status: Status;
  /** In whole milliseconds. */
  readonly duration: number;
  readonly testId: string;
  readonly suite: readonly [string, ...string[]];
  readonly rawStatus: string;
  readonly message?: string;
  readonly trace?: string;
  readonly stdout?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * One test per example, in the suites of its group and its clause. `rawStatus` is the verdict of the example.
 *
 * The outcomes are those of the JUnit file: `fail` and `harness-error` are `failed`; what was not judged, and a failure
 * that the baseline excuses, is `skipped` with its reason; a warning and an observation are `passed`, with a note in
 * `stdout`. A test fails if and only if the exit code of the run is not 0.
 */
export function renderCtrf(record: ResultRecord): string {
  const { tool, run } = record;
  const tests = [...examplesOf(record), ...wholeRun(record)];
  const count = (status: string) => tests.filter((one) => one.status === status).length;
  const start = Date.parse(run.startedAt);
  const duration = Math.round(run.durationMs);
  const report = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    runId: run.id,
    timestamp: new Date(start + duration).toISOString(),
    generatedBy: `${tool.name} ${tool.version}`,
    results: {
      tool: { name: tool.name, version: tool.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: 0,
        suites: new Set(tests.map(({ suite: [group] }) => group)).size,
        start,
        stop: start + duration,
        duration,
        extra: runProperties(record),
      },
      tests,
      environment: { appName: targetName(record) },
    },
  };
  return `${safeJson(report)}\n`;
}

function examplesOf(record: ResultRecord): CtrfTest[] {
  return [...byGroup(record.clauses)].flatMap(([group, clauses]) =>
    clauses.flatMap((clause) => clause.examples.map((example) => testOf(record, group, clause, example))),
  );
}

function testOf(record: ResultRecord, group: string, clause: ClauseResult, example: ExampleResult): CtrfTest {
  const { outcome, message, detail } = testResultOf(record, clause, example);
  const status = STATUS[outcome];
  const more = detail?.();
  return {
    name: `${example.id} ${example.name}`,
    status,
    duration: Math.round(example.durationMs),
    testId: example.id,
    suite: [group, clause.id],
    rawStatus: example.verdict,
    ...(message === undefined ? {} : { message }),
    ...(more === undefined ? {} : status === 'failed' ? { trace: more } : { stdout: more.split('\n') }),
    labels: clauseProperties(clause),
  };
}

function wholeRun(record: ResultRecord): CtrfTest[] {
  const whole = runTest(record);
  if (whole === undefined) return [];
  const { outcome, message, detail } = whole;
  return [
    {
      name: 'verdict',
      status: STATUS[outcome],
      duration: 0,
      testId: 'run',
      suite: ['run'],
      rawStatus: record.verdict,
      message,
      trace: detail,
    },
  ];
}
