/** Installs cucumber into a project, with the package manager that it uses. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Shell } from '../shell.ts';
import { readPeers } from '../version.ts';

const CUCUMBER = '@cucumber/cucumber';

/** By the file that each leaves in a project, how it adds a development dependency. */
const MANAGERS: readonly (readonly [file: string, command: readonly [string, ...string[]]])[] = [
  ['pnpm-lock.yaml', ['pnpm', 'add', '--save-dev']],
  ['yarn.lock', ['yarn', 'add', '--dev']],
  ['bun.lock', ['bun', 'add', '--dev']],
  ['bun.lockb', ['bun', 'add', '--dev']],
];

/**
 * Installs cucumber unless a folder above has it. The range lets npm choose the newest version that runs on this Node.
 *
 * @returns false if it could not be installed; the reason has been printed
 */
export async function installCucumber({
  cwd,
  spawn,
  out,
  err,
}: Pick<Shell, 'cwd' | 'spawn' | 'out' | 'err'>): Promise<boolean> {
  if (above(cwd, join('node_modules', CUCUMBER)) !== undefined) return true;
  const [, [manager, ...words]] = MANAGERS.find(([file]) => above(cwd, file) !== undefined) ?? [
    '',
    ['npm', 'install', '--save-dev'],
  ];
  const wanted = `${CUCUMBER}@${readPeers()[CUCUMBER]}`;
  const line = `${[manager, ...words].join(' ')} "${wanted}"`;
  out(`\n${line}\n`);
  const exitCode = await spawn(manager, [...words, wanted], {}).catch((error: Error) => error.message);
  if (exitCode === 0) return true;
  err(`cucumber was not installed (${manager}: ${exitCode}); everything else is ready\n`);
  return false;
}

/** The nearest folder, from this one upwards, that has a file or a folder of that name. */
function above(folder: string, name: string): string | undefined {
  if (existsSync(join(folder, name))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : above(parent, name);
}
