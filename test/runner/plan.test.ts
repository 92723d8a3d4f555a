/** Which files run, which share a process, and what a change affects. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { affectedTests } from './affected.ts';
import { groupFiles, ROOMS, selectFiles } from './plan.ts';

describe('the selection of test files', () => {
  // The path of the clone contains words that name tests.
  const clone = join(mkdtempSync(join(tmpdir(), 'astrolabe-plan-')), 'test', 'emulator');
  after(() => rmSync(resolve(clone, '../..'), { recursive: true, force: true }));
  for (const room of ROOMS) mkdirSync(join(clone, room), { recursive: true });
  for (const file of [
    'emulator/http/server.test.ts',
    'emulator/http/server.ts',
    'schemas/validate.test.ts',
    'test/faults.test.ts',
    'test/architecture/architecture.test.ts',
    'test/browser/page.browser.ts',
    'benchmarks/node_modules/peer/peer.test.ts',
  ]) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    writeFileSync(join(clone, file), '');
  }

  it('is every test file outside of the long tier if no word is given', () => {
    const quick = [
      'emulator/http/server.test.ts',
      'schemas/validate.test.ts',
      'test/architecture/architecture.test.ts',
    ];
    assert.deepEqual(selectFiles(clone, { words: [] }), quick);
    assert.deepEqual(selectFiles(clone, { words: [], long: true }), ['test/faults.test.ts']);
    assert.deepEqual(selectFiles(clone, { words: [], every: true }), [...quick, 'test/faults.test.ts']);
  });

  it('has only tiers of files that exist', () => {
    const root = resolve(import.meta.dirname, '../..');
    assert.equal(selectFiles(root, { words: [], long: true }).length, 3);
  });

  it('are for coverage the unit and house tests and the runs of the features', () => {
    const root = resolve(import.meta.dirname, '../..');
    const runs = ['test/emulator-features.test.ts', 'test/executors.test.ts'];
    assert.deepEqual(
      selectFiles(root, { words: [], covered: true }),
      [...selectFiles(root, { words: [], unit: true }), ...runs].toSorted(),
    );
  });

  it('matches words against the path inside the repository, not the path of the repository', () => {
    assert.deepEqual(selectFiles(clone, { words: ['emulator'] }), ['emulator/http/server.test.ts']);
    assert.deepEqual(selectFiles(clone, { words: ['faults', 'validate'] }), [
      'schemas/validate.test.ts',
      'test/faults.test.ts',
    ]);
    assert.deepEqual(selectFiles(clone, { words: ['astrolabe-plan'] }), []);
  });

  it('leaves long runs out of --unit, and everything else out of --browser', () => {
    assert.deepEqual(selectFiles(clone, { words: [], unit: true }), [
      'emulator/http/server.test.ts',
      'schemas/validate.test.ts',
      'test/architecture/architecture.test.ts',
    ]);
    assert.deepEqual(selectFiles(clone, { words: [], browser: true }), ['test/browser/page.browser.ts']);
  });
});

describe('the processes of a test run', () => {
  const files = selectFiles(resolve(import.meta.dirname, '../..'), { words: [], every: true });

  it('include every folder with tests', () => {
    const root = resolve(import.meta.dirname, '../..');
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^\.|^(node_modules|dist|coverage)$/.test(entry.name))
      .map(({ name }) => name);
    const withTests = folders.filter((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).some(
        (name) => name.endsWith('.test.ts') && !name.includes('node_modules/'),
      ),
    );
    assert.deepEqual(
      withTests.filter((folder) => !ROOMS.includes(folder)),
      [],
    );
  });

  it('run each file exactly once', () => {
    const grouped = groupFiles(files).flatMap((group) => group.files);
    assert.deepEqual(grouped.toSorted(), files);
  });

  it('have unique names', () => {
    const names = groupFiles(files).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});

describe('what a change affects', () => {
  const graph = new Map([
    ['a.ts', []],
    ['b.ts', ['a.ts']],
    ['c.ts', []],
    ['a.test.ts', ['a.ts']],
    ['b.test.ts', ['b.ts']],
    ['c.test.ts', ['c.ts']],
  ]);
  const tests = ['a.test.ts', 'b.test.ts', 'c.test.ts'];

  it('is every test that imports the file, directly or through others', () => {
    assert.deepEqual(affectedTests(graph, tests, ['a.ts']), ['a.test.ts', 'b.test.ts']);
    assert.deepEqual(affectedTests(graph, tests, ['b.ts']), ['b.test.ts']);
  });

  it('is a changed test itself', () => {
    assert.deepEqual(affectedTests(graph, tests, ['c.test.ts']), ['c.test.ts']);
  });

  it('is everything if no file imports what changed', () => {
    assert.deepEqual(affectedTests(graph, tests, ['features/x.feature']), tests);
  });
});
