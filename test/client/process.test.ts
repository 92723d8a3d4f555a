/** The client and the process that uses it: the emulator of the process, its end, and the environment. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { startEmulator } from '../../emulator/index.ts';
import { makeFolder } from '../folder.ts';
import { innerModuleOf, moduleOf, PROGRAM, startNode } from '../program.ts';

const folder = makeFolder('client');

/** Runs a module that has `openWorld`; what it printed, and how it ended. */
async function run(name: string, code: string, env: Readonly<Record<string, string>> = {}) {
  const file = join(folder, `${name}.mjs`);
  const entry = JSON.stringify(pathToFileURL(moduleOf('entries/test')).href);
  writeFileSync(file, `import { openWorld } from ${entry};\n${code}`);
  // The program's words, without its module: a loader, if it runs from the sources.
  const running = startNode([...PROGRAM.slice(0, -1), file], { env });
  const { code: exitCode, signal } = await running.ended;
  return { exitCode, signal, out: running.out(), err: running.err() };
}

describe('a script that forgets to close its world', () => {
  for (const [name, code] of Object.entries({
    'has done nothing with it': 'await openWorld();',
    'has sent and seen calls':
      "const world = await openWorld();\nawait world.send({ type: 'track', userId: 'ada', event: 'E' });\nawait world.expect({ type: 'track' });",
    'has a delivery that waits for its retry':
      "const world = await openWorld();\nawait world.destination.answers(503);\nawait world.send({ type: 'track', userId: 'ada', event: 'E' });\nawait world.expect({}, { stage: 'received' });",
    'has many of them': 'await Promise.all(Array.from({ length: 50 }, () => openWorld()));',
  })) {
    it(`still ends: it ${name}`, async () => {
      const before = performance.now();
      const { exitCode, signal, err } = await run(name.replaceAll(' ', '-'), code);
      assert.deepEqual([exitCode, signal, err], [0, null, '']);
      // The connections of the emulator would live for 65 seconds.
      assert.ok(performance.now() - before < 30_000);
    });
  }

  it('is not ended while it waits', async () => {
    const { out } = await run(
      'waits',
      "const world = await openWorld();\nawait world.expect({ type: 'track' }, { within: '300ms' }).catch(({ name }) => console.log(name));",
    );
    assert.equal(out, 'ExpectationUnmet\n');
  });
});

describe('the environment', () => {
  it('names the emulator and its token', async () => {
    const emulator = await startEmulator({ port: 0, controlToken: 'ct-of-a-test' });
    const env = { ASTROLABE_CONTROL_URL: emulator.controlUrl, ASTROLABE_CONTROL_TOKEN: 'ct-of-a-test' };
    try {
      const { out, err } = await run('environment', 'console.log((await openWorld()).controlUrl);', env);
      assert.equal(err, '');
      assert.ok(out.startsWith(`${emulator.controlUrl}/worlds/`), out);
    } finally {
      await emulator.close();
    }
  });

  it('may name nothing', async () => {
    const env = { ASTROLABE_CONTROL_URL: '' };
    const { out } = await run('nothing', 'console.log((await openWorld()).id.length);', env);
    assert.equal(out, '12\n');
  });

  it('names an address at which nothing listens: a sentence', async () => {
    const env = { ASTROLABE_CONTROL_URL: 'http://127.0.0.1:1/_emulator' };
    const { out } = await run(
      'refused',
      'await openWorld().catch(({ message }) => console.log(message));',
      env,
    );
    assert.match(
      out,
      /^no response from http:\/\/127\.0\.0\.1:1\/_emulator\/worlds \(.*\): start an emulator with/,
    );
  });
});

describe('mocks of a test', () => {
  it('of fetch do not reach the client', async () => {
    const { out } = await run(
      'mocks',
      "globalThis.fetch = () => { throw new Error('mocked'); };\nconsole.log((await openWorld()).id.length);",
    );
    assert.equal(out, '12\n');
  });
});

describe('await using', () => {
  it('closes the world at the end of the block, compiled for this platform', async () => {
    const source = `let id;
      {
        await using world = await openWorld();
        id = world;
        await world.reset();
      }
      await id.reset().catch(({ code }) => console.log(code));`;
    const { code } = await transform(source, { target: 'node20', format: 'esm' });
    assert.ok(!code.includes('await using'));
    const { out, err } = await run('using', code);
    assert.deepEqual([out, err], ['world-unknown\n', '']);
  });

  it('is left out on a platform that does not have it', async () => {
    const file = join(folder, 'without.mjs');
    const entry = JSON.stringify(pathToFileURL(innerModuleOf('client/index')).href);
    const fetch =
      "async () => ({ status: 201, headers: new Headers(), text: async () => JSON.stringify({ world: { id: 'a', controlUrl: 'x' } }) })";
    writeFileSync(
      file,
      `const own = Symbol;
       globalThis.Symbol = Object.assign((name) => own(name), { iterator: own.iterator, asyncIterator: own.asyncIterator, toStringTag: own.toStringTag, for: own.for });
       const { createOpenWorld } = await import(${entry});
       const world = await createOpenWorld({ controlUrl: 'http://127.0.0.1/_emulator', fetch: ${fetch} })();
       console.log(Object.keys(world).includes('undefined'), Object.getOwnPropertySymbols(world).length, typeof world.close);`,
    );
    const running = startNode([...PROGRAM.slice(0, -1), file]);
    await running.ended;
    assert.equal(running.out() + running.err(), 'false 0 function\n');
  });
});
