import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readPeers } from '../version.ts';
import { installCucumber } from './install-cucumber.ts';

const wanted = `@cucumber/cucumber@${readPeers()['@cucumber/cucumber']}`;
const folders: string[] = [];

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Installs into a project with these files, where every program ends in the same way. */
async function installInto(files: readonly string[], end: () => Promise<number> = async () => 0) {
  const root = mkdtempSync(join(tmpdir(), 'astrolabe-install-'));
  folders.push(root);
  const cwd = join(root, 'packages', 'one');
  mkdirSync(cwd, { recursive: true });
  for (const file of files) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  const ran: string[][] = [];
  let err = '';
  const isInstalled = await installCucumber({
    cwd,
    out: () => {},
    err: (text) => {
      err += text;
    },
    spawn: (command, words) => {
      ran.push([command, ...words]);
      return end();
    },
  });
  return { isInstalled, ran, err };
}

describe('installing cucumber', () => {
  it('uses the package manager whose lock file is in the project or above it', async () => {
    assert.deepEqual((await installInto([])).ran, [['npm', 'install', '--save-dev', wanted]]);
    assert.deepEqual((await installInto(['pnpm-lock.yaml'])).ran, [['pnpm', 'add', '--save-dev', wanted]]);
    assert.deepEqual((await installInto(['packages/one/yarn.lock'])).ran, [['yarn', 'add', '--dev', wanted]]);
    assert.deepEqual((await installInto(['bun.lock'])).ran, [['bun', 'add', '--dev', wanted]]);
  });

  it('leaves a cucumber that is there, also in a folder above', async () => {
    const { isInstalled, ran } = await installInto(['node_modules/@cucumber/cucumber/package.json']);
    assert.deepEqual([isInstalled, ran], [true, []]);
  });

  it('says so if it cannot', async () => {
    const failed = await installInto([], async () => 1);
    assert.deepEqual([failed.isInstalled, failed.err.includes('(npm: 1)')], [false, true]);
    const missing = await installInto([], () => Promise.reject(new Error('spawn npm ENOENT')));
    assert.deepEqual([missing.isInstalled, missing.err.includes('(npm: spawn npm ENOENT)')], [false, true]);
  });
});
