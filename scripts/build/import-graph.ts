/** Which module imports which others, read from files. */
import { buildSync } from 'esbuild';

/** What a module loads; paths are below the folder. */
interface Imports {
  readonly imports: readonly string[];
  /** What it loads when it first needs it. */
  readonly later: readonly string[];
  /** What it imports of packages and of Node. */
  readonly packages: readonly string[];
}

export type ImportGraph = ReadonlyMap<string, Imports>;

/** The modules below a folder that the entries reach, statically or with `import()`. Packages are not among them. */
export function importGraph(folder: string, entries: readonly string[]): ImportGraph {
  const { metafile } = buildSync({
    absWorkingDir: folder,
    // Entries that differ in their extensions only would have one output.
    entryPoints: entries.map((file) => ({ in: `./${file}`, out: file })),
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => {
      const paths = (isExternal: boolean, isLater: boolean) =>
        imports
          .filter(
            ({ external = false, kind }) =>
              external === isExternal && (kind === 'dynamic-import') === isLater,
          )
          .map((one) => one.path);
      return [
        path,
        { imports: paths(false, false), later: paths(false, true), packages: paths(true, false) },
      ];
    }),
  );
}

/** The modules that are loaded together with these. */
export function staticallyFrom(
  graph: ReadonlyMap<string, { readonly imports: readonly string[] }>,
  modules: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...modules];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(graph.get(next)?.imports ?? []));
  }
  return found;
}
