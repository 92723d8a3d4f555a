/** Every file of the tarball is there for a reason, and every export is in the tarball. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import picomatch from 'picomatch';
import { packageRoot } from '../schemas/package-root.ts';
import { LOADED_BY_NAME } from '../scripts/build/loaded-by-name.ts';
import { reachedFiles } from '../scripts/build/reached.ts';
import { matchesTarget, packageExports, readManifest } from '../scripts/package-exports.ts';

const manifest = readManifest(packageRoot);
const exported = packageExports(manifest);
const tarball = packedFiles();
const reached = new Set(
  [...reachedFiles(packageRoot, join(packageRoot, 'dist')).keys()].map((file) => `dist/${file}`),
);
const declared = declarations();

/** Why a file is in the tarball, first reason first. */
const REASONS: readonly (readonly [reason: string, applies: (file: string) => boolean])[] = [
  ['npm adds it to every package', (file) => ['package.json', 'README.md', 'LICENSE'].includes(file)],
  [
    'named in the exports',
    (file) => exported.some(({ files }) => files.some((target) => matchesTarget(file, target))),
  ],
  ['run by the bin, imported from an export, or loaded by name', (file) => reached.has(file)],
  ['the types of an export, or imported by them', (file) => declared.has(file)],
  ['a guide, which the command `docs` renders', (file) => picomatch.isMatch(file, 'docs/*.md')],
  ['a tutorial', (file) => picomatch.isMatch(file, 'docs/tutorials/*.md')],
];

describe('the tarball', () => {
  it('holds nothing without a reason', () => {
    const stray = tarball.filter((file) => !REASONS.some(([, applies]) => applies(file)));
    assert.deepEqual(stray, []);
  });

  for (const [reason, applies] of REASONS)
    it(`holds files because of this reason: ${reason}`, () => assert.ok(tarball.some(applies)));

  for (const { specifier, declarations, files } of exported)
    it(`holds what ${specifier} names`, () => {
      const targets = [...files, ...declarations];
      assert.ok(targets.length > 0);
      const missing = targets.filter((target) => !tarball.some((file) => matchesTarget(file, target)));
      assert.deepEqual(missing, []);
    });

  it('has types for every export that is a script', () => {
    const untyped = exported.filter(
      ({ types, files }) => types === undefined && files.some((file) => /\.[cm]?js$/.test(file)),
    );
    assert.deepEqual(untyped, []);
  });

  for (const { pattern, reason } of LOADED_BY_NAME)
    it(`holds ${pattern}: ${reason}`, () => {
      assert.ok(tarball.some((file) => picomatch.isMatch(file, `dist/${pattern}`)));
    });
});

function packedFiles(): string[] {
  const listing = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: packageRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  // npm 12 prints an object by package name, and earlier ones a list.
  const [{ files }] = Object.values(listing) as [{ files: readonly { readonly path: string }[] }];
  return files.map(({ path }) => path);
}

/** The declarations that the compiler reads for the types of all exports. */
function declarations(): ReadonlySet<string> {
  const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--listFilesOnly',
    '--module',
    'nodenext',
    '--target',
    'es2023',
  ];
  const entries = exported.flatMap(({ declarations }) => declarations);
  const printed = execFileSync(process.execPath, [tsc, ...options, '--types', 'node', ...entries], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  return new Set(printed.split('\n').map((file) => relative(packageRoot, file)));
}
