/** What the network did is in every format for people, as text and not as markup. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clause, example, HOSTILE, recordOf } from '../fixtures/record.ts';
import { readXml } from '../fixtures/well-formed.ts';
import { renderSummary } from './console.ts';
import { renderCtrf } from './ctrf.ts';
import { renderGithub } from './github.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';

const passing = clause('AST-HTTP-001', { level: 'MUST', evidence: 'wire', title: 'A rule' }, [
  example('AST-HTTP-001.1', 'pass'),
]);

function recordWith(came: string) {
  const one = { example: 'AST-HTTP-001.1', purpose: 'call', came, recovered: true } as const;
  const network = { unsteady: 1, firstUnsteady: [one], throttled: 2, throttledMs: 3000, reopened: 0 };
  return recordOf([passing], {}, { network });
}

const FORMATS = {
  console: (came: string) => renderSummary(recordWith(came), { colour: false, width: 400 }),
  Markdown: (came: string) => renderMarkdown(recordWith(came)),
  JUnit: (came: string) => renderJunit(recordWith(came)),
  CTRF: (came: string) => renderCtrf(recordWith(came)),
  GitHub: (came: string) => renderGithub(recordWith(came)),
};

for (const [name, render] of Object.entries(FORMATS)) {
  test(`${name} says what was unsteady, how often the target asked to wait, and for how long`, () => {
    const text = render('502 with an empty body');
    assert.match(text, /1 request was unsteady: AST-HTTP-001\.1 got 502 with an empty body, recovered/);
    assert.match(text, /asked to wait 2 times .*the run waited 3\.0 s in all/);
  });
}

test('what came is text, whatever it looks like', () => {
  readXml(FORMATS.JUnit(HOSTILE));
  assert.equal(FORMATS.GitHub(HOSTILE).trimEnd().split('\n').length, 1);
  assert.doesNotMatch(FORMATS.Markdown(HOSTILE), /<script|<img|@team/);
  assert.ok(!FORMATS.console(HOSTILE).includes('\u001b'));
});

test('a quiet network is not mentioned', () => {
  const record = recordOf([passing]);
  for (const text of [
    renderSummary(record, { colour: false }),
    renderMarkdown(record),
    renderJunit(record),
    renderCtrf(record),
    renderGithub(record),
  ]) {
    assert.doesNotMatch(text, /network/i);
  }
});
