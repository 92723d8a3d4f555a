/** The types of the schemas: generated from the documents, and agreeing with the fixtures. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { schemaNames } from '../schemas/index.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { schemaTypes } from '../scripts/schema-types.ts';
import { makeFolder } from './folder.ts';

/** What a type can refuse, as fixtures are named; a rule between members is not one member's. */
const REFUSED = /^(required|type)--(?!.*-or-)/;

/** What no type refuses: a member that another member requires or excludes, and a number that is not whole. */
const CONDITIONAL: ReadonlySet<string> = new Set([
  'audience-definition/required--groupId.json',
  'trait-formula/required--property.json',
  'clock-move/type--ms.json',
  'expectation/type--quiet.json',
  'result/required--difference.json',
  'result/type--warn.json',
  'clause-registry/required--argument.json',
  'clause-registry/required--heading.json',
  'clause-registry/required--sha256.json',
  'clause-registry/required--source.json',
]);

describe('the types of the schemas', () => {
  it('are those of the documents', async () => {
    const written = readFileSync(join(packageRoot, 'schemas', 'document-types.ts'), 'utf8');
    assert.ok(
      written === (await schemaTypes()),
      'schemas/document-types.ts is out of date: run npm run schema-types',
    );
  });

  it('can all be imported from the package', () => {
    const source = readFileSync(join(packageRoot, 'schemas', 'document-types.ts'), 'utf8');
    const entry = readFileSync(join(packageRoot, 'entries', 'schemas.ts'), 'utf8');
    const names = [...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
    assert.ok(names.length > 30);
    assert.deepEqual(
      names.filter((name) => !entry.includes(`  type ${name},\n`)),
      [],
    );
  });

  it('accept every valid fixture, and refuse each that lacks a member or has one of another type', () => {
    const folder = makeFolder('schema-types');
    const lines = schemaNames().flatMap((name) => [
      ...fixturesOf(name, 'valid').map((fixture) => checked(name, fixture)),
      ...fixturesOf(name, 'invalid')
        .filter(({ file }) => REFUSED.test(file) && !CONDITIONAL.has(`${name}/${file}`))
        .map((fixture) => `// @ts-expect-error: ${fixture.file}\n${checked(name, fixture)}`),
    ]);
    assert.ok(lines.length > 100);
    const types = JSON.stringify(join(packageRoot, 'schemas', 'document-types.ts'));
    const file = join(folder, 'fixtures.ts');
    writeFileSync(file, `import type { SchemaTypes } from ${types};\n${lines.join('\n')}\n`);
    const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
    const options =
      '--ignoreConfig --noEmit --strict --target es2023 --module nodenext --allowImportingTsExtensions';
    const { stdout } = spawnSync(process.execPath, [tsc, ...options.split(' '), '--types', '', file], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(stdout, '');
  });
});

interface Fixture {
  readonly file: string;
  readonly content: string;
}

function fixturesOf(name: string, kind: 'valid' | 'invalid'): readonly Fixture[] {
  const folder = join(packageRoot, 'schemas', 'fixtures', name, kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((file) => ({
    file,
    content: JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  }));
}

/** One line, so that an expected error is on the line after its comment. */
function checked(name: string, { content }: Fixture): string {
  return `(${content}) satisfies SchemaTypes['${name}'];`;
}
