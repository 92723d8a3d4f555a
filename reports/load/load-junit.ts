/** A load as JUnit XML, for the test view of a CI system. */
import type { LoadRecord } from '../../schemas/index.ts';
import {
  clausesOfLoad,
  type LoadClauseResult,
  type UnlistedFaults,
  unlistedFaults,
} from '../../verdict/index.ts';
import {
  type JunitCase,
  junitDocument,
  junitSuite,
  properties,
  seconds,
  troubled,
} from '../formats/index.ts';
import { cutText, element } from '../text/index.ts';
import { faultLine } from './fault-words.ts';
import { certainty, countOf, grouped, loadHeadline, refusalsOf } from './load-words.ts';

/** More would hide the next test case. */
const FAULTS = 20;
/** Characters of a value, or of a response. */
const VALUE = 300;

/**
 * A case for every call being accepted, and one for each clause that was looked at, with at most 20 of its faults.
 *
 * A fault that breaks a MUST is a failure; a SHOULD passes with a note, as in a run. A clause that could not be observed is skipped.
 * A record whose verdict no case explains gets a case of its own.
 */
export function renderLoadJunit(record: LoadRecord): string {
  const { plan, sent, found, target, verdict, exitCode, tool } = record;
  const about = {
    timestamp: sent.startedAt,
    properties: {
      target,
      run: plan.runId,
      seed: plan.seed,
      verdict,
      headline: loadHeadline(record),
      exitCode,
    },
  };
  const calls = [acceptedCase(record)];
  const clauses = [
    ...clausesOfLoad(record).map((clause) => clauseCase(record, clause)),
    ...unlistedFaults(record).map(kindCase),
  ];
  const suites = [
    junitSuite('calls', calls, about),
    ...(clauses.length === 0 ? [] : [junitSuite('clauses', clauses, about)]),
    ...verdictCases(record, [...calls, ...clauses]).map((one) => junitSuite('run', [one], about)),
  ];
  return junitDocument(`${tool.name} load`, sent.runningMs + (found?.durationMs ?? 0), suites);
}

function acceptedCase({ sent }: LoadRecord): JunitCase {
  const attributes = { classname: 'calls', name: 'every call was accepted' };
  const refusals = refusalsOf(sent);
  const lines = refusals.map(
    ({ outcome, calls, first }) =>
      `${countOf(calls, 'call')} ${outcome}; the first: ${cutText(first, VALUE)}`,
  );
  const unsent = `${countOf(sent.unsent, 'call')} of the plan not sent`;
  if (refusals.length > 0) {
    const message = `${countOf(
      refusals.reduce((sum, { calls }) => sum + calls, 0),
      'call',
    )} of ${grouped(sent.calls)} not accepted`;
    const text = [...lines, ...(sent.unsent === 0 ? [] : [unsent])].join('\n');
    return testCase(attributes, 'failure', [troubled('failure', message, 'calls', text)], sent.runningMs);
  }
  if (sent.unsent === 0) return testCase(attributes, 'passed', [], sent.runningMs);
  return testCase(attributes, 'skipped', [element('skipped', { message: unsent })], sent.runningMs);
}

function clauseCase(record: LoadRecord, { id, level, verdict, faults, reason }: LoadClauseResult): JunitCase {
  const attributes = { classname: id, name: `${id} after the load` };
  const about = properties({ clause: id, level, evidence: 'readback' });
  if (faults.length > 0) {
    const isComplete = record.found?.total === record.found?.faults.length;
    const message = `${isComplete ? '' : 'at least '}${countOf(faults.length, 'fault')}`;
    const more =
      faults.length > FAULTS ? [`… and ${faults.length - FAULTS} more${isComplete ? '' : ' at least'}`] : [];
    const text = [...faults.slice(0, FAULTS).map((fault) => faultLine(fault, VALUE)), ...more].join('\n');
    return faultCase(attributes, level, { about, message, type: id, text });
  }
  if (verdict === 'not-observable') {
    return testCase(attributes, 'skipped', [
      about,
      element('skipped', { message: `not-observable: ${reason}` }),
    ]);
  }
  const limits = record.found?.sample === undefined ? [] : [certainty(record).join('\n')];
  return testCase(attributes, 'passed', [about, ...limits.map((text) => element('system-out', {}, text))]);
}

function kindCase({ kind, count, level }: UnlistedFaults): JunitCase {
  const message = `${countOf(count, 'fault')} that the record does not list`;
  return faultCase({ classname: 'faults', name: kind }, level, { message, type: 'faults', text: message });
}

function faultCase(
  attributes: Readonly<Record<string, string>>,
  level: LoadClauseResult['level'],
  {
    about,
    message,
    type,
    text,
  }: { readonly about?: string; readonly message: string; readonly type: string; readonly text: string },
): JunitCase {
  const first = about === undefined ? [] : [about];
  if (level === 'MUST')
    return testCase(attributes, 'failure', [...first, troubled('failure', message, type, text)]);
  const note = `Warning: a SHOULD is not met.\n${message}\n${text}`;
  return testCase(attributes, 'passed', [...first, element('system-out', {}, note)]);
}

/** A reader that counts failures would call it green otherwise. */
function verdictCases(record: LoadRecord, cases: readonly JunitCase[]): JunitCase[] {
  const { verdict, reason } = record;
  const attributes = { classname: 'run', name: 'verdict' };
  const detail = [loadHeadline(record), ...certainty(record)].join('\n');
  if (verdict === 'incomplete' || verdict === 'unreachable') {
    return [testCase(attributes, 'error', [troubled('error', reason, verdict, detail)])];
  }
  if (verdict !== 'wrong' || cases.some(({ outcome }) => outcome === 'failure')) return [];
  return [testCase(attributes, 'failure', [troubled('failure', reason, verdict, detail)])];
}

function testCase(
  attributes: Readonly<Record<string, string>>,
  outcome: JunitCase['outcome'],
  children: readonly string[],
  durationMs = 0,
): JunitCase {
  const xml = element('testcase', { ...attributes, time: seconds(durationMs) }, children);
  return { outcome, durationMs, xml };
}
