/** What package.json exports, as entries with their files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of `exports`. */
export interface PackageExport {
  /** What a user imports, such as `astrolabe-conformance/generators`; a pattern has a `*`. */
  readonly specifier: string;
  /** The declaration file, relative to the package; undefined if the export has none. */
  readonly types: string | undefined;
  /** All its declaration files: the same for modules and for CommonJS. */
  readonly declarations: readonly string[];
  /** The other files that its conditions name, relative to the package; each may have a `*`. */
  readonly files: readonly string[];
}

type Target = string | { readonly [condition: string]: Target };

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Target>>;
}

export function readManifest(root: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

export function packageExports({ name, exports }: Pick<Manifest, 'name' | 'exports'>): PackageExport[] {
  return Object.entries(exports).map(([subpath, target]) => {
    const targets = [...new Set(targetsOf(target))];
    return {
      specifier: join(name, subpath),
      types: targets.find(isDeclaration),
      declarations: targets.filter(isDeclaration),
      files: targets.filter((file) => !isDeclaration(file)),
    };
  });
}

/** Whether a path is what an export or a pattern of exports names. */
export function matchesTarget(path: string, target: string): boolean {
  const [before = '', after] = target.split('*');
  if (after === undefined) return path === target;
  return path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length;
}

export function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path);
}

function targetsOf(target: Target): string[] {
  return typeof target === 'string'
    ? [target.replace(/^\.\//, '')]
    : Object.values(target).flatMap((inner) => targetsOf(inner));
}
