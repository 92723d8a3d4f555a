/** The scripts of the package: the compiled modules in few files, because reading many costs time at every start. */
import { join, relative } from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';
import { type ImportGraph, importGraph, staticallyFrom } from './import-graph.ts';

/** A file of the bundles; paths of files are below `dist/`, those of modules below the folder of the compiled modules. */
export interface BundledFile {
  readonly code: string;
  /** The compiled modules that are in it. */
  readonly modules: readonly string[];
  /** The files that are loaded with it. */
  readonly imports: readonly string[];
  /** The files that it loads when it first needs them. */
  readonly later: readonly string[];
  /** What it needs at once from outside: packages, and modules of Node. */
  readonly packages: readonly string[];
}

// Who starts one of these waits for it, and each file costs time.
const COMMAND = ['cli/main.js'];
const EMULATOR = ['emulator/index.js'];
const EMULATE = ['cli/emulate/emulate-run.js'];
const LIBRARY = ['entries/generators.js', 'entries/schemas.js'];

/** Bundled alone, because it runs in browsers too. It has no module in common with another entry. */
const ALONE = 'entries/test.js';

/**
 * The bundles by their paths. What several entries share, and what is loaded when it is first needed, is in `chunks/`. All
 * entries but one are bundled together, so that a module is in one file only: errors, stores and registries exist once in
 * a process.
 *
 * @param folder compiled modules, laid out as the sources are
 * @param entries paths below the folder; each keeps its path
 */
export async function bundle(
  folder: string,
  entries: readonly string[],
): Promise<ReadonlyMap<string, BundledFile>> {
  const together = entries.filter((entry) => entry !== ALONE);
  const alone = entries.filter((entry) => entry === ALONE);
  return new Map([
    ...(await bundled(folder, together, groupsOf(importGraph(folder, together)))),
    ...(alone.length === 0 ? [] : await bundled(folder, alone, [])),
  ]);
}

/** Modules that are in one file. */
interface Group {
  readonly name: string;
  readonly modules: ReadonlySet<string>;
}

/**
 * What a start needs, in few files of which none has much that it does not need; the bundler decides about all other
 * modules. The modules of a group need those of groups before it only, so that no file imports another in a circle.
 */
function groupsOf(graph: ImportGraph): readonly Group[] {
  const [command, emulator, emulate, library] = [COMMAND, EMULATOR, EMULATE, LIBRARY].map((entries) =>
    staticallyFrom(graph, entries),
  );
  const both = (one = NONE, other = NONE) => new Set([...one].filter((module) => other.has(module)));
  const groups = [
    { name: 'common', modules: new Set([...both(command, emulator), ...both(command, library)]) },
    { name: 'library', modules: both(emulator, library) },
    { name: 'command', modules: command ?? NONE },
    { name: 'emulator', modules: emulator ?? NONE },
    { name: 'emulate', modules: emulate ?? NONE },
  ];
  // What is only loaded would need a second file, which hands over what the first one has.
  const imported = new Set([...graph.values()].flatMap(({ imports }) => imports));
  return groups.map(({ name, modules }) => ({ name, modules: both(modules, imported) }));
}

const NONE: ReadonlySet<string> = new Set();

async function bundled(
  folder: string,
  entries: readonly string[],
  groups: readonly Group[],
): Promise<readonly [string, BundledFile][]> {
  const bundle = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map((file) => [file.replace(/\.js$/, ''), join(folder, file)])),
    // Who installs the package gets the corrections of its dependencies from npm.
    external: /^(node:|[a-z@])/,
    platform: 'node',
    transform: { target: 'node20.19' },
    // A room is loaded where it is needed, whatever loads it elsewhere.
    checks: { ineffectiveDynamicImport: false },
    onLog(level, log) {
      if (level === 'warn') throw new Error(`cannot bundle ${entries.join(', ')}: ${log.message}`);
    },
  });
  const { output } = await bundle.generate({
    format: 'es',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: true,
    // Traces are read by people, and errors are told apart by the names of their classes.
    keepNames: true,
    codeSplitting: {
      groups: groups.map(({ name, modules }, index) => ({
        name,
        priority: groups.length - index,
        test: (id) => modules.has(relative(folder, id)),
      })),
    },
  });
  await bundle.close();
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
  const isOwn = (name: string) => chunks.some(({ fileName }) => fileName === name);
  return chunks.map(({ fileName, code, moduleIds, imports, dynamicImports }) => [
    fileName,
    {
      code,
      // Functions of the bundler itself have no file.
      modules: moduleIds.filter((id) => !id.startsWith('\0')).map((id) => relative(folder, id)),
      imports: imports.filter(isOwn),
      later: dynamicImports.filter(isOwn),
      packages: imports.filter((name) => !isOwn(name)),
    },
  ]);
}
