/** The page of a load as text; `test/browser/` tests what it does in a browser. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { LOAD_SAMPLES, loadRecordOf } from '../fixtures/load-record.ts';
import { HOSTILE } from '../fixtures/record.ts';
import { renderLoadMarkdown } from './load-markdown.ts';
import { renderLoadPage } from './load-page.ts';

test('texts of a destination add no element, and the policy allows only the style of the page', () => {
  const html = renderLoadPage(LOAD_SAMPLES.hostile);
  assert.ok(HOSTILE.includes('<img'));
  assert.doesNotMatch(html, /<img|<script|<\/script/);
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? assert.fail();
  const digest = createHash('sha256').update(style, 'utf8').digest('base64');
  assert.ok(html.includes(`default-src 'none'; img-src data:; style-src 'sha256-${digest}'; base-uri`));
});

test('each chart says in words what it shows', () => {
  const html = renderLoadPage(LOAD_SAMPLES.refusals);
  assert.match(
    html,
    /role="img" aria-label="Calls per second: 2098 calls\/s on average, between 2000 calls\/s and 2200 calls\/s; 1250 calls not accepted"/,
  );
  assert.match(
    html,
    /aria-label="Slowest response: 412 ms at most, 41 s after the start; 99 of 100 took at most 31 ms"/,
  );
  assert.match(
    renderLoadPage(LOAD_SAMPLES.many),
    /aria-label="Faults over the order of calls: 120,000 faults, about calls from 31 % to 60 % of the load"/,
  );
});

test('a chart of faults is drawn only if there are any, and calls that were not accepted only if there are any', () => {
  const html = renderLoadPage(LOAD_SAMPLES.right);
  assert.equal(html.match(/<svg /g)?.length, 2);
  assert.doesNotMatch(html, /layer fail/);
  assert.match(renderLoadPage(LOAD_SAMPLES.refusals), /layer fail/);
});

test('the last stretch of a series counts only as long as calls were sent', () => {
  const record = loadRecordOf(
    {},
    {
      calls: 250,
      accepted: 250,
      runningMs: 2500,
      series: { widthMs: 1000, calls: [100, 100, 50], notAccepted: [0, 0, 0], slowestMs: [1, 1, 1] },
    },
  );
  assert.match(renderLoadPage(record), /100 calls\/s on average, between 100 calls\/s and 100 calls\/s/);
});

test('a long load has columns that can be seen, and a table that can be read', () => {
  const calls = Array.from({ length: 10_000 }, (_, second) => second % 7);
  const zero = calls.map(() => 0);
  const record = loadRecordOf(
    {},
    { runningMs: 10_000_000, series: { widthMs: 1000, calls, notAccepted: zero, slowestMs: zero } },
  );
  const html = renderLoadPage(record);
  const [path = ''] = /class="layer info" d="[^"]*"/.exec(html) ?? [];
  assert.ok((path.match(/M/g)?.length ?? 0) <= 120);
  assert.ok((html.match(/<tr><th scope="row">/g)?.length ?? 0) <= 20);
});

test('fifty faults are open, the others folded, and those that are not in the record counted', () => {
  const html = renderLoadPage(LOAD_SAMPLES.many);
  assert.match(html, /<summary>950 further faults<\/summary>/);
  assert.match(html, /119,000 more faults not shown here; the record lists the first 1000\./);
});

test('in Markdown, untrusted text adds no tag, cell, code or mention', () => {
  const text = renderLoadMarkdown(LOAD_SAMPLES.hostile);
  assert.doesNotMatch(text, /<|@team|#1/);
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('AST-IDENT-002'));
  assert.equal(rows.length, 3);
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5);
  assert.doesNotMatch(text.replaceAll(/^\*\*|\*\*$/gm, ''), /(?<!\\)[`*_[\]]/);
});

test('a comment stays short, however many faults there are', () => {
  for (const record of Object.values(LOAD_SAMPLES)) assert.ok(renderLoadMarkdown(record).length < 10_000);
});
