/** Runs groups of test files, each in its own process, and prints one report. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import type { Group } from './plan.ts';

const IMPORT_TESTS = pathToFileURL(join(import.meta.dirname, 'import-tests.ts')).href;

/**
 * @param root the folder that the files are relative to
 * @param concurrency processes at the same time
 * @param out where the report goes
 * @returns whether every test passed; tests marked as todo may fail
 */
export async function runGroups(
  root: string,
  groups: readonly Group[],
  concurrency: number,
  out: NodeJS.WritableStream = process.stdout,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'astrolabe-tests-'));
  let passed = groups.length > 0;
  try {
    const files = groups.map((group) => startFileOf(folder, root, group));
    const events = run({ files, concurrency }).on('test:fail', ({ todo }) => {
      if (todo === undefined || todo === false) passed = false;
    });
    const report = events.compose(new spec());
    for await (const text of report) out.write(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return passed;
}

/** The file that a process starts with, which imports the files of a group. */
function startFileOf(folder: string, root: string, { name, files }: Group): string {
  const start = join(folder, `${name}.mjs`);
  const urls = files.map((file) => pathToFileURL(resolve(root, file)).href);
  mkdirSync(dirname(start), { recursive: true });
  writeFileSync(
    start,
    `import { importTests } from '${IMPORT_TESTS}';\nawait importTests(${JSON.stringify(urls)});\n`,
  );
  return start;
}
