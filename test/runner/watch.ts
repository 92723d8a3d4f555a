/** Runs tests again whenever a file that they depend on changes. */
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readGraph } from '../architecture/imports.ts';
import { affectedTests } from './affected.ts';
import { ROOMS } from './plan.ts';

/** Folders that hold sources and what tests read. */
const WATCHED = [...ROOMS, 'features', 'docs', 'scripts'];

/** How long to wait after a change, because editors save in several steps. */
const SAVING_MS = 100;

/**
 * @param root the repository
 * @param select the test files that may run, as they are now
 * @param run runs test files, paths from the root
 */
export async function watchTests(
  root: string,
  select: () => readonly string[],
  run: (files: readonly string[]) => Promise<unknown>,
): Promise<never> {
  const changed = new Set<string>();
  let wake = () => {};
  for (const folder of WATCHED) {
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (name === null || !isSource(`${folder}/${name}`)) return;
      changed.add(`${folder}/${name}`);
      wake();
    });
  }
  for (;;) {
    if (changed.size === 0) {
      process.stdout.write('\nWaiting for changes.\n');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await sleep(SAVING_MS);
    const now = [...changed];
    changed.clear();
    const files = affectedTests(graphOf(root), select(), now);
    process.stdout.write(`\n${now.join(', ')}: ${files.length} test files\n`);
    if (files.length > 0) await run(files);
  }
}

function isSource(path: string): boolean {
  return /\.(ts|js|json|yaml|feature|md)$/.test(path) && !path.includes('/output/');
}

function graphOf(root: string) {
  const files = WATCHED.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((file) => file.endsWith('.ts') && existsSync(join(root, file))),
  );
  return readGraph(root, files);
}
