/** `verify --watch` as a process, against a destination that is a process and restarts. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResultRecord } from '../schemas/index.ts';
import { API_KEY } from './canaries.ts';
import { makeFolder } from './folder.ts';
import { type Running, startNode, startProgram } from './program.ts';

const root = resolve(import.meta.dirname, '..');

/** On a busy machine a run takes many times as long as on an idle one. */
const PATIENCE_MS = 60_000;

async function until(what: string, running: Running, isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isTrue()) {
    const isOver = running.child.exitCode !== null || Date.now() > deadline;
    assert.ok(!isOver, `${what} did not happen:\n${running.out()}\n${running.err()}`);
    await sleep(20);
  }
}

/** A port that no system gives away by itself, so that it is still free after the restart. */
async function startAtOwnPort(...words: readonly string[]) {
  for (let port = 20_011; ; port += 97) {
    const started = await startDestinationProcess('--port', `${port}`, ...words).catch(
      (error: Error) => error,
    );
    if (!(started instanceof Error)) return { ...started, port };
    assert.match(started.message, /EADDRINUSE/);
  }
}

async function startDestinationProcess(...words: readonly string[]) {
  const running = startNode(
    ['--import', import.meta.resolve('tsx'), join(root, 'test/destination/main.ts'), '--json', ...words],
    { env: {} },
  );
  const { baseUrl, recordsUrl } = await running.firstLine();
  return { running, baseUrl, recordsUrl };
}

it('a change runs what failed, once the destination answers again, and then everything', async () => {
  const cwd = makeFolder('command');
  mkdirSync(join(cwd, 'src'));
  const broken = await startAtOwnPort('--fault', 'group-replaces');
  after(() => broken.running.stop('SIGKILL'));
  const watch = startProgram(
    [
      ...['verify', '--watch', 'src', '--clauses', 'AST-GROUP-001', '--clauses', 'AST-GROUP-003'],
      ...[
        '--base-url',
        broken.baseUrl,
        '--records-url',
        broken.recordsUrl,
        '--last-look',
        '0',
        '--settle',
        '2s',
      ],
    ],
    { cwd, env: { ASTROLABE_API_KEY: API_KEY } },
  );
  after(() => watch.stop('SIGKILL'));
  const recordOf = (): ResultRecord =>
    JSON.parse(readFileSync(join(cwd, 'reports/output/conformance.json'), 'utf8'));
  await until('the first run', watch, () => /everything\nNot conformant.*\n/.test(watch.out()));
  await until('its report', watch, () => watch.out().includes('watching src'));
  assert.equal(recordOf().run.exitCode, 1);
  const first = watch.out().length;

  await broken.running.stop('SIGKILL');
  writeFileSync(join(cwd, 'src/handler.js'), '// corrected');
  await until('waiting', watch, () => /waiting for the destination to answer: .*refused/.test(watch.out()));
  const mended = await startDestinationProcess('--port', `${broken.port}`);
  after(() => mended.running.stop('SIGKILL'));
  const later = () => watch.out().slice(first);
  await until('the run of what failed', watch, () =>
    /what failed: 1 clause after a change of src\/handler\.js\nConformant/.test(later()),
  );
  await until('the run of everything', watch, () =>
    /\d everything after a change .*\nConformant/.test(later()),
  );
  assert.ok(later().indexOf('what failed') < later().indexOf('everything'));
  assert.doesNotMatch(later(), /Not conformant|Incomplete/);

  const { code } = await watch.stop('SIGINT');
  assert.equal(code, 0);
  assert.equal(recordOf().verdict, 'conformant');
  assert.equal(watch.out().includes(String.fromCharCode(27)), false);
});
