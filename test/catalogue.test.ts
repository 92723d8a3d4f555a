/** The features as parsed by the build: the same examples, without a parser of Gherkin. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readCatalogue, type Suite } from '../harness/cucumber/catalogue.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { makeFolder } from './folder.ts';

const BUILT = pathToFileURL(join(packageRoot, 'build', 'harness', 'cucumber', 'catalogue.js')).href;

/** What the built module reads, and whether it loaded the parser. */
function readBuilt(suite: Suite, root: string): { readonly examples: unknown; readonly hasParsed: boolean } {
  const script = `
    const { readCatalogue } = await import(${JSON.stringify(BUILT)});
    const { createRequire } = await import('node:module');
    const examples = readCatalogue(${JSON.stringify(suite)}, ${JSON.stringify(root)});
    const loaded = Object.keys(createRequire(${JSON.stringify(BUILT)}).cache);
    console.log(JSON.stringify({ examples, hasParsed: loaded.some((file) => /gherkin/.test(file)) }));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(printed);
}

describe('the catalogue of a build', () => {
  for (const suite of ['destination', 'emulator'] as const)
    it(`has the examples of the features of the suite ${suite}, and parses none`, () => {
      assert.deepEqual(readBuilt(suite, packageRoot), { examples: readCatalogue(suite), hasParsed: false });
    });

  it('parses features that were changed after the build', () => {
    const root = makeFolder('catalogue');
    cpSync(join(packageRoot, 'features'), join(root, 'features'), { recursive: true });
    const [first] = readCatalogue();
    assert.ok(first !== undefined);
    appendFileSync(join(root, first.uri), '\n# changed\n');
    const read = readBuilt('destination', root);
    assert.deepEqual(read, { examples: readCatalogue('destination', root), hasParsed: true });
  });
});
