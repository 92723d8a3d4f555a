/** The rooms of the house and the arrows between them, read from the imports. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

/** Which rooms a room may import from, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  calls: [],
  generators: ['calls', 'schemas'],
  emulator: ['generators', 'calls', 'schemas'],
  harness: ['generators', 'calls', 'schemas'],
  reports: ['schemas'],
  'step-definitions': ['harness', 'generators', 'calls', 'schemas'],
  cli: ['reports', 'harness', 'emulator', 'generators', 'calls', 'schemas'],
};

/** The one file that may start the embedded emulator. */
const BRIDGE = 'harness/embedded.ts';

const root = resolve(import.meta.dirname, '..');

const files = Object.keys(ARROWS).flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        name.endsWith('.ts') &&
        !name.endsWith('.test.ts') &&
        !name.includes('fixtures') &&
        name !== 'testing.ts',
    )
    .map((name) => `${room}/${name}`),
);

function source(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Code without comments and strings, so that prose about `process` is no use of it. */
function code(file: string): string {
  return source(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

function importsOf(file: string): string[] {
  return [...source(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier = '']) => specifier,
  );
}

describe('the rooms', () => {
  it('are there', () => assert.ok(files.length > 50));

  for (const file of files) {
    it(`${file} imports along the arrows`, () => {
      const room = file.split('/')[0] ?? '';
      for (const specifier of importsOf(file).filter((name) => name.startsWith('.'))) {
        const target = relative(root, resolve(root, dirname(file), specifier));
        const targetRoom = target.split('/')[0] ?? '';
        const allowed = targetRoom === room || ARROWS[room]?.includes(targetRoom) === true;
        const bridged = file === BRIDGE && target === 'emulator/index.ts';
        assert.ok(allowed || bridged, `${file} must not import ${target}`);
      }
    });
  }

  it('keep ajv in schemas', () => {
    const users = files.filter((file) => importsOf(file).some((name) => name.startsWith('ajv')));
    assert.deepEqual(
      users.filter((file) => !file.startsWith('schemas/')),
      [],
    );
  });

  it('keep process and console in cli/main.ts', () => {
    const users = files.filter((file) => /\b(process|console)\./.test(code(file)));
    assert.deepEqual(users, ['cli/main.ts']);
  });

  it('keep the servers of the emulator in emulator/http', () => {
    const users = files.filter((file) =>
      importsOf(file).some((name) => /^(express|(node:)?(http|https|net))$/.test(name)),
    );
    const elsewhere = users.filter(
      (file) => !file.startsWith('emulator/http/') && !/import type|isIP/.test(source(file)),
    );
    assert.deepEqual(elsewhere, []);
  });

  it('keep the disk of the emulator in emulator/disk', () => {
    const users = files.filter(
      (file) =>
        file.startsWith('emulator/') &&
        importsOf(file).some((name) => /^((node:)?fs(\/promises)?|classic-level)$/.test(name)),
    );
    assert.deepEqual(users, ['emulator/disk/database.ts']);
  });

  it('read the wall clock in the ambient files alone', () => {
    const users = files.filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/.test(code(file)),
    );
    const shells = /^(cli\/|emulator\/ambient\.ts$|harness\/ambient\.ts$)/;
    assert.deepEqual(
      users.filter((file) => !shells.test(file)),
      [],
    );
  });

  it('begin each file with a line that says what it is', () => {
    const without = files.filter((file) => !/^(#!.*\n)?\/\*\*/.test(source(file)));
    assert.deepEqual(without, []);
  });
});
