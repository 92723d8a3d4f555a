/** The bundles of the package: what is in them, and that nobody loads what others need. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../schemas/package-root.ts';
import { bundle } from '../scripts/build/bundle.ts';
import { importGraph, staticallyFrom } from '../scripts/build/import-graph.ts';
import { neededFiles } from '../scripts/build/reached.ts';

const build = join(packageRoot, 'build');
const { entries } = neededFiles(packageRoot, build);
const graph = importGraph(build, entries);
const files = await bundle(build, entries);

const MAIN = 'cli/main.js';
const EMULATE = 'cli/emulate/emulate-run.js';
/** `exec` loads it beside the emulator. */
const TLS_FILES = 'cli/emulate/tls-files.js';

/** The file of the bundles that is loaded where the sources load a module. */
function fileOf(module: string): string {
  if (files.has(module)) return module;
  const [found] = [...files].find(([, { modules }]) => modules.includes(module)) ?? [];
  return found ?? assert.fail(`${module} is in no file`);
}

function packagesOf(
  loaded: ReadonlyMap<string, { readonly imports: readonly string[]; readonly packages: readonly string[] }>,
  starts: readonly string[],
): readonly string[] {
  const packages = [...staticallyFrom(loaded, starts)].flatMap((path) => loaded.get(path)?.packages ?? []);
  return [...new Set(packages)].filter((name) => !name.startsWith('node:')).toSorted();
}

describe('the bundles', () => {
  it('have each module once, so that what exists once in the sources exists once in the package', () => {
    const modules = [...files.values()].flatMap((file) => file.modules).filter((path) => graph.has(path));
    const twice = modules.filter((path, index) => modules.indexOf(path) !== index);
    assert.deepEqual(twice, []);
    assert.ok(modules.length > 500, `${modules.length} modules`);
  });

  it('have no module of a package', () => {
    const modules = [...files.values()].flatMap((file) => file.modules);
    assert.deepEqual(
      modules.filter((path) => path.startsWith('..') || path.includes('node_modules')),
      [],
    );
  });

  it('import no file that is not there', () => {
    for (const [path, { imports, later }] of files)
      assert.deepEqual(
        [...imports, ...later].filter((one) => !files.has(one)),
        [],
        path,
      );
  });

  const commands = new Set(
    [...staticallyFrom(graph, [MAIN])].flatMap((module) => graph.get(module)?.later ?? []),
  );

  it('are loaded by a command when it runs', () => assert.ok(commands.size > 20, `${commands.size}`));

  const starts = [
    ...entries.map((entry) => [entry]),
    ...[...commands].map((command) => [MAIN, command, ...(command === TLS_FILES ? [EMULATE] : [])]),
  ];
  for (const modules of starts)
    it(`load for ${modules.join(' and ')} no package that the sources do not load`, () => {
      const needed = packagesOf(graph, modules);
      const loaded = packagesOf(files, modules.map(fileOf));
      assert.deepEqual(
        loaded.filter((name) => !needed.includes(name)),
        [],
      );
    });

  it('need few files for a start, because each costs time', () => {
    const those = { help: [], emulate: [fileOf(EMULATE)] };
    const sizes = Object.entries(those).map(([name, more]) => [
      name,
      staticallyFrom(files, [MAIN, ...more]).size,
    ]);
    assert.deepEqual(Object.fromEntries(sizes), { help: 4, emulate: 8 });
    assert.equal(staticallyFrom(files, ['emulator/index.js']).size, 5);
  });

  it('have nothing of the emulator or of a run in the start of every command', () => {
    const modules = [...staticallyFrom(files, [MAIN])].flatMap((path) => files.get(path)?.modules ?? []);
    const stray = modules.filter((path) =>
      /^(emulator|harness|generators|step-definitions|console)\//.test(path),
    );
    assert.deepEqual(stray, []);
  });

  it('load one language of faker, whose main entry has all of them', () => {
    const packages = [...files.values()].flatMap((file) => file.packages);
    assert.deepEqual(
      [...new Set(packages.filter((name) => name.includes('faker')))],
      ['@faker-js/faker/locale/en'],
    );
  });

  it('write the reports of a run without what turns Markdown into HTML', () => {
    const reports = ['reports/formats/index.js', 'reports/page/index.js', 'reports/catalogue.js'].map(fileOf);
    assert.ok(packagesOf(files, reports).includes('wrap-ansi'));
    assert.ok(!packagesOf(files, reports).includes('markdown-it'));
  });

  it('import cucumber nowhere: it is an optional peer, whose module the caller hands over', () => {
    const packages = [...files].flatMap(([path, file]) => file.packages.map((name) => `${path}: ${name}`));
    assert.ok(packages.some((one) => one.endsWith('@cucumber/cucumber-expressions')));
    assert.deepEqual(
      packages.filter((one) => /@cucumber\/cucumber(\/|$)/.test(one)),
      [],
    );
  });

  it('keep the names of classes, which tell errors apart', async () => {
    for (const entry of ['emulator/index.js', 'entries/verify.js', 'entries/test.js']) {
      const exported: Readonly<Record<string, unknown>> = await import(join(packageRoot, 'dist', entry));
      const classes = Object.entries(exported).filter(([name]) => /^[A-Z][a-z]/.test(name));
      assert.ok(classes.length > 0, entry);
      for (const [name, value] of classes) assert.equal((value as { name?: unknown }).name, name);
    }
  });
});
