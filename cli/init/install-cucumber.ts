/** Installs what a project lacks, cucumber or this package itself, with the package manager that it uses. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Shell } from '../shell.ts';
import { readPeers, readTool } from '../version.ts';

const CUCUMBER = '@cucumber/cucumber';

interface Manager {
  readonly name: string;
  /** How it adds a development dependency. */
  readonly add: readonly string[];
  /** What it wants to hear before it adds one to the root of a workspace. */
  readonly inRoot?: string;
}

const NPM: Manager = { name: 'npm', add: ['install', '--save-dev'] };
const PNPM: Manager = { name: 'pnpm', add: ['add', '--save-dev'], inRoot: '--workspace-root' };
const YARN: Manager = { name: 'yarn', add: ['add', '--dev'] };
const BUN: Manager = { name: 'bun', add: ['add', '--dev'] };

/** By the file that each leaves in a project. */
const LOCK_FILES: Readonly<Record<string, Manager>> = {
  'package-lock.json': NPM,
  'npm-shrinkwrap.json': NPM,
  'pnpm-lock.yaml': PNPM,
  'yarn.lock': YARN,
  'bun.lock': BUN,
  'bun.lockb': BUN,
};

/** The Nodes that the newest cucumber runs on; only npm looks at that by itself. */
const NEWEST_RUNS_ON = /^(22|24|2[6-9]|[3-9]\d)\./;

/** What is missing in a project, and the command that installs it. */
export interface CucumberPlan {
  /** Undefined if everything is there. */
  readonly install?: readonly [manager: string, ...words: string[]];
  /** A sentence about a cucumber that is there and does not fit. */
  readonly problem?: string | undefined;
}

/** Looks into this folder and those above it. The nearest lock file says which package manager it is. */
export function planCucumber({ cwd, nodeVersion }: Pick<Shell, 'cwd' | 'nodeVersion'>): CucumberPlan {
  const range = readPeers()[CUCUMBER] ?? '';
  const installed = (name: string) => nearest(cwd, [join('node_modules', name, 'package.json')])?.file;
  const own = installed(CUCUMBER);
  const newest = NEWEST_RUNS_ON.test(nodeVersion) ? range : range.replace(/ *\|\|.*$/, '');
  const missing = [
    ...(installed(readTool().name) === undefined ? [readTool().name] : []),
    ...(own === undefined ? [`${CUCUMBER}@${newest}`] : []),
  ];
  const problem = own && problemOf(own, range);
  if (missing.length === 0) return { problem };
  const lock = nearest(cwd, Object.keys(LOCK_FILES));
  const { name, add, inRoot } = LOCK_FILES[lock?.name ?? ''] ?? NPM;
  const isRoot = inRoot !== undefined && existsSync(join(cwd, 'pnpm-workspace.yaml'));
  return { install: [name, ...add, ...(isRoot ? [inRoot] : []), ...missing], problem };
}

/** The command of a plan as a person types it. */
export function lineOf([manager, ...words]: NonNullable<CucumberPlan['install']>): string {
  return [manager, ...words.map((word) => (/[ |^]/.test(word) ? `"${word}"` : word))].join(' ');
}

/** @returns false if something is missing afterwards, or does not fit; the reason has been printed */
export async function installCucumber(
  plan: CucumberPlan,
  { spawn, out, err }: Pick<Shell, 'spawn' | 'out' | 'err'>,
): Promise<boolean> {
  if (plan.problem !== undefined) err(`${plan.problem}\n`);
  if (plan.install === undefined) return plan.problem === undefined;
  out(`\n${lineOf(plan.install)}\n`);
  const [manager, ...words] = plan.install;
  const exitCode = await spawn(manager, words, {}).catch((error: Error) => error.message);
  if (exitCode === 0) return plan.problem === undefined;
  err(`nothing was installed (${manager}: ${exitCode}); everything else is ready\n`);
  return false;
}

/** What is wrong with the cucumber of that package.json; undefined if it is of a line that the range names. */
function problemOf(file: string, range: string): string | undefined {
  const version = versionIn(file);
  const lines = range.split('||').map((one) => /\d+/.exec(one)?.[0]);
  if (lines.includes(version.split('.')[0])) return undefined;
  return `${dirname(file)} is version ${version}, and the steps need ${range}`;
}

function versionIn(file: string): string {
  try {
    return String(JSON.parse(readFileSync(file, 'utf8')).version);
  } catch {
    return 'unknown';
  }
}

/** The first of the names that is in this folder, or else in the nearest one above it. */
function nearest(
  folder: string,
  names: readonly string[],
): { readonly name: string; readonly file: string } | undefined {
  const name = names.find((one) => existsSync(join(folder, one)));
  if (name !== undefined) return { name, file: join(folder, name) };
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent, names);
}
