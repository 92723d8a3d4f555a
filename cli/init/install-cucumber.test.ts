import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { installCucumber, lineOf, planCucumber } from './install-cucumber.ts';

const folders: string[] = [];
const OWN = 'node_modules/astrolabe-conformance/package.json';

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Plans for the package `packages/one` of a project with these files. */
function planWith(
  files: readonly (string | readonly [file: string, text: string])[],
  nodeVersion = '24.21.0',
) {
  const outside = mkdtempSync(join(tmpdir(), 'astrolabe-install-'));
  folders.push(outside);
  const root = join(outside, 'project');
  const cwd = join(root, 'packages', 'one');
  mkdirSync(cwd, { recursive: true });
  for (const given of [[OWN, '{}'] as const, ...files]) {
    const [file, text] = typeof given === 'string' ? [given, ''] : given;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return planCucumber({ cwd, nodeVersion });
}

const lineWith = (...given: Parameters<typeof planWith>) => {
  const { install } = planWith(...given);
  return install && lineOf(install);
};

describe('installing cucumber', () => {
  const newest = '"@cucumber/cucumber@^12.9.0 || ^13.3.0"';

  it('uses the package manager of the nearest lock file', () => {
    assert.equal(lineWith([]), `npm install --save-dev ${newest}`);
    assert.equal(lineWith(['pnpm-lock.yaml']), `pnpm add --save-dev ${newest}`);
    assert.equal(lineWith(['packages/one/yarn.lock', 'pnpm-lock.yaml']), `yarn add --dev ${newest}`);
    assert.equal(lineWith(['package-lock.json', '../yarn.lock']), `npm install --save-dev ${newest}`);
    assert.equal(lineWith(['bun.lock']), `bun add --dev ${newest}`);
  });

  it('tells pnpm that the root of a workspace is meant', () => {
    const files = ['packages/one/pnpm-workspace.yaml', 'pnpm-lock.yaml'];
    assert.equal(lineWith(files), `pnpm add --save-dev --workspace-root ${newest}`);
  });

  it('takes a version that runs on this Node', () => {
    for (const version of ['20.20.2', '23.1.0', '25.0.0']) {
      assert.equal(lineWith([], version), 'npm install --save-dev "@cucumber/cucumber@^12.9.0"');
    }
    for (const version of ['22.22.0', '26.10.0', '30.1.0']) {
      assert.equal(lineWith([], version), `npm install --save-dev ${newest}`);
    }
  });

  it('leaves a cucumber that fits, also in a folder above, and names one that does not', () => {
    const cucumber = (version: string) =>
      [['node_modules/@cucumber/cucumber/package.json', JSON.stringify({ version })]] as const;
    assert.deepEqual(planWith(cucumber('13.4.0')), { problem: undefined });
    assert.match(planWith(cucumber('8.0.0')).problem ?? '', /is version 8\.0\.0, and the steps need \^12\.9/);
  });

  it('says so if it cannot', async () => {
    const plan = planWith([]);
    const ends = [async () => 1, () => Promise.reject(new Error('spawn npm ENOENT')), async () => 0];
    const results = [];
    for (const spawn of ends) {
      let said = '';
      const err = (text: string) => {
        said += text;
      };
      results.push([await installCucumber(plan, { spawn, out: () => {}, err }), said]);
    }
    assert.deepEqual(results, [
      [false, 'nothing was installed (npm: 1); everything else is ready\n'],
      [false, 'nothing was installed (npm: spawn npm ENOENT); everything else is ready\n'],
      [true, ''],
    ]);
  });
});
