/** The table of reports: complete, and cheap to read. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
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
  assert.deepEqual(REQUESTABLE, ['ctrf', 'ledger', 'cucumber-html']);
});

test('the table itself imports names and types only, so that a help text loads no renderer', () => {
  const source = readFileSync(new URL('./catalogue.ts', import.meta.url), 'utf8');
  const imported = [...source.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';$/gm)];
  assert.deepEqual(
    imported.map(([, module]) => module),
    ['./form-names.ts'],
  );
});

test("nothing of cucumber's page is loaded until it is asked for", () => {
  const script = `
    import { createRequire } from 'node:module';
    import { RENDERABLE, REPORT_FORMATS } from './catalogue.ts';
    import { SAMPLES } from './fixtures/record.ts';
    const { cache } = createRequire(import.meta.url);
    const isLoaded = () => Object.keys(cache).some((file) => file.includes('html-formatter'));
    const input = { records: [SAMPLES.failing], facts: () => [], terminal: { colour: false } };
    for (const name of RENDERABLE) await REPORT_FORMATS[name].render(input);
    const before = isLoaded();
    const end = { testRunFinished: { success: true, timestamp: { seconds: 0, nanos: 0 } } };
    await REPORT_FORMATS['cucumber-html'].render({ ...input, messages: [end] });
    console.log(JSON.stringify({ before, after: isLoaded() }));
  `;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(printed), { before: false, after: true });
});
