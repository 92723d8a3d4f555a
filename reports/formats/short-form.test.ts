/** What the short form of a run left out is in every format for people, and in the headline. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clause, example, recordOf } from '../fixtures/record.ts';
import { headline, shortVerdict } from '../parts/headline.ts';
import { renderSummary } from './console.ts';
import { renderCtrf } from './ctrf.ts';
import { renderGithub } from './github.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';

const about = { level: 'MUST', evidence: 'readback', title: 'A rule' } as const;
const short = recordOf([
  clause('AST-ASSOC-003', about, [
    { ...example('AST-ASSOC-003.3', 'not-applicable'), shortened: 'left out' },
    { ...example('AST-ASSOC-003.4', 'pass'), shortened: 'climbed to 10 of 26' },
  ]),
]);
const whole = recordOf([clause('AST-ASSOC-003', about, [example('AST-ASSOC-003.4', 'pass')])]);

const FORMATS = {
  console: (record: typeof short) => renderSummary(record, { colour: false, width: 400 }),
  Markdown: renderMarkdown,
  JUnit: renderJunit,
  CTRF: renderCtrf,
  GitHub: renderGithub,
};

for (const [name, render] of Object.entries(FORMATS)) {
  test(`${name} names what the short form left out, and how to play it`, () => {
    const text = render(short).replaceAll('\\', '');
    assert.match(text, /2 examples took a short form, which --thorough plays in full/);
    assert.match(text, /AST-ASSOC-003\.3 left out, AST-ASSOC-003\.4 climbed to 10 of 26/);
    assert.doesNotMatch(render(whole), /short form/);
  });
}

test('the headline and the badge say that the run took the short form', () => {
  for (const say of [headline, shortVerdict]) {
    assert.match(say(short), /short form/);
    assert.doesNotMatch(say(whole), /short form/);
  }
});
