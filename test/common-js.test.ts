/** Every entry of the package in CommonJS: required by Node, by a runner with a `require` of its own, and typed. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { commonJsDeclarations, entryModules } from '../scripts/common-js.ts';
import { makeFolder } from './folder.ts';

const root = resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { name, exports, typesVersions } = manifest;
const entries = entryModules(exports).map((entry) => ({ ...entry, specifier: join(name, entry.name) }));

/** Runs a script in a CommonJS module that can resolve the package by its name. */
function runScript(script: string, flags: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the entries of the package in CommonJS', () => {
  it('are found', () => assert.ok(entries.length >= 4));

  for (const { name: entry, specifier, file } of entries) {
    it(`say for ${specifier} what is for require and what is for import`, () => {
      const [types, required] = [`./dist/${file}`.replace(/\.js$/, '.d.ts'), `./dist/${file}`];
      assert.deepEqual(exports[entry], {
        'module-sync': { types, default: required },
        require: {
          types: types.replace(/\.d\.ts$/, '.d.cts'),
          default: required.replace(/\.js$/, '.cjs'),
        },
        types,
        default: required,
      });
      if (entry !== '.') assert.deepEqual(typesVersions['*'][entry.slice(2)], [types]);
    });

    it(`hand over ${specifier} by require, as import does`, () => {
      const ran = runScript(
        `const required = require('${specifier}');
         import('${specifier}').then((imported) => process.exit(required === imported ? 0 : 1));`,
      );
      assert.equal(ran.status, 0, ran.stderr);
    });

    it(`hand over ${specifier} to a runner with a require of its own that can load no ES module`, () => {
      const path = join(root, 'dist', file);
      const ran = runScript(
        `const { readFileSync } = require('node:fs');
         const vm = require('node:vm');
         const path = ${JSON.stringify(path.replace(/\.js$/, '.cjs'))};
         const context = vm.createContext({ process: {} });
         const wrapped = vm.runInContext(
           '(function (module, require, __filename) {' + readFileSync(path, 'utf8') + '})', context);
         const own = (id) => {
           if (id === 'node:vm') return vm;
           throw Object.assign(new SyntaxError('Cannot use import statement outside a module'));
         };
         const module_ = { exports: {} };
         wrapped(module_, own, path);
         process.exit(module_.exports === require('${specifier}') ? 0 : 1);`,
      );
      assert.equal(ran.status, 0, ran.stderr);
    });

    it(`name import() for ${specifier} if no ES module can be required`, () => {
      const ran = runScript(`require('${specifier}')`, ['--no-experimental-require-module']);
      assert.equal(ran.status, 1);
      assert.ok(
        ran.stderr.includes(
          `Error: ${specifier} is an ES module, which require() cannot load in Node ${process.versions.node}: write await import('${specifier}')`,
        ),
        ran.stderr,
      );
    });
  }
});

describe('the types of the entries', () => {
  const folder = makeFolder('common-js');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', name));
  const imports = entries.map(({ specifier }, index) => `import * as entry${index} from '${specifier}';`);
  const source = `${imports.join('\n')}
import { type Emulator, startEmulator } from '${name}';
async function main(): Promise<void> {
  const emulator: Emulator = await startEmulator({ port: 0 });
  const url: string = emulator.baseUrl;
  // @ts-expect-error: a port is a number
  await startEmulator({ port: 'any' });
  // @ts-expect-error: the inside is not public
  emulator.core;
  console.log(url, ${entries.map((_, index) => `entry${index}`).join(', ')});
}
void main();
`;
  for (const ending of ['cts', 'mts']) writeFileSync(join(folder, `use.${ending}`), source);

  for (const [what, options] of [
    ['node16, in CommonJS', ['--module', 'node16', 'use.cts']],
    ['node16, in an ES module', ['--module', 'node16', 'use.mts']],
    ['nodenext, in CommonJS', ['--module', 'nodenext', 'use.cts']],
    ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler', 'use.mts']],
  ] as const) {
    it(`are found with the module resolution ${what}`, () => {
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
      const words = ['--noEmit', '--strict', '--target', 'es2023', ...types, ...options];
      try {
        execFileSync(process.execPath, [tsc, ...words], { cwd: folder, encoding: 'utf8' });
      } catch (error) {
        assert.fail((error as { stdout?: string }).stdout ?? String(error));
      }
    });
  }
});

describe('declarations for CommonJS', () => {
  it('take types of packages as an ES module has them, and are made for all that is imported', () => {
    const files: Readonly<Record<string, string>> = {
      'a/index.d.ts': `import { type Faker, Other } from 'faker';
import Whole from "whole";
import type { Server } from 'node:http';
export type { One } from './one.ts';
export * from '../b/two.js';
export declare const made: import('./one.ts').One | import("pkg").Thing;
`,
      'a/one.d.ts': 'export interface One {}\n',
      'b/two.d.ts': "import '../a/one.ts';\nexport {};\n",
    };
    const made = commonJsDeclarations('a/index.js', (path) => files[path] ?? assert.fail(path));
    assert.deepEqual([...made.keys()].toSorted(), ['a/index.d.cts', 'a/one.d.cts', 'b/two.d.cts']);
    assert.equal(
      made.get('a/index.d.cts'),
      `import type { Faker, Other } from 'faker' with { 'resolution-mode': 'import' };
import type Whole from "whole" with { 'resolution-mode': 'import' };
import type { Server } from 'node:http';
export type { One } from './one.cjs';
export * from '../b/two.cjs';
export declare const made: import('./one.cjs').One | import("pkg", { with: { 'resolution-mode': 'import' } }).Thing;
`,
    );
    assert.equal(made.get('b/two.d.cts'), "import '../a/one.cjs';\nexport {};\n");
  });
});
