/** A run as JUnit XML, for the test view of a CI system. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { byGroup, element } from '../text/index.ts';
import { outcomeOf, troubled } from './junit-outcome.ts';
import {
  type JunitCase,
  type JunitSuite,
  junitDocument,
  junitSuite,
  properties,
  seconds,
} from './junit-suite.ts';
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
  return junitDocument(record.tool.name, record.run.durationMs, [...suites, ...runSuite(record)]);
}

function suite(name: string, cases: readonly JunitCase[], record: ResultRecord): JunitSuite {
  return junitSuite(name, cases, { properties: runProperties(record), timestamp: record.run.startedAt });
}

function exampleCase(record: ResultRecord, clause: ClauseResult, example: ExampleResult): JunitCase {
  const attributes = {
    classname: clause.id,
    name: `${example.id} ${example.name}`,
    time: seconds(example.durationMs),
  };
  const { outcome, elements } = outcomeOf(record, clause, example);
  const children = [properties(clauseProperties(clause)), ...elements];
  return { outcome, durationMs: example.durationMs, xml: element('testcase', attributes, children) };
}

function runSuite(record: ResultRecord): JunitSuite[] {
  const whole = runTest(record);
  if (whole === undefined) return [];
  const { outcome, message, detail } = whole;
  const xml = element('testcase', { classname: 'run', name: 'verdict', time: seconds(0) }, [
    troubled(outcome, message, record.verdict, detail),
  ]);
  return [suite('run', [{ outcome, durationMs: 0, xml }], record)];
}
