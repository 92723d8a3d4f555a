/** A load as JUnit XML, for the test view of a CI system. */
import type { LoadRecord } from '../../schemas/index.ts';
import {
  type JunitCase,
  junitDocument,
  junitSuite,
  properties,
  seconds,
  troubled,
} from '../formats/index.ts';
import { cutText, element } from '../text/index.ts';
import {
  clausesLookedAt,
  type LoadClause,
  type LookedAtClause,
  type UnlistedKind,
  unlistedKinds,
} from './clauses-looked-at.ts';
import { faultLine } from './fault-words.ts';
import { certainty, countOf, grouped, loadHeadline, refusalsOf } from './load-words.ts';

/** More would hide the next test case. */
const FAULTS = 20;
/** Characters of a value, or of a response. */
const VALUE = 300;

/**
 * A case for every call being accepted, and one for each clause that was looked at, with at most 20 of its faults.
 *
 * A fault that breaks a MUST is a failure; a SHOULD passes with a note, as in a run. A clause without faults is skipped if
 * looking ended early, or if the record does not list every fault. A record whose verdict no case explains gets a case of its own.
 *
 * @param table clauses that reconcile looks at; default: those of `clauses-looked-at.ts`
 */
export function renderLoadJunit(record: LoadRecord, table?: readonly LoadClause[]): string {
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
    ...clausesLookedAt(record, table).map((clause) => clauseCase(record, clause)),
    ...unlistedKinds(record).map(kindCase),
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

function clauseCase(record: LoadRecord, { id, level, faults }: LookedAtClause): JunitCase {
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
  const unseen = unseenIn(record);
  if (unseen !== undefined) {
    return testCase(attributes, 'skipped', [
      about,
      element('skipped', { message: `not-observable: ${unseen}` }),
    ]);
  }
  const limits = record.found?.sample === undefined ? [] : [certainty(record).join('\n')];
  return testCase(attributes, 'passed', [about, ...limits.map((text) => element('system-out', {}, text))]);
}

/** Why a clause of which no fault is listed is not known to be satisfied; undefined if it is. */
function unseenIn(record: LoadRecord): string | undefined {
  const { found } = record;
  if (found?.whole !== true) return certainty(record).join(' ');
  const { total, faults } = found;
  if (total === faults.length) return undefined;
  return `the record lists the first ${grouped(faults.length)} of ${countOf(total, 'fault')}, none of them about this clause`;
}

function kindCase({ kind, count, level }: UnlistedKind): JunitCase {
  const message = `${countOf(count, 'fault')} that the record does not list`;
  return faultCase({ classname: 'faults', name: kind }, level, { message, type: 'faults', text: message });
}

function faultCase(
  attributes: Readonly<Record<string, string>>,
  level: LookedAtClause['level'],
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
