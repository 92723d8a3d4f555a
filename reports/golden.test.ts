/** Every report of every sample against its golden file; `UPDATE_GOLDEN=1` rewrites them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { type ResultRecord, validate } from '../schemas/index.ts';
import { HOSTILE, SAMPLES } from './fixtures/record.ts';
import {
  renderBadgeJson,
  renderBadgeSvg,
  renderChecklist,
  renderCtrf,
  renderDiff,
  renderGithub,
  renderJunit,
  renderMarkdown,
  renderSummary,
} from './formats/index.ts';

const UNREACHABLE = SAMPLES.unreachable as ResultRecord;
const FOLDER = new URL('./fixtures/golden/', import.meta.url);

const REPORTS = {
  'console.golden.txt': (record) => `${renderSummary(record, { colour: false })}\n`,
  'github.golden.txt': renderGithub,
  'junit.golden.xml': renderJunit,
  'ctrf.golden.json': renderCtrf,
  'summary.golden.md': renderMarkdown,
  'badge.golden.svg': renderBadgeSvg,
  'badge.golden.json': renderBadgeJson,
  'checklist.golden.md': (record) => renderChecklist(listed(record)),
  'diff.golden.txt': (record) => renderDiff(UNREACHABLE, record),
} satisfies Record<string, (record: (typeof SAMPLES)[string]) => string>;

const expected = new Set<string>();

/** The record with a checklist for every example that did not pass. */
function listed(record: ResultRecord): ResultRecord {
  const clauses = record.clauses.map((clause) => ({
    ...clause,
    examples: clause.examples.map((example) =>
      example.verdict === 'pass'
        ? example
        : { ...example, checklist: [`User "${example.id}" is there`, HOSTILE] },
    ),
  }));
  return { ...record, clauses };
}

for (const [sample, record] of Object.entries(SAMPLES)) {
  test(`the sample "${sample}" is a valid record`, () => {
    assert.deepEqual(validate('result', JSON.parse(JSON.stringify(record))), []);
  });
  for (const [suffix, render] of Object.entries(REPORTS)) {
    const name = `${sample}.${suffix}`;
    expected.add(name);
    test(`${name} is unchanged`, () => {
      const text = render(record);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(new URL(name, FOLDER), text);
      assert.equal(text, readFileSync(new URL(name, FOLDER), 'utf8'));
    });
  }
}

test('no golden file is left over', () => {
  assert.deepEqual(new Set(readdirSync(FOLDER)), expected);
});
