/** A check as JUnit XML, for the test view of a CI system. */
import { element, plural } from '../../../reports/text/index.ts';
import type { TrafficCheck } from '../../../schemas/index.ts';
import type { NamedCall, TrafficFinding } from './arrived.ts';

interface CheckCase {
  readonly outcome: 'passed' | 'failure' | 'skipped';
  readonly xml: string;
}

/**
 * A suite for the findings, one for the plan and one for the clauses. A violation fails; an improvement or information
 * passes with a note; an event that was never sent and a clause that was not exercised are skipped with the reason. A
 * check that saw no call fails.
 */
export function renderCheckJunit(check: TrafficCheck): string {
  const { findings, counts, plan, coverage } = check;
  // A finding may be about the plan alone, so whether calls arrived is said in any case.
  const isQuiet = findings.length === 0 || counts.calls + counts.refusedRequests === 0;
  const suites = [
    suite('calls', [...(isQuiet ? [callsCase(counts)] : []), ...findings.map(findingCase)]),
    ...(plan === undefined ? [] : [suite('plan', plan.events.map(planCase))]),
    suite('clauses', coverage.clauses.map(clauseCase)),
  ];
  const sum = (key: 'tests' | 'failures' | 'skipped') =>
    suites.reduce((total, { numbers }) => total + numbers[key], 0);
  const attributes = {
    name: `${check.tool.name} check`,
    tests: sum('tests'),
    failures: sum('failures'),
    errors: 0,
    skipped: sum('skipped'),
  };
  const xml = suites.map((one) => one.xml);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, xml)}\n`;
}

function suite(name: string, cases: readonly CheckCase[]) {
  const count = (outcome: CheckCase['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const numbers = { tests: cases.length, failures: count('failure'), errors: 0, skipped: count('skipped') };
  return {
    numbers,
    xml: element(
      'testsuite',
      { name, ...numbers },
      cases.map(({ xml }) => xml),
    ),
  };
}

function testCase(classname: string, name: string, children: readonly string[]): string {
  return element('testcase', { classname, name }, children);
}

function callsCase({ calls }: TrafficCheck['counts']): CheckCase {
  if (calls > 0)
    return { outcome: 'passed', xml: testCase('calls', `${plural(calls, 'call')} without findings`, []) };
  const failure = element('failure', { message: 'no call arrived' }, 'no call arrived');
  return { outcome: 'failure', xml: testCase('calls', 'calls arrive', [failure]) };
}

function findingCase({ level, rule, pointer, message, probably, count, calls }: TrafficFinding): CheckCase {
  const hint = probably === undefined ? '' : `; ${probably}`;
  const isAboutCalls = calls.some((call) => Object.keys(call).length > 0);
  const about = isAboutCalls ? [`${count} times, first:`, ...calls.map(callInWords)] : [];
  const text = [`${message}${hint}`, ...about].join('\n');
  const name = `${rule}${pointer === '' ? '' : ` at ${pointer}`}: ${message}`;
  const isFailure = level === 'violation';
  const children = [
    isFailure
      ? element('failure', { message: `${message}${hint}`, type: rule }, text)
      : element('system-out', {}, text),
  ];
  return { outcome: isFailure ? 'failure' : 'passed', xml: testCase(level, name, children) };
}

function callInWords({ number, request, type, event, messageId, page, library }: NamedCall): string {
  if (number === undefined) return request ?? '';
  const named = event === undefined ? '' : ` ${JSON.stringify(event)}`;
  const id = messageId === undefined ? '' : `, messageId ${messageId}`;
  const sender = page ?? library;
  return `call ${number}: ${type ?? 'without a type'}${named}${id}${sender === undefined ? '' : `, from ${sender}`}`;
}

function planCase({ name, calls }: { readonly name: string; readonly calls: number }): CheckCase {
  if (calls > 0) return { outcome: 'passed', xml: testCase('plan', name, []) };
  return { outcome: 'skipped', xml: testCase('plan', name, [element('skipped', { message: 'never sent' })]) };
}

function clauseCase({ id, rule, status }: TrafficCheck['coverage']['clauses'][number]): CheckCase {
  const name = `${id} ${rule}`;
  if (status === 'exercised') return { outcome: 'passed', xml: testCase(id, name, []) };
  // What the calls did wrong is among the findings, which fail.
  const message = status === 'broken' ? 'calls were refused because of it' : 'not exercised';
  const note = status === 'broken' ? element('system-out', {}, message) : element('skipped', { message });
  return { outcome: status === 'broken' ? 'passed' : 'skipped', xml: testCase(id, name, [note]) };
}
