/** A run as JUnit XML, for the test view of a CI system. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import type { TestOutcome } from '../parts/index.ts';
import { byGroup, element } from '../text/index.ts';
import { outcomeOf, troubled } from './junit-outcome.ts';
import { clauseProperties, runProperties, runTest } from './run-properties.ts';

/**
 * One suite per group of clauses, one test case per example. Each suite has the verdict of the run among its properties.
 *
 * `fail` is a failure and `harness-error` an error; a failure that the baseline excuses, and an example that was not
 * judged, is skipped with its reason; a warning passes with a note. A MUST that a person saw broken is a failure. A run
 * whose verdict no example explains gets a case of its own: a reader that counts failures would call it green otherwise.
 */
export function renderJunit(record: ResultRecord): string {
  const suites = [...byGroup(record.clauses)].map(([group, clauses]) =>
    suite(
      group,
      clauses.flatMap((clause) => clause.examples.map((example) => exampleCase(record, clause, example))),
      record,
    ),
  );
  const all = [...suites, ...runSuite(record)];
  const sum = (key: 'tests' | 'failures' | 'errors' | 'skipped') =>
    all.reduce((total, { numbers }) => total + numbers[key], 0);
  const attributes = {
    name: record.tool.name,
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
    time: seconds(record.run.durationMs),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'testsuites',
    attributes,
    all.map(({ xml }) => xml),
  )}\n`;
}

interface TestCase {
  readonly outcome: TestOutcome;
  readonly durationMs: number;
  readonly xml: string;
}

function suite(name: string, cases: readonly TestCase[], record: ResultRecord) {
  const { run } = record;
  const count = (outcome: TestOutcome) => cases.filter((one) => one.outcome === outcome).length;
  const numbers = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  const time = seconds(cases.reduce((total, { durationMs }) => total + durationMs, 0));
  const attributes = { name, ...numbers, time, timestamp: run.startedAt };
  const children = [properties(runProperties(record)), ...cases.map(({ xml }) => xml)];
  return { numbers, xml: element('testsuite', attributes, children) };
}

function exampleCase(record: ResultRecord, clause: ClauseResult, example: ExampleResult): TestCase {
  const attributes = {
    classname: clause.id,
    name: `${example.id} ${example.name}`,
    time: seconds(example.durationMs),
  };
  const { outcome, elements } = outcomeOf(record, clause, example);
  const children = [properties(clauseProperties(clause)), ...elements];
  return { outcome, durationMs: example.durationMs, xml: element('testcase', attributes, children) };
}

function runSuite(record: ResultRecord) {
  const whole = runTest(record);
  if (whole === undefined) return [];
  const { outcome, message, detail } = whole;
  const xml = element('testcase', { classname: 'run', name: 'verdict', time: seconds(0) }, [
    troubled(outcome, message, record.verdict, detail),
  ]);
  return [suite('run', [{ outcome, durationMs: 0, xml }], record)];
}

function properties(values: Readonly<Record<string, string | number>>): string {
  const list = Object.entries(values).map(([name, value]) => element('property', { name, value }));
  return element('properties', {}, list);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
