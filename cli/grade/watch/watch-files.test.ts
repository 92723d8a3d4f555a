/** Changes on a real disk. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../../../test/folder.ts';
import { watchFiles } from './watch-files.ts';
import { readWatchedPaths } from './watched-paths.ts';

it('files that are changed, added, renamed and removed are noticed, except ours and those of tools', async () => {
  const cwd = makeFolder('watch-files');
  const reportDir = join(cwd, 'reports');
  for (const folder of ['src', 'reports', 'node_modules', '.git']) mkdirSync(join(cwd, folder));
  writeFileSync(join(cwd, 'src/a.ts'), '1');
  writeFileSync(join(cwd, 'one.txt'), '1');
  const heard = new Set<string>();
  const end = await watchFiles(
    readWatchedPaths(['.', 'one.txt'], { cwd, reportDir }),
    (path) => heard.add(path.slice(cwd.length + 1)),
    assert.fail,
  );
  /** Writes until it is heard: a watch may miss what happens in the moment in which it begins. */
  const isHeard = async (path: string, act: () => void) => {
    heard.clear();
    const deadline = Date.now() + 60_000;
    while (!heard.has(path)) {
      assert.ok(Date.now() < deadline, `${path} was not noticed; noticed: ${[...heard].join(', ')}`);
      act();
      await sleep(50);
    }
    assert.deepEqual(
      [...heard].filter((name) => /^(reports|node_modules|\.git)/.test(name)),
      [],
    );
  };
  try {
    let times = 0;
    for (const path of ['src/a.ts', 'one.txt', 'src/new.ts']) {
      await isHeard(path, () => {
        times += 1;
        for (const ours of ['reports', 'node_modules', '.git'])
          writeFileSync(join(cwd, ours, 'x'), `${times}`);
        writeFileSync(join(cwd, path), `${times}`);
      });
    }
    // As editors save: a new file takes the name of the old one.
    await isHeard('src/a.ts', () => {
      writeFileSync(join(cwd, 'src/a.tmp'), 'x');
      renameSync(join(cwd, 'src/a.tmp'), join(cwd, 'src/a.ts'));
    });
    await isHeard('src/new.ts', () => rmSync(join(cwd, 'src/new.ts'), { force: true }));
  } finally {
    await end();
  }
});
