#!/usr/bin/env node
/**
 * npm for tutorials: `npm install NAME…` links packages of this repository, because tests have no registry and this package
 * may not be in one; every other command is npm's own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '../..');
const [command, ...words] = process.argv.slice(2);

if (command === 'install' && words.some((word) => !word.startsWith('-'))) {
  const member = words.includes('--save-dev') ? 'devDependencies' : 'dependencies';
  for (const name of words.filter((word) => !word.startsWith('-'))) install(name, member);
} else {
  const { status } = spawnSync(process.env.TUTORIAL_NPM ?? 'npm', process.argv.slice(2), {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

/**
 * @param {string} name
 * @param {string} member
 */
function install(name, member) {
  const source = name === 'astrolabe-conformance' ? root : join(root, 'node_modules', name);
  if (!existsSync(source)) throw new Error(`${name} is not in node_modules of this repository`);
  const { version, bin = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));

  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  own[member] = { ...own[member], [name]: `^${version}` };
  writeFileSync('package.json', `${JSON.stringify(own, null, 2)}\n`);

  const target = join('node_modules', name);
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync('node_modules/.bin', { recursive: true });
  if (!existsSync(target)) symlinkSync(source, target);
  for (const [program, file] of Object.entries(typeof bin === 'string' ? { [name]: bin } : bin)) {
    const link = join('node_modules/.bin', program);
    if (!existsSync(link)) symlinkSync(relative('node_modules/.bin', join(target, file)), link);
  }
}
