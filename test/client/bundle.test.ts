/** The client in bundles: it imports nothing, and no bundle for a browser has the emulator in it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { specifiersOf } from '../architecture/imports.ts';
import { makeFolder } from '../folder.ts';

const root = resolve(import.meta.dirname, '../..');
const ENTRY = join(root, 'dist/entries/test.js');

describe('the client', () => {
  it('imports types only from outside its room', () => {
    const files = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.test)\.ts$/.test(name),
    );
    assert.ok(files.length > 10);
    for (const file of files) {
      const text = readFileSync(join(root, 'client', file), 'utf8');
      const values = text.replaceAll(/^import type [^;]*;/gm, '');
      assert.deepEqual(
        specifiersOf(values).filter((specifier) => !specifier.startsWith('./')),
        [],
        file,
      );
    }
  });

  for (const minify of [false, true]) {
    it(`is bundled for a browser without the emulator, by esbuild${minify ? ', minified' : ''}`, async () => {
      const { outputFiles, metafile, warnings } = await build({
        entryPoints: [ENTRY],
        bundle: true,
        write: false,
        metafile: true,
        minify,
        platform: 'browser',
        format: 'esm',
        logLevel: 'silent',
      });
      assert.deepEqual(warnings, []);
      const inputs = Object.keys(metafile.inputs).map((file) => file.replace(/^.*dist\//, ''));
      assert.ok(
        inputs.every((file) => /^(client\/|entries\/(test|load-embedded)\.js)/.test(file)),
        inputs.join(),
      );
      const [bundle] = outputFiles;
      assert.ok(bundle !== undefined && bundle.text.length < 40_000, `${bundle?.text.length} characters`);
      assert.doesNotMatch(bundle.text, /node:|express|createServer/);
    });
  }

  it('is bundled without the emulator by rolldown', async () => {
    const warnings: string[] = [];
    const bundle = await rolldown({
      input: ENTRY,
      platform: 'browser',
      onwarn: ({ message }) => warnings.push(message),
    });
    const { output } = await bundle.generate({ format: 'es', minify: true });
    await bundle.close();
    assert.deepEqual(warnings, []);
    assert.equal(output.length, 1);
    assert.doesNotMatch(output[0].code, /node:|express|createServer/);
  });

  it('says in a bundle for Node what to do, unless it has a control URL', async () => {
    const outfile = join(makeFolder('bundle'), 'bundle.mjs');
    const { outputFiles } = await build({
      entryPoints: [ENTRY],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
    });
    writeFileSync(outfile, outputFiles[0]?.text ?? '');
    const { openWorld } = await import(pathToFileURL(outfile).href);
    await assert.rejects(
      openWorld(),
      /^Error: openWorld cannot load the emulator of its package: a bundler must leave/,
    );
    await assert.rejects(openWorld({ controlUrl: 'http://127.0.0.1:1/_emulator' }), {
      name: 'EmulatorUnreachable',
    });
  });
});
