/** What a production install brings: packages and megabytes. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../judging/judge.js';
import { root, runFolder } from '../support/children.js';

const MB = 1e6;

export async function measureInstall() {
  const folder = join(runFolder(), 'install');
  mkdirSync(folder);
  // The build has just been made, and is what the other figures measure.
  const [{ filename }] = JSON.parse(
    npm(root, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder),
  );
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`);
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const count = Object.keys(lock.packages).filter((path) => path !== '').length;
  const size = sizeOf(join(folder, 'node_modules')) / MB;
  const own = sizeOf(join(folder, 'node_modules/astrolabe-conformance')) / MB;
  const figure = (name, value, unit, bar, goal, note) =>
    judge({ name, values: [value], isExact: true, unit, bar, goal, direction: 'at most', note });
  return [
    figure('production install, packages', count, 'packages', 110, 60, 'in the lock file, this one included'),
    figure('production install, size', size, 'MB', 40, 30, `of which ${own.toFixed(1)} MB are this package`),
  ];
}

function npm(cwd, ...words) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Bytes in files; a link is counted as itself. */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isDirectory() ? 0 : file.size), 0);
}
