/** The table of reports: complete, and cheap to read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RENDERABLE, REPORT_FORMATS, REQUESTABLE } from './catalogue.ts';
import { SAMPLES } from './fixtures/record.ts';

const { failing = assert.fail(), unreachable = assert.fail() } = SAMPLES;
const terminal = { colour: false };

test('every format that needs only a record renders', async () => {
  for (const name of RENDERABLE) {
    const text = await REPORT_FORMATS[name].render({ records: [failing], facts: () => [], terminal });
    assert.equal(text === '', name === 'checklist', name);
  }
});

test('only the page shows several runs', async () => {
  const input = { records: [failing, unreachable], facts: () => [], terminal } as const;
  const text = await REPORT_FORMATS.html.render(input);
  assert.ok([failing, unreachable].every(({ target }) => text.includes(target.baseUrl)));
  const names = RENDERABLE.filter((name) => REPORT_FORMATS[name].sideBySide);
  assert.deepEqual(names, ['html']);
});

test('file names are unique, and files that are not always written can be requested', () => {
  const files = Object.values(REPORT_FORMATS).flatMap(({ file }) => (file === undefined ? [] : [file.name]));
  assert.equal(new Set(files).size, files.length);
  assert.deepEqual(REQUESTABLE, ['ledger', 'cucumber-html']);
});

test('the table itself imports names and types only, so that a help text loads no renderer', () => {
  const source = readFileSync(new URL('./catalogue.ts', import.meta.url), 'utf8');
  const imported = [...source.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';$/gm)];
  assert.deepEqual(
    imported.map(([, module]) => module),
    ['./form-names.ts'],
  );
});
