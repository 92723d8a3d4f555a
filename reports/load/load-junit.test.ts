/** A load as JUnit XML: well-formed, and red exactly if something is wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn, LOAD_SAMPLES, loadRecordOf, lostProperty } from '../fixtures/load-record.ts';
import { readXml } from '../fixtures/well-formed.ts';
import { renderLoadJunit } from './load-junit.ts';

/** The test case of that class, with what is in it. */
function caseOf(xml: string, classname: string): string {
  const found = xml.split('<testcase ').find((part) => part.startsWith(`classname="${classname}"`));
  return found?.split(/<\/testsuite>/)[0] ?? assert.fail(`no case ${classname}`);
}

for (const [name, record] of Object.entries(LOAD_SAMPLES)) {
  test(`the JUnit file of the load "${name}" is well-formed, and red unless the load is right`, () => {
    const xml = renderLoadJunit(record);
    const [first] = readXml(xml);
    assert.equal(first?.name, 'testsuites');
    const isGreen = / failures="0" errors="0"/.test(first?.attributes ?? '');
    assert.equal(isGreen, record.exitCode === 0);
  });
}

test('a clause without faults passes, and one whose calls are not in the load has no case', () => {
  const mix = { identify: 1, group: 1, track: 0, audience: 1 };
  const xml = renderLoadJunit(loadRecordOf({ plan: { ...loadRecordOf().plan, mix } }));
  assert.doesNotMatch(caseOf(xml, 'AST-IDENT-002'), /failure|skipped|system-out/);
  assert.doesNotMatch(xml, /AST-TRACK/);
});

test('a MUST with faults is a failure, a SHOULD passes with a note', () => {
  const xml = renderLoadJunit(LOAD_SAMPLES.faults);
  assert.match(caseOf(xml, 'AST-IDENT-001'), /<failure message="2 faults" type="AST-IDENT-001">/);
  const should = caseOf(xml, 'AST-TRACK-005');
  assert.match(should, /<system-out>Warning: a SHOULD is not met\.\n1 fault\n/);
  assert.doesNotMatch(should, /failure/);
});

test('twenty faults are listed, and the others are counted', () => {
  const faults = Array.from({ length: 25 }, (_, user) => lostProperty(user, 1));
  const found = foundIn({
    total: 25,
    byLevel: { MUST: 25, SHOULD: 0 },
    byKind: { 'property lost': 25 },
    faults,
  });
  const one = caseOf(renderLoadJunit(loadRecordOf({ found, verdict: 'wrong' })), 'AST-IDENT-002');
  assert.match(one, /message="25 faults"/);
  assert.equal(one.match(/conformance-x7-u\d+ · /g)?.length, 20);
  assert.match(one, /\n… and 5 more<\/failure>/);
});

test('faults that the record does not list are not lost', () => {
  const xml = renderLoadJunit(LOAD_SAMPLES.many);
  assert.match(caseOf(xml, 'AST-IDENT-002'), /message="at least 1000 faults"[\s\S]*… and 980 more at least</);
  assert.match(
    caseOf(xml, 'faults" name="flag wrong'),
    /<failure message="1000 faults that the record does not list"/,
  );
  assert.match(
    caseOf(xml, 'AST-IDENT-004'),
    /<skipped message="not-observable: the record lists 1000 of 120000 faults, none/,
  );
  const found = foundIn({ total: 5, byLevel: { MUST: 0, SHOULD: 5 }, byKind: { 'event doubled': 5 } });
  const warned = renderLoadJunit(loadRecordOf({ found, verdict: 'right-with-warnings' }));
  assert.match(warned, /failures="0"/);
  assert.match(caseOf(warned, 'faults'), /Warning: a SHOULD is not met/);
});

test('if looking ended early, a clause without faults is skipped', () => {
  const xml = renderLoadJunit(LOAD_SAMPLES.incomplete);
  assert.match(
    caseOf(xml, 'AST-IDENT-002'),
    /<skipped message="not-observable: not everything was looked at: the Records API answered 503/,
  );
  assert.match(caseOf(xml, 'calls'), /<skipped message="64,860 calls of the plan not sent"\/>/);
  assert.match(caseOf(xml, 'run'), /<error message="64860 calls were not sent/);
});

test('a sample passes with a note of what it cannot exclude', () => {
  assert.match(
    caseOf(renderLoadJunit(LOAD_SAMPLES.sample), 'AST-AUD-001'),
    /<system-out>A sample was looked at: 400 of/,
  );
});

test('calls that were not accepted are one failure, with the first response of each status', () => {
  const xml = renderLoadJunit(LOAD_SAMPLES.refusals);
  assert.match(caseOf(xml, 'calls'), /message="1250 calls of 125,860 not accepted"/);
  assert.match(caseOf(xml, 'calls'), /900 calls refused with 429; the first: \{&quot;message/);
  assert.match(caseOf(xml, 'calls'), /10 calls failed at every attempt; the first: no response/);
});

test('a verdict that no case explains has a case of its own', () => {
  const xml = renderLoadJunit({ ...LOAD_SAMPLES.warnings, verdict: 'wrong', exitCode: 1 });
  assert.match(xml, /<testsuites [^>]*failures="1" errors="0"/);
  assert.match(
    caseOf(xml, 'run'),
    /<failure message="2 faults in all 10000 Users and 500 Accounts[^"]*" type="wrong">/,
  );
});

test('before reconcile there is the case of the calls only', () => {
  assert.match(renderLoadJunit(LOAD_SAMPLES.sent), /<testsuites [^>]*tests="1" failures="0"/);
});
