/**
 * The files that let CommonJS use the entries of the package: a module that hands over the ES module, and declarations
 * that TypeScript accepts in a CommonJS file.
 */
import { posix } from 'node:path';

/** The paths of the ES modules that the package exports, as `dist/emulator/index.js` without `dist/`. */
export function entryModules(
  exports: Readonly<Record<string, unknown>>,
): readonly { name: string; file: string }[] {
  return Object.entries(exports).flatMap(([name, target]) => {
    const file = (target as { default?: unknown }).default;
    if (typeof file !== 'string' || !file.startsWith('./dist/') || !file.endsWith('.js')) return [];
    return [{ name, file: file.slice('./dist/'.length) }];
  });
}

/**
 * Contents by path, relative to `dist/`, of all files for CommonJS.
 *
 * @param declarations those of the ES modules
 */
export function commonJsFiles(
  { name, exports }: { readonly name: string; readonly exports: Readonly<Record<string, unknown>> },
  declarations: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const read = (path: string) => {
    const text = declarations.get(path);
    if (text === undefined) throw new Error(`there is no declaration file ${path}`);
    return text;
  };
  for (const entry of entryModules(exports)) {
    files.set(entry.file.replace(/\.js$/, '.cjs'), commonJsModule(entry.file, posix.join(name, entry.name)));
    for (const [path, text] of commonJsDeclarations(entry.file, read)) files.set(path, text);
  }
  return files;
}

/**
 * The module for `require`, which hands over the ES module. Runners such as jest give modules a `require` of their own,
 * which cannot load one on every version of Node; outside the context of the test, Node's own can.
 *
 * @param specifier what a program writes to import the entry
 */
export function commonJsModule(file: string, specifier: string): string {
  const module = `./${posix.basename(file)}`;
  return `// Written by the build.
'use strict';

try {
  module.exports = require('${module}');
} catch (error) {
  if (!isOfEsModule(error)) throw error;
  module.exports = load();
}

function load() {
  try {
    const outside = require('node:vm').runInThisContext('process');
    return outside.getBuiltinModule('node:module').createRequire(__filename)('${module}');
  } catch (error) {
    if (!isOfEsModule(error) && error?.name !== 'TypeError') throw error;
    throw new Error(
      \`${specifier} is an ES module, which require() cannot load in Node \${process.versions.node}: write await import('${specifier}'), or use Node 20.19, 22.12 or later\`,
      { cause: error },
    );
  }
}

function isOfEsModule(error) {
  return error?.code === 'ERR_REQUIRE_ESM' || error?.name === 'SyntaxError';
}
`;
}

/** One relative import of a declaration file. */
const OWN = /(\bfrom\s+|\bimport\s*\(?\s*)(["'])(\.[^"']+)\.[jt]s\2/g;
/** Types that come from a package, as a statement. */
const FROM_PACKAGE = /^import (?:type )?(\{[^}]*\}|\w+) from (["'])(?!\.|node:)([^"']+)\2;/gm;
/** Types that come from a package, within a type. */
const WITHIN_TYPE = /\bimport\((["'])(?!\.|node:)([^"']+)\1\)/g;
const AS_IMPORT = "with { 'resolution-mode': 'import' }";

/**
 * The declarations of an entry and of all that it imports, as CommonJS: TypeScript refuses the declarations of an ES
 * module in a CommonJS file.
 *
 * @param file an ES module
 * @param read reads a declaration file
 */
export function commonJsDeclarations(
  file: string,
  read: (path: string) => string,
  made = new Map<string, string>(),
): ReadonlyMap<string, string> {
  const path = file.replace(/\.js$/, '.d.cts');
  if (made.has(path)) return made;
  const text = read(file.replace(/\.js$/, '.d.ts'));
  made.set(path, asCommonJs(text));
  for (const [, , , name = ''] of text.matchAll(OWN)) {
    commonJsDeclarations(`${posix.join(posix.dirname(file), name)}.js`, read, made);
  }
  return made;
}

/** A package may be an ES module too, whose types a CommonJS file takes only if it says so. */
function asCommonJs(declarations: string): string {
  return declarations
    .replaceAll(OWN, (_, before, quote, name) => `${before}${quote}${name}.cjs${quote}`)
    .replaceAll(
      FROM_PACKAGE,
      (_, names: string, quote, name) =>
        `import type ${names.replaceAll(/\btype /g, '')} from ${quote}${name}${quote} ${AS_IMPORT};`,
    )
    .replaceAll(WITHIN_TYPE, `import($1$2$1, { ${AS_IMPORT.replace('with', 'with:')} })`);
}
