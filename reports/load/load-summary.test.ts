/** What the command line prints about a load. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { createRedactor, guarded } from '../../safe-text/index.ts';
import { foundIn, KEY_LIKE, LOAD_SAMPLES, loadRecordOf, lostProperty } from '../fixtures/load-record.ts';
import { renderLoadJunit } from './load-junit.ts';
import { renderLoadMarkdown } from './load-markdown.ts';
import { renderLoadPage } from './load-page.ts';
import { renderLoadSummary } from './load-summary.ts';

/** Markdown has one before each underscore. */
const withoutBackslashes = (text: string) => text.replaceAll('\\', '');

const plainly = { colour: false };

test('the verdict is the first line', () => {
  const [first] = renderLoadSummary(LOAD_SAMPLES.right, plainly).split('\n');
  assert.equal(first, 'Right: all 10000 Users and 500 Accounts are as the accepted calls left them');
});

test('colours change nothing but colours, and the guard of a terminal keeps them', () => {
  for (const record of Object.values(LOAD_SAMPLES)) {
    const coloured = renderLoadSummary(record, { colour: true });
    assert.notEqual(coloured, renderLoadSummary(record, plainly));
    assert.equal(stripVTControlCharacters(coloured), renderLoadSummary(record, plainly));
  }
  const refused = renderLoadSummary(LOAD_SAMPLES.refusals, { colour: true });
  assert.equal(guarded(refused, 'colours'), refused);
  assert.ok(refused.startsWith('\u001b[31mWrong'));
  assert.ok(renderLoadSummary(LOAD_SAMPLES.warnings, { colour: true }).startsWith('\u001b[33mRight with'));
});

test('a fault takes at most three lines, whatever its values, and no line is wider than the terminal', () => {
  for (const [record, width] of [
    [LOAD_SAMPLES.faults, 80],
    [LOAD_SAMPLES.faults, 100],
    [LOAD_SAMPLES.hostile, 100],
    [LOAD_SAMPLES.hostile, 140],
  ] as const) {
    const lines = renderLoadSummary(record, { colour: false, width }).split('\n');
    const starts = lines.flatMap((line, index) => (/^[✗!] /.test(line) ? [index] : []));
    assert.equal(starts.length, Math.min(10, record.found?.faults.length ?? 0));
    for (const start of starts) {
      const length = lines.slice(start + 1).findIndex((line) => !line.startsWith('  ')) + 1;
      assert.ok(length <= 3, lines.slice(start, start + length).join('\n'));
      const block = lines.slice(start, start + length);
      assert.ok(
        block.every((line) => line.length <= width),
        block.join('\n'),
      );
      assert.match(block.join(' ').replaceAll(/\s+/g, ' '), / · AST-[A-Z]+-\d{3} \((MUST|SHOULD)\)$/);
    }
  }
});

test('a fault says what was expected, what is stored, which call made it, and the clause', () => {
  const record = loadRecordOf({ found: foundIn({ total: 1, faults: [lostProperty(12, 3)] }) });
  const words = renderLoadSummary(record, { colour: false, width: 1000 });
  assert.ok(
    words.includes(
      'conformance-x7-u12 · property "load_3" lost: expected "value 12.3", nothing is stored · made by the identify call conformance-x7-12.3 · AST-IDENT-002 (MUST)',
    ),
  );
});

test('ten faults are shown, and the others are counted', () => {
  const text = renderLoadSummary(LOAD_SAMPLES.many, plainly);
  assert.equal(text.match(/^✗ /gm)?.length, 10);
  assert.match(text, /^119,990 more faults not shown here; the record lists the first 1000$/m);
});

test('before reconcile, nothing is said about what is stored', () => {
  const text = renderLoadSummary(LOAD_SAMPLES.sent, plainly);
  assert.match(text, /^Sent, not reconciled yet: /);
  assert.match(text, /does not prove that anything was stored/);
  assert.doesNotMatch(text, /Looked at|fault/);
});

test('before the first response there are no percentiles', () => {
  const { latencyMs: _, ...sent } = LOAD_SAMPLES.sent.sent;
  const record = {
    ...LOAD_SAMPLES.sent,
    sent: {
      ...sent,
      calls: 0,
      accepted: 0,
      runningMs: 0,
      series: { widthMs: 1000, calls: [], notAccepted: [], slowestMs: [] },
    },
  };
  assert.doesNotMatch(renderLoadSummary(record, plainly), /p50|NaN|Infinity/);
  assert.doesNotMatch(renderLoadPage(record), /p50|NaN|Infinity/);
  assert.doesNotMatch(renderLoadMarkdown(record), /p50|NaN|Infinity/);
});

test('a sample says how likely it shows a fault, never more than is known', () => {
  assert.match(renderLoadSummary(LOAD_SAMPLES.sample, plainly), /probability of\s+97\.6\u00a0%/);
  const sure = (seenShare: number) =>
    renderLoadSummary(loadRecordOf({ found: foundIn({ sample: { seed: 1, seenShare } }) }), {
      colour: false,
      width: 300,
    });
  assert.match(sure(0.99996), /probability of more than 99\.9\u00a0%/);
  assert.match(sure(0.9879), /probability of 98\.7\u00a0%/);
});

test('a key that a destination repeats is found by a redactor in every report, also where a text is cut', () => {
  const redactor = createRedactor([{ value: KEY_LIKE, label: 'api-key' }]);
  const fault = lostProperty(1, 1);
  for (let pad = 270; pad < 310; pad += 1) {
    const text = `${'x '.repeat(pad / 2)}${KEY_LIKE}`;
    const record = loadRecordOf(
      {
        reason: KEY_LIKE,
        found: foundIn({ total: 1, gap: text, faults: [{ ...fault, what: 'wrong', found: text }] }),
      },
      { refused: { '400': { calls: 1, first: text } } },
    );
    for (const report of [
      renderLoadSummary(record, { colour: false, width: 2000 }),
      renderLoadJunit(record),
      renderLoadMarkdown(record),
      renderLoadPage(record),
    ]) {
      assert.match(withoutBackslashes(report), /ak_live_/);
      assert.doesNotMatch(withoutBackslashes(redactor.redact(report)), /ak_live_/);
    }
  }
});
