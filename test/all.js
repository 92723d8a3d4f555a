/** Runs every test of the house, or those whose paths contain the words given; with --browser, those in a browser. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = resolve(import.meta.dirname, '..');
const rooms = [
  'schemas',
  'calls',
  'verdict',
  'generators',
  'emulator',
  'harness',
  'reports',
  'step-definitions',
  'cli',
  'test',
];
const browser = process.argv.includes('--browser');
const words = process.argv.slice(2).filter((word) => word !== '--browser');

if (browser) {
  const { missingBrowser } = await import('./browser/chromium.ts');
  if (missingBrowser !== undefined) {
    process.stderr.write(`${missingBrowser}\n`);
    process.exit(1);
  }
}

const files = rooms
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true }).map((name) => join(root, room, String(name))),
  )
  .filter((file) => file.endsWith(browser ? '.browser.ts' : '.test.ts'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));

if (files.length === 0) {
  process.stderr.write(`no test file has ${words.join(' or ')} in its path\n`);
  process.exitCode = 1;
}

process.chdir(root);
run({ files, concurrency: true })
  .on('test:fail', ({ todo }) => {
    // A test that is still to do says what is wrong with the house; it fails until that is done.
    if (todo === undefined || todo === false) process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);
