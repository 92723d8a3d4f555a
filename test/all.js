/**
 * Runs the tests: all of them, or the files whose paths in the repository contain one of the given words.
 *
 * --unit runs only tests beside their source and house tests, --watch those that a change affects, as often as a file
 * changes; --browser runs the tests in a browser instead, --long the long tier, --covered those that coverage counts.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { groupFiles, isUnit, selectFiles } from './runner/plan.ts';
import { runGroups } from './runner/run-groups.ts';
import { watchTests } from './runner/watch.ts';

/** More processes than processors, because many tests wait for something. */
const CONCURRENCY = availableParallelism() + 1;

const root = resolve(import.meta.dirname, '..');
const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    unit: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    covered: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
  },
});

process.chdir(root);

if (values.watch) {
  const select = () => selectFiles(root, { words, unit: true });
  await watchTests(root, select, (files) => runGroups(root, groupFiles(files), CONCURRENCY));
}

if (values.browser) {
  const { missingBrowser } = await import('./browser/chromium.ts');
  if (missingBrowser !== undefined) fail(missingBrowser);
}

// A word names what runs, whatever its tier.
const files = selectFiles(root, { words, ...values });
if (files.length === 0) fail(`no test file has ${words.join(' or ')} in its path`);
if (!values.browser && !files.every(isUnit)) build();
if (!(await runGroups(root, groupFiles(files), CONCURRENCY))) process.exitCode = 1;

/** Some tests start the built program. */
function build() {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  if (status !== 0) fail('the program does not build; tests that need no build run with --unit');
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
