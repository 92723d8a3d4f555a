/** One process at a time holds a lock, however the one before it ended. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedactor } from '../safe-text/index.ts';
import { makeFolder } from '../test/folder.ts';
import { isTakenOver, takeLock } from './file-lock.ts';

const { redact } = createRedactor([]);

/** A sleep that takes no time, and what happens in it. */
const asleep =
  (during = () => {}) =>
  async () =>
    during();

async function taken(file: string, inBetween = asleep()) {
  const lock = await takeLock(file, { redact, sleep: inBetween });
  if ('problem' in lock) throw new Error(lock.problem);
  return lock.value;
}

/** Leaves a lock behind as an earlier process did. */
async function leave(file: string, different: Record<string, unknown>): Promise<void> {
  const lock = await taken(file);
  const holder = JSON.parse(readFileSync(file, 'utf8'));
  lock.release();
  writeFileSync(file, JSON.stringify({ ...holder, ...different }));
}

const endedPid = () => spawnSync(process.execPath, ['--version']).pid;

/** Fails if anything waits. */
const noSleep = asleep(() => assert.fail('waits'));

describe('a lock', () => {
  it("is one process's until it is released", async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    const lock = await taken(file);
    const second = await takeLock(file, { redact });
    assert.match(
      'problem' in second ? second.problem : '',
      /a\.lock shows that process \d+ on .+ is at work$/,
    );
    assert.equal(isTakenOver(lock.mark), false);
    lock.release();
    assert.equal(existsSync(file), false);
    (await taken(file)).release();
  });

  it('of a process that was killed is taken over at once', async () => {
    const folder = makeFolder('lock');
    const file = join(folder, 'a.lock');
    await leave(file, { pid: endedPid() });
    const lock = await taken(file, noSleep);
    assert.deepEqual(readdirSync(folder), ['a.lock'], 'nothing of the old one is left');
    lock.release();
  });

  it('whose number another process has now is taken over', {
    skip: process.platform !== 'linux',
  }, async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    await leave(file, { begun: '1' });
    (await taken(file, noSleep)).release();
  });

  it('from before a start of the machine, or from another one, is taken over if it shows no life', async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    await leave(file, { space: 'another start', host: 'another-host' });
    (await taken(file)).release();
    await leave(file, { space: 'another start', host: 'another-host' });
    const living = asleep(() => utimesSync(file, 1, 1));
    const refused = await takeLock(file, { redact, sleep: living });
    assert.match('problem' in refused ? refused.problem : '', /process \d+ on another-host is at work/);
  });

  it('that was being written at a kill is taken over', async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    writeFileSync(file, '{"id":"x');
    (await taken(file)).release();
  });

  it('goes to one of many that take it over at the same time', async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    await leave(file, { space: 'another start' });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => takeLock(file, { redact, sleep: asleep() })),
    );
    const [lock, ...others] = all.flatMap((one) => ('value' in one ? [one.value] : []));
    assert.equal(others.length, 0);
    lock?.release();
  });

  it('that was taken over is not released, and its first holder can tell', async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    const lock = await taken(file);
    writeFileSync(file, 'of another');
    assert.equal(isTakenOver(lock.mark), true);
    lock.release();
    assert.equal(readFileSync(file, 'utf8'), 'of another');
  });

  it('shows that its holder runs', async () => {
    const file = join(makeFolder('lock'), 'a.lock');
    const lock = await taken(file);
    utimesSync(file, 1, 1);
    for (let looks = 0; looks < 100 && statSync(file).mtimeMs === 1000; looks += 1) await sleep(50);
    assert.ok(statSync(file).mtimeMs > 1000);
    lock.release();
  });

  it('is refused if it is a link to another file', async () => {
    const folder = makeFolder('lock');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'a.lock'));
    await assert.rejects(takeLock(join(folder, 'a.lock'), { redact }), /is a symbolic link/);
  });
});
