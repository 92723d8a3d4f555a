/** The packed package, unpacked into an empty folder, imported and run from there. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import { packageExports } from '../scripts/package-exports.ts';
import { makeFolder } from './folder.ts';

const root = resolve(import.meta.dirname, '..');
const { name, dependencies, peerDependencies, exports } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** Some types of the inside of the emulator, which no program needs to name. */
const INTERNAL =
  /\b(?:interface|class|type) (Core|Engage|Engine|DeliveryEngine|Destination|ResolvedOptions|Store|Parts|Alteration|EmulatorClock|Journal|Traces|Segment|Persistence)\b/;

/** A declaration file and all that it imports, directly or through others. */
function declarationsFrom(file: string, reached = new Set<string>()): readonly string[] {
  if (reached.has(file)) return [...reached];
  reached.add(file);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:\bfrom\s+|\bimport\()["'](\.[^"']+)["']/g,
  )) {
    declarationsFrom(join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')), reached);
  }
  return [...reached];
}

describe('the packed package', () => {
  const folder = makeFolder('package');
  const installed = join(folder, 'node_modules', name);

  before(() => {
    const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const listing = JSON.parse(packed);
    const { filename } = Array.isArray(listing)
      ? listing[0]
      : (Object.values(listing)[0] as { filename: string });
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
    // Links to installed packages, without the optional ones, so that the test needs no network.
    for (const dependency of [
      ...Object.keys({ ...dependencies, ...peerDependencies }),
      '@types/node',
      'undici-types',
    ]) {
      mkdirSync(dirname(join(folder, 'node_modules', dependency)), { recursive: true });
      symlinkSync(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency));
    }
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  });

  it('starts the emulator in the tests of another project', () => {
    writeFileSync(
      join(folder, 'use.js'),
      `import { startEmulator } from '${name}';
       const emulator = await startEmulator({ port: 0 });
       const answer = await fetch(emulator.baseUrl, {
         method: 'POST',
         headers: { authorization: 'Basic ' + btoa(emulator.apiKey + ':'), 'content-type': 'application/json' },
         body: JSON.stringify({ type: 'identify', userId: 'userId123', traits: {} }),
       });
       await emulator.close();
       console.log(answer.status);`,
    );
    const printed = execFileSync(process.execPath, ['use.js'], { cwd: folder, encoding: 'utf8' });
    assert.match(printed, /^20[02]$/m);
  });

  it('exports generators, schemas and features', () => {
    writeFileSync(
      join(folder, 'exports.js'),
      `import { readFileSync } from 'node:fs';
       import { createRequire } from 'node:module';
       import { take, validCalls } from '${name}/generators';
       import { schemaDocument, validate } from '${name}/schemas';
       import identify from '${name}/schemas/identify.schema.json' with { type: 'json' };
       const require = createRequire(import.meta.url);
       const file = (path) => readFileSync(new URL(import.meta.resolve('${name}/' + path)), 'utf8');
       const [call] = take(validCalls(7, 'identify'), 1);
       console.log(JSON.stringify({
         violations: validate('identify', call),
         isSame: JSON.stringify(identify) === JSON.stringify(schemaDocument('identify')),
         required: require('${name}/schemas/identify.schema.json').$id === identify.$id,
         feature: file('features/20-identify/users.feature').includes('Feature:'),
         registry: file('features/clauses.yaml').includes('AST-IDENT-001'),
         smoke: Array.isArray(JSON.parse(file('features/smoke.json'))),
       }));`,
    );
    const printed = execFileSync(process.execPath, ['exports.js'], { cwd: folder, encoding: 'utf8' });
    assert.deepEqual(JSON.parse(printed), {
      violations: [],
      isSame: true,
      required: true,
      feature: true,
      registry: true,
      smoke: true,
    });
  });

  it('includes its types', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { type Emulator, startEmulator } from '${name}';
       const emulator: Emulator = await startEmulator({ port: 0 });
       const url: string = emulator.baseUrl;
       // @ts-expect-error: a port is a number
       await startEmulator({ port: 'any' });
       console.log(url);`,
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      'use.ts',
    ];
    execFileSync(process.execPath, [tsc, ...options], { cwd: folder, encoding: 'utf8' });
  });

  for (const [module, moduleResolution] of [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ] as const)
    it(`has types that are complete with moduleResolution ${moduleResolution}`, () => {
      const typed = packageExports({ name, exports }).filter(({ types }) => types !== undefined);
      assert.ok(typed.length > 1);
      const lines = typed.map(({ specifier }, index) => `export * as entry${index} from '${specifier}';`);
      writeFileSync(join(folder, 'every.ts'), lines.join('\n'));
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const options = `--noEmit --strict --target es2023 --types node --skipLibCheck false`.split(' ');
      const resolution = ['--module', module, '--moduleResolution', moduleResolution];
      const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, ...resolution, 'every.ts'], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.equal(stdout, '');
      assert.equal(status, 0);
    });

  it('shows the emulator in types that name nothing internal', () => {
    const reached = declarationsFrom(join(installed, 'dist/emulator/index.d.ts'));
    assert.ok(reached.length > 0);
    for (const file of reached) assert.doesNotMatch(readFileSync(file, 'utf8'), INTERNAL, file);
  });

  it('grades a destination with its bin', () => {
    const bin = join(installed, 'dist/cli/main.js');
    const printed = execFileSync(
      process.execPath,
      [bin, 'verify', '--clauses', 'AST-IDENT-00[1-3]*'.replace('[1-3]', '?'), '--json'],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(JSON.parse(printed).verdict, 'conformant');
  });

  it('names the optional package that a data directory requires and that is not installed here', () => {
    const bin = join(installed, 'dist/cli/main.js');
    const { status, stderr } = spawnSync(
      process.execPath,
      [bin, 'emulate', '--port', '0', '--data-dir', join(folder, 'data')],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(status, 2);
    assert.match(stderr, /classic-level, which is not installed: run npm install classic-level/);
  });

  it('contains no test, no source and no report', () => {
    const files = execFileSync('find', [installed, '-type', 'f'], { encoding: 'utf8' }).split('\n');
    const stray = files.filter((file) =>
      /\.test\.|\/test\/|reports\/output|fixtures|(?<!\.d)\.ts$/.test(file.slice(installed.length)),
    );
    assert.deepEqual(stray, []);
  });
});
