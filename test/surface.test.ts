/** The public surface: the page agrees with the built declarations, and the changelog names what a release changes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../schemas/package-root.ts';
import { lastReleaseOf, missingEntries, type Released } from '../scripts/surface/missing-entries.ts';
import { readSurface } from '../scripts/surface/read-surface.ts';
import { renderPage } from '../scripts/surface/render-page.ts';
import { type ExportedName, fingerprintsOf, type Surface } from '../scripts/surface/surface.ts';

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');
const REMEDY = 'run `npm run surface` and add a line to CHANGELOG.md';

describe('the public surface', () => {
  const surface = readSurface(packageRoot);
  const changelog = read('CHANGELOG.md');
  const released: Released = JSON.parse(read('scripts/surface/released.json'));
  const all = surface.entries.flatMap(({ names }) => names);

  it('is what docs/public-api.md says', () => {
    assert.ok(
      read('docs/public-api.md') === renderPage(surface),
      `docs/public-api.md is out of date: ${REMEDY}`,
    );
  });

  it('differs from the last release only by what the changelog names under Unreleased', () => {
    const values = new Set(all.filter(({ kind }) => kind !== 'type').map(({ name }) => name));
    const missing = missingEntries(changelog, released.surface, fingerprintsOf(surface), values);
    assert.deepEqual(
      missing,
      [],
      `CHANGELOG.md names none of these in backquotes under Unreleased: ${REMEDY}`,
    );
  });

  it('is compared with the last release of the changelog', () => {
    const remedy = 'after a release, run `npm run surface -- --release`';
    assert.equal(released.version, lastReleaseOf(changelog), remedy);
  });

  it('has names in every entry, and a sentence about each entry and each name', () => {
    assert.deepEqual(
      surface.entries.filter(({ names, about }) => names.length === 0 || about === ''),
      [],
    );
    assert.deepEqual(
      all.filter(({ about }) => about === '').map(({ name }) => name),
      [],
    );
  });

  it('names the functions that exist when the program runs', async () => {
    for (const { specifier, names } of surface.entries) {
      const module = await import(specifier);
      const values = names.filter(({ kind }) => kind !== 'type').map(({ name }) => name);
      assert.deepEqual(Object.keys(module).toSorted(), values.toSorted(), specifier);
    }
  });
});

describe('the comparison with the last release', () => {
  const name = (one: string, signature: string, kind: ExportedName['kind'] = 'function'): ExportedName => ({
    name: one,
    kind,
    signature,
    about: '',
  });
  const withNames = (...names: readonly ExportedName[]): Surface => ({
    entries: [{ specifier: 'p', about: '', names }],
    mentioned: [name('Inner', 'interface Inner { a: Deep }', 'type'), name('Deep', 'type Deep = 1', 'type')],
    files: [],
  });
  const before = withNames(name('one', 'function one(): void'), name('two', 'function two(): Inner'));
  const missing = (unreleased: string, now: Surface, values: readonly string[] = []) =>
    missingEntries(
      `# Changelog\n\n## [Unreleased]\n\n${unreleased}\n\n## [0.1.0]\n\n- \`one\`, \`two\`, \`three\`, \`q\`\n`,
      fingerprintsOf(before),
      fingerprintsOf(now),
      new Set(values),
    );

  it('asks for nothing if nothing changed', () => assert.deepEqual(missing('', before), []));

  it('asks for a name that was added, changed or removed, in backquotes under Unreleased', () => {
    const [one, two] = [name('one', 'function one(): string'), name('two', 'function two(): Inner')];
    const three = name('three', 'const three: 3', 'constant');
    assert.deepEqual(missing('', withNames(one, two, three)), ['one', 'three']);
    assert.deepEqual(missing('- one and `three` are new.', withNames(one, two, three)), ['one']);
    assert.deepEqual(missing('- `one()`, `three`', withNames(one, two, three)), []);
    assert.deepEqual(missing('', withNames(two)), ['one']);
  });

  it('asks for a name if only a type changed that it mentions, directly or through others', () => {
    const changed = {
      ...before,
      mentioned: before.mentioned.map((type) => ({
        ...type,
        signature: type.signature.replace('= 1', '= 2'),
      })),
    };
    assert.deepEqual(missing('', changed), ['two']);
  });

  it('asks for a new import path and its values, and for one that is gone', () => {
    const names = [name('make', 'function make(): Kind'), name('Kind', "type Kind = 'a'", 'type')];
    const more = { ...before, entries: [...before.entries, { specifier: 'p/more', about: '', names }] };
    const files = { ...before, files: [{ specifier: 'p/*.json', target: 'x/*.json' }] };
    assert.deepEqual(missing('', more, ['make']), ['p/more', 'make']);
    assert.deepEqual(missing('- `p/more`: `make`', more, ['make']), []);
    assert.deepEqual(missing('', files), ['p/*.json']);
    assert.deepEqual(missing('', { ...before, entries: [] }), ['p']);
  });
});
