/** The rooms of the house and the arrows between them, read from the imports. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import {
  badArrows,
  circlesIn,
  type ImportGraph,
  importsAgainstArrows,
  importsPastDoors,
  productFiles,
  readGraph,
  specifiersOf,
  withoutArrows,
} from './imports.ts';
import { INNER, SECOND_DOORS, TOP } from './rooms.ts';

/** The one file outside the command line that may start the emulator. */
const BRIDGE = 'harness/embedded.ts';

/**
 * Who writes to the disk. The mark of a data directory holds a number only; the last one writes the reference of the
 * options, at the desk of a developer.
 */
const WRITERS = ['emulator/disk/saved-mark.ts', 'cli/whole-file.ts', 'cli/reference/write.ts'];

const root = resolve(import.meta.dirname, '../..');
const files = productFiles(root, Object.keys(TOP));
const graph = readGraph(root, files);

function source(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Code without comments and strings, so that prose about `process` is not a use of it. */
function code(file: string): string {
  return source(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

function importsOf(file: string): string[] {
  return specifiersOf(source(file));
}

describe('the rooms', () => {
  it('are read', () => assert.ok(files.length > 50));

  it('import along the arrows', () => {
    const bridge = `${BRIDGE} must not import emulator/index.ts`;
    assert.deepEqual(
      importsAgainstArrows(graph, '', TOP).filter((problem) => problem !== bridge),
      [],
    );
    assert.deepEqual(badArrows(TOP), []);
  });

  for (const [room, arrows] of Object.entries(INNER)) {
    it(`import along the arrows inside ${room}`, () => {
      assert.deepEqual(importsAgainstArrows(graph, room, arrows), []);
      assert.deepEqual(badArrows(arrows), []);
      assert.deepEqual(withoutArrows(graph, room, arrows), [], 'name the new room in rooms.ts');
    });
  }

  it('have no file that imports itself through others, types included', () => {
    assert.deepEqual(circlesIn(graph), []);
  });

  it('are entered by their doors', () => {
    assert.deepEqual(importsPastDoors(graph, new Set(Object.keys(SECOND_DOORS))), []);
  });

  it('have no second door that is unused', () => {
    const unused = Object.keys(SECOND_DOORS).filter((door) => {
      const others = new Set(Object.keys(SECOND_DOORS).filter((other) => other !== door));
      return importsPastDoors(graph, others).length === 0;
    });
    assert.deepEqual(unused, []);
  });

  it('keep ajv in schemas', () => {
    const users = files.filter((file) => importsOf(file).some((name) => name.startsWith('ajv')));
    assert.deepEqual(
      users.filter((file) => !file.startsWith('schemas/')),
      [],
    );
  });

  it('keep process and console in cli/main.ts', () => {
    // Entries are run by programs of others, which pass on neither the working folder nor, as cucumber, the rest.
    const touches = /\b(process|console)\.|\((process|console)\)/;
    const users = files.filter(
      (file) => touches.test(code(file)) || importsOf(file).some((name) => /^(node:)?process$/.test(name)),
    );
    assert.deepEqual(users.toSorted(), [
      // A lock names the process that holds it, and looks whether that still runs.
      'cli/file-lock.ts',
      // The shell of a thread, whose errors main.ts does not see.
      'cli/library/silent-shell.ts',
      'cli/main.ts',
      'entries/steps-plugin.ts',
      'entries/steps.ts',
      'entries/test.ts',
      'entries/verify.ts',
      // The thread of an adapter, whose faults must not end the run.
      'harness/evidence/adapter-thread.ts',
    ]);
  });

  it('write files in one place of the command line, which takes redacted text only, and on the disk of the emulator', () => {
    const writing =
      /\b(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|writeSync|copyFile\w*)\b/;
    const users = files.filter((file) => writing.test(code(file)));
    assert.deepEqual(users, WRITERS);
    assert.match(source('cli/whole-file.ts'), /writeWhole\(path: string, text: RedactedText/);
  });

  it('print through the guard: commands never see the terminal itself', () => {
    const users = files.filter((file) => /\bTerminal\b/.test(code(file)));
    assert.deepEqual(users, ['cli/guard-shell.ts', 'cli/run.ts', 'cli/shell.ts']);
  });

  it('keep the servers of the emulator in emulator/http', () => {
    const serves = /\bcreateServer\b|\bexpress\(|^import (?!type )[^;]*from 'express'/m;
    const users = files.filter((file) => serves.test(source(file)));
    const elsewhere = users.filter((file) => !file.startsWith('emulator/http/'));
    // The destination that records what the emulator delivers, for the features of the emulator's own side.
    assert.deepEqual(elsewhere, ['step-definitions/emulator/support/recording-destination.ts']);
    assert.ok(users.length > elsewhere.length);
  });

  it('keep the disk of the emulator in emulator/disk', () => {
    const users = files.filter(
      (file) =>
        file.startsWith('emulator/') &&
        importsOf(file).some((name) => /^((node:)?fs(\/promises)?|classic-level)$/.test(name)),
    );
    assert.deepEqual(users, [
      'emulator/disk/data-directory.ts',
      'emulator/disk/load-classic-level.ts',
      'emulator/disk/presence.ts',
      'emulator/disk/repair.ts',
      'emulator/disk/rights.ts',
      'emulator/disk/saved-mark.ts',
      'emulator/disk/take-lock.ts',
      'emulator/disk/files/index.ts',
      // Reads the files of the package itself.
      'emulator/http/front/console.ts',
    ]);
  });

  it('read the wall clock only in the ambient files', () => {
    const users = files.filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/.test(code(file)),
    );
    const shells = /^(cli\/|emulator\/ambient\.ts$|harness\/ambient\.ts$)/;
    assert.deepEqual(
      users.filter((file) => !shells.test(file)),
      [],
    );
  });

  it('give each type name one meaning: inside a room, and among the types that rooms export', () => {
    const declared = files.flatMap((file) =>
      [...source(file).matchAll(/^(export )?(?:interface|type|class) ([A-Z]\w+)/gm)].map(
        ([, exported, name = '']) => ({
          name,
          file,
          room: file.split('/')[0],
          isExported: exported !== undefined,
        }),
      ),
    );
    const clashes = declared.flatMap((one) =>
      declared
        .filter(({ name, file }) => name === one.name && file > one.file)
        .filter(({ room, isExported }) => room === one.room || isExported || one.isExported)
        .map((other) => `${one.name}: ${one.file} and ${other.file}`),
    );
    assert.deepEqual(clashes, []);
  });

  it('begin each file with a line that says what it is', () => {
    const without = files.filter((file) => !/^(#!.*\n)?\/\*\*/.test(source(file)));
    assert.deepEqual(without, []);
  });
});

describe('the rules themselves', () => {
  const broken = (...imports: readonly (readonly [string, ...string[]])[]): ImportGraph =>
    new Map([
      ['a/index.ts', ['a/one.ts']],
      ['a/one.ts', []],
      ['b/two.ts', ['a/index.ts']],
      ...imports.map(([file, ...targets]): [string, string[]] => [file, targets]),
    ]);

  it('notice a circle', () => {
    assert.deepEqual(circlesIn(broken()), []);
    assert.deepEqual(circlesIn(broken(['a/one.ts', 'b/two.ts'])), [['a/index.ts', 'a/one.ts', 'b/two.ts']]);
  });

  it('notice an import past a door, and accept a second door', () => {
    const past = broken(['b/two.ts', 'a/one.ts']);
    assert.deepEqual(importsPastDoors(broken(), new Set()), []);
    assert.deepEqual(importsPastDoors(past, new Set()), ['b/two.ts imports a/one.ts, past a/index.ts']);
    assert.deepEqual(importsPastDoors(past, new Set(['a/one.ts'])), []);
  });

  it('notice an arrow that runs back, a room without a line and a table that contradicts itself', () => {
    const arrows = { a: [], b: ['a'] };
    assert.deepEqual(importsAgainstArrows(broken(), '', arrows), []);
    assert.deepEqual(importsAgainstArrows(broken(['a/one.ts', 'b/two.ts']), '', arrows), [
      'a/one.ts must not import b/two.ts',
    ]);
    assert.deepEqual(withoutArrows(broken(['c/three.ts']), '', arrows), ['c/three.ts']);
    assert.deepEqual(badArrows({ a: ['b'], b: ['a'] }), ['a circle of rooms: a, b']);
    assert.deepEqual(badArrows({ a: ['c'] }), ['a → c: no such room']);
  });
});
