/** A run fails whenever anything in a test file goes wrong. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { makeFolder } from '../folder.ts';
import { startNode } from '../program.ts';

const FILES = {
  passes: "it('passes', () => {});",
  fails: "it('fails', () => assert.fail());",
  todo: "it('is to do', { todo: true }, () => assert.fail());",
  throws: "it('is registered', () => {}); throw new Error('while it is imported');",
  broken: 'it(',
  exits: "it('exits', async () => { await sleep(20); process.exit(0); });",
  'exits-on-import': 'process.exit(0);',
  late: "it('is late', () => { setTimeout(() => assert.fail(), 1); }); it('waits', () => sleep(30));",
};

type Name = keyof typeof FILES;

/** Groups of files, with the result of a run that has only this group. */
const RUNS: Readonly<Record<string, readonly [files: readonly Name[], passed: boolean]>> = {
  'passes if every test does': [['passes'], true],
  'passes if a test that is to do fails': [['todo', 'passes'], true],
  'fails if a test does': [['passes', 'fails', 'passes'], false],
  'fails if a file throws while it is imported': [['throws', 'passes'], false],
  'fails if a file cannot be parsed': [['broken', 'passes'], false],
  'fails if a test ends the process, even with code 0': [['passes', 'exits'], false],
  'fails if a file ends the process while it is imported': [['passes', 'exits-on-import'], false],
  'fails if an error comes after its test has ended': [['late', 'passes'], false],
  'fails if there is no group': [[], false],
};

describe('a test run', () => {
  const folder = makeFolder('runs');
  let results: readonly { readonly passed: boolean; readonly report: string }[];

  before(async () => {
    for (const [name, code] of Object.entries(FILES)) {
      const imports = [
        "import assert from 'node:assert/strict';",
        "import { it } from 'node:test';",
        "import { setTimeout as sleep } from 'node:timers/promises';",
      ];
      writeFileSync(join(folder, `${name}.mjs`), [...imports, code].join('\n'));
    }
    const groups = Object.values(RUNS).map(([names]) =>
      names.length === 0 ? [] : [{ name: 'group', files: names.map((name) => `${name}.mjs`) }],
    );
    const script = join(folder, 'runs.mjs');
    writeFileSync(
      script,
      `import { PassThrough } from 'node:stream';
       import { text } from 'node:stream/consumers';
       import { runGroups } from '${pathToFileURL(join(import.meta.dirname, 'run-groups.ts'))}';
       const runs = ${JSON.stringify(groups)}.map(async (groups) => {
         const out = new PassThrough();
         const report = text(out);
         const passed = await runGroups(${JSON.stringify(folder)}, groups, 1, out);
         out.end();
         return { passed, report: await report };
       });
       console.log(JSON.stringify(await Promise.all(runs)));`,
    );
    // Without the variables of node:test, because node:test does not run files from within a test.
    const running = startNode(['--import', 'tsx', script]);
    await running.ended;
    results = JSON.parse(running.out());
  });

  Object.entries(RUNS).forEach(([what, [, passed]], index) => {
    it(what, () => assert.equal(results[index]?.passed, passed, results[index]?.report));
  });

  it('reports the files after one that cannot be imported', () => {
    const place = Object.keys(RUNS).indexOf('fails if a file cannot be parsed');
    assert.match(results[place]?.report ?? '', /✔ passes[\s\S]*ℹ pass 1\nℹ fail 1/);
  });
});
