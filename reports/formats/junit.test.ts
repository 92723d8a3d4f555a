import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clause, example, HOSTILE, recordOf, SAMPLES } from '../fixtures/record.ts';
import { readXml } from '../fixtures/well-formed.ts';
import { renderBadgeSvg } from './badge.ts';
import { renderJunit } from './junit.ts';

for (const [name, record] of Object.entries(SAMPLES)) {
  test(`the JUnit file and the badge of "${name}" are well-formed`, () => {
    assert.equal(readXml(renderJunit(record))[0]?.name, 'testsuites');
    assert.equal(readXml(renderBadgeSvg(record))[0]?.name, 'svg');
  });
}

for (const broken of [
  '<a>',
  '<a></b>',
  '<a b="<"/>',
  '<a b="1" b="2"/>',
  '<a>&</a>',
  '<a>]]></a>',
  '<a>\u0007</a>',
  '<a>\ud800</a>',
  '<a/><b/>',
  `<a>${HOSTILE}</a>`,
]) {
  test(`the reader refuses ${JSON.stringify(broken).slice(0, 40)}`, () => {
    assert.throws(() => readXml(broken));
  });
}

const about = { level: 'SHOULD', evidence: 'wire', title: 'A rule' } as const;
const difference = { message: 'it was different' };

for (const [verdict, inside] of [
  ['pass', undefined],
  ['info', 'system-out'],
  ['warn', 'system-out'],
  ['fail', 'failure'],
  ['harness-error', 'error'],
  ['blocked', 'skipped'],
  ['not-observable', 'skipped'],
  ['not-applicable', 'skipped'],
] as const) {
  test(`an example with the verdict ${verdict} ${inside === undefined ? 'has no child element' : `has a ${inside} element`}`, () => {
    const one = example('AST-HTTP-003.1', verdict, { reason: 'because', difference });
    const record = recordOf([clause('AST-HTTP-003', about, [one])], {
      verdict: verdict === 'fail' ? 'nonconformant' : 'conformant',
    });
    const opened = readXml(renderJunit(record)).map(({ name }) => name);
    const outcomes = ['system-out', 'failure', 'error', 'skipped'].filter((name) => opened.includes(name));
    assert.deepEqual(outcomes, inside === undefined ? [] : [inside]);
  });
}

test('a test case names its clause, level, provenance and evidence', () => {
  const xml = renderJunit(recordOf([clause('AST-HTTP-003', about, [example('AST-HTTP-003.1', 'pass')])]));
  assert.match(xml, /<testcase classname="AST-HTTP-003" name="AST-HTTP-003\.1 /);
  for (const [name, value] of [
    ['clause', 'AST-HTTP-003'],
    ['level', 'SHOULD'],
    ['provenance', 'documented'],
    ['evidence', 'wire'],
  ]) {
    assert.ok(xml.includes(`<property name="${name}" value="${value}"/>`), name);
  }
});

test('a run in which nothing was selected is not green', () => {
  const reasons = ['nothing was selected'];
  const xml = renderJunit(recordOf([], { verdict: 'incomplete' }, { exitCode: 3, reasons }));
  assert.match(xml, /<testsuites [^>]*tests="1" failures="0" errors="1"/);
  assert.match(xml, /<error message="nothing was selected" type="incomplete">/);
});

test('a run in which only a control failed is not green', () => {
  const passing = clause('AST-HTTP-003', about, [example('AST-HTTP-003.1', 'pass')]);
  const reasons = ['a control failed: an unknown API key is accepted'];
  const xml = renderJunit(recordOf([passing], { verdict: 'nonconformant' }, { exitCode: 1, reasons }));
  assert.match(xml, /<testsuites [^>]*tests="2" failures="1" errors="0"/);
});
