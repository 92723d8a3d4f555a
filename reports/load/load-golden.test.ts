/** Every report of every record of a load against its golden file; `UPDATE_GOLDEN=1` rewrites them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { type LoadRecord, validate } from '../../schemas/index.ts';
import { LOAD_SAMPLES } from '../fixtures/load-record.ts';
import { renderLoadJunit, renderLoadMarkdown, renderLoadSummary } from './index.ts';

const FOLDER = new URL('./golden/', import.meta.url);

const REPORTS = {
  'console.golden.txt': (record) => `${renderLoadSummary(record, { colour: false })}\n`,
  'junit.golden.xml': (record) => renderLoadJunit(record),
  'summary.golden.md': renderLoadMarkdown,
} satisfies Record<string, (record: LoadRecord) => string>;

const expected = new Set<string>();

for (const [sample, record] of Object.entries(LOAD_SAMPLES)) {
  test(`the load "${sample}" is a valid record`, () => {
    assert.deepEqual(validate('load-record', JSON.parse(JSON.stringify(record))), []);
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

test('no golden file of a load is left over', () => {
  assert.deepEqual(new Set(readdirSync(FOLDER)), expected);
});
