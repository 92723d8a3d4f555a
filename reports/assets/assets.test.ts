/** The bundles for browsers: whole, and usable in a page that is opened from disk. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { packageRoot } from '../../schemas/package-root.ts';
import { ASSET_NAMES, type AssetName, asset, bundleOf } from './assets.ts';

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(join(packageRoot, 'reports', folder)).filter((name) => name.endsWith(ending));
  return names.map((name) => `reports/${folder}/${name}`);
}

const SCRIPTS: readonly (readonly [AssetName, folder: string])[] = [
  ['page.js', 'page'],
  ['site.js', 'site'],
];

for (const [name, folder] of SCRIPTS) {
  test(`${name} contains every script of its folder, and parses as a plain script`, () => {
    const { sources } = bundleOf(name);
    const own = sources.filter((source) => source.startsWith(`reports/${folder}/`));
    assert.deepEqual(own.toSorted(), filesIn(folder, '.js').toSorted());
    assert.doesNotThrow(() => new Script(asset(name)));
  });
}

test('the page makes the forms of a request with the functions that the other reports use', () => {
  const { sources } = bundleOf('page.js');
  for (const name of ['curl', 'request-forms', 'rerun', 'send-again']) {
    assert.ok(sources.includes(`reports/parts/requests/${name}.ts`), name);
  }
  assert.deepEqual(
    sources.filter((source) => source.startsWith('node_modules/')),
    [],
    'the code of a library needs its licence',
  );
});

test('every style sheet contains the shared palette and rules, and every sheet of its folders', () => {
  for (const [name, ...folders] of [
    ['page.css', 'page'],
    ['load.css', 'load', 'page'],
    ['site.css', 'site'],
  ] as const) {
    const own = folders.flatMap((folder) => filesIn(folder, '.css'));
    assert.deepEqual(bundleOf(name).sources.toSorted(), [...filesIn('assets', '.css'), ...own].toSorted());
    assert.match(asset(name), /--paper:\s*light-dark\(/);
  }
});

test('no bundle imports anything, or ends the element that contains it', () => {
  for (const name of ASSET_NAMES) {
    assert.doesNotMatch(
      asset(name),
      /@import|(?<!`)\bimport\(|\brequire\(|node:[a-z]+"|<\/(?:script|style)/,
      name,
    );
  }
});

test('the licence of the search library stays with it', () => {
  assert.match(asset('site.js'), /MiniSearch[\s\S]*Permission is hereby granted/);
});
