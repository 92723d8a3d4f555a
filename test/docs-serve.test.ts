/** `docs --serve`, as a person starts it: it serves, makes the site again after a change, and ends with 0. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from './folder.ts';
import { PROGRAM } from './program.ts';
import { runCommand } from './shell.ts';

interface Serving {
  readonly url: string;
  printed(): string;
  /** Resolves when standard output or standard error has this text. */
  says(text: string): Promise<void>;
  /** @returns the exit code */
  stop(): Promise<number>;
}

async function serve(words: readonly string[], cwd: string): Promise<Serving> {
  const child = spawn(process.execPath, [...PROGRAM, 'docs', '--serve', '--port', '0', ...words], { cwd });
  let printed = '';
  let heard = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      printed += text;
      heard();
    });
  }
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      heard = () => printed.includes(text) && resolve();
      child.on('exit', () => reject(new Error(`it ended without ${JSON.stringify(text)}:\n${printed}`)));
      heard();
    });
  await says('Ctrl-C ends.');
  const [, url = ''] = /The site is at (http:\S+)/.exec(printed) ?? [];
  return {
    url,
    printed: () => printed,
    says,
    async stop() {
      child.kill('SIGINT');
      const [exitCode] = await once(child, 'close');
      return exitCode;
    },
  };
}

async function recordFile(folder: string): Promise<string> {
  const { out } = await runCommand(['verify', '--clauses', 'AST-IDENT-001', '--json']);
  const file = join(folder, 'record.json');
  writeFileSync(file, out);
  return file;
}

describe('docs --serve', () => {
  it('serves the site, makes it again when the record changes, keeps it when it cannot, and ends with 0', async () => {
    const folder = makeFolder('serve');
    const file = await recordFile(folder);
    const record = JSON.parse(readFileSync(file, 'utf8'));
    const serving = await serve(['--record', 'record.json', '--out', 'site'], folder);
    const overview = async () => (await fetch(serving.url)).text();
    assert.match(await overview(), /against the embedded emulator/);
    writeFileSync(file, '{"half":');
    await serving.says('The site stays as it was:');
    assert.match(await overview(), /against the embedded emulator/);
    record.target = { baseUrl: 'https://changed.example/hook', embedded: false };
    writeFileSync(file, JSON.stringify(record));
    await serving.says('The site was made again.');
    assert.match(await overview(), /against https:\/\/changed\.example/);
    assert.match(readFileSync(join(folder, 'site', 'index.html'), 'utf8'), /https:\/\/changed\.example/);
    assert.equal(await serving.stop(), 0, serving.printed());
  });

  it('writes nothing without --out', async () => {
    const folder = makeFolder('serve-nothing');
    await recordFile(folder);
    const serving = await serve(['--record', 'record.json'], folder);
    assert.equal((await fetch(new URL('identify.html', serving.url))).status, 200);
    assert.equal(await serving.stop(), 0, serving.printed());
    assert.equal(existsSync(join(folder, 'site')), false);
  });

  it('says that a port is in use, and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const folder = makeFolder('serve-taken');
    const { exitCode, err } = await runCommand([
      ...['docs', '--serve', '--port', String(port), '--record', await recordFile(folder)],
    ]);
    taken.close();
    assert.equal(exitCode, 2);
    assert.match(err, /port \d+ is in use: choose another one with --port/);
  });

  it('cannot be combined with --versioned', async () => {
    const { exitCode, err } = await runCommand(['docs', '--serve', '--versioned']);
    assert.equal(exitCode, 2);
    assert.match(
      err,
      /--versioned cannot be combined with --serve|--serve cannot be combined with --versioned/,
    );
  });
});
