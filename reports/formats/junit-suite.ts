/** The frame of a JUnit file: suites, their counts and their properties. */
import type { TestOutcome } from '../parts/index.ts';
import { element } from '../text/index.ts';

/** A test case as XML, and what its suite counts. */
export interface JunitCase {
  readonly outcome: TestOutcome;
  readonly durationMs: number;
  readonly xml: string;
}

/** A suite as XML, and what the document counts. */
export interface JunitSuite {
  readonly numbers: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
  readonly xml: string;
}

/** The whole file. */
export function junitDocument(name: string, durationMs: number, suites: readonly JunitSuite[]): string {
  const sum = (key: keyof JunitSuite['numbers']) =>
    suites.reduce((total, { numbers }) => total + numbers[key], 0);
  const attributes = {
    name,
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
    time: seconds(durationMs),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'testsuites',
    attributes,
    suites.map(({ xml }) => xml),
  )}\n`;
}

/** @param about what every suite says about the run as a whole */
export function junitSuite(
  name: string,
  cases: readonly JunitCase[],
  about: { readonly properties: Readonly<Record<string, string | number>>; readonly timestamp: string },
): JunitSuite {
  const count = (outcome: TestOutcome) => cases.filter((one) => one.outcome === outcome).length;
  const numbers = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  const time = seconds(cases.reduce((total, { durationMs }) => total + durationMs, 0));
  const attributes = { name, ...numbers, time, timestamp: about.timestamp };
  const children = [properties(about.properties), ...cases.map(({ xml }) => xml)];
  return { numbers, xml: element('testsuite', attributes, children) };
}

/** The properties of a suite or of a test case. */
export function properties(values: Readonly<Record<string, string | number>>): string {
  const list = Object.entries(values).map(([name, value]) => element('property', { name, value }));
  return element('properties', {}, list);
}

/** Milliseconds as JUnit has them: seconds with three decimals. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
