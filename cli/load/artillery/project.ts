/** `load --as artillery`: writes a project with which Artillery sends the load, from one machine or from many. */
import { join, relative } from 'node:path';
import { callsOfShard, scopeOf } from '../../../generators/load/index.ts';
import { isLoopback, withoutQuery } from '../../../harness/address.ts';
import { CommandError, type Shell } from '../../shell.ts';
import { readTool } from '../../version.ts';
import { writeNew } from '../../whole-file.ts';
import type { LoadOptions } from '../load.ts';
import { keepPlan } from '../load-folder.ts';
import { folderOf, settingsFrom } from '../load-settings.ts';
import { planFrom } from '../read-plan.ts';
import { type ProjectParts, projectFiles } from './project-files.ts';

/** In place of a key that only whoever sends needs. */
const NO_KEY = 'read-when-it-is-sent';

/**
 * Sends nothing. Files that are there already stay as they are.
 *
 * @returns the exit code: 0
 * @throws CommandError with exit code 2 if the options make no load, or the folder cannot be written
 */
export function writeProject(options: LoadOptions, shell: Shell): number {
  if (options.shard !== undefined) {
    throw new CommandError(
      2,
      '--shard cannot be combined with --as artillery: each machine gets its shard as ASTROLABE_SHARD when it sends',
    );
  }
  const settings = settingsFrom({ ...options, apiKey: options.apiKey ?? NO_KEY }, shell);
  const plan = planFrom(options, settings, shell);
  const folder = folderOf(options, plan, shell);
  keepPlan(folder, plan, shell);
  const target = withoutQuery(settings.baseUrl);
  const parts: ProjectParts = {
    tool: readTool(),
    plan,
    target,
    isWholeTarget: target === settings.baseUrl,
    isRemote: !isLoopback(new URL(settings.baseUrl)),
    options: {
      ...options,
      rate: options.rate ?? (settings.rate === undefined ? undefined : String(settings.rate)),
    },
  };
  const written: string[] = [];
  for (const [name, text] of Object.entries(projectFiles(parts))) {
    const file = join(folder, name);
    if (isWritten(file, text, shell)) written.push(name);
    else shell.err(`${file} is there already, and was left as it is\n`);
  }
  const of = options.machines * options.workers;
  const most = callsOfShard(plan, { number: 1, of });
  shell.out(
    `Artillery project: ${folder}\n  ${written.join(', ')}\n\n` +
      `${plan.calls} calls in ${of} shards of at most ${most}; every identifier starts with ${scopeOf(plan)}.\n` +
      `Next: ${join(relative(shell.cwd, folder), 'README.md')} has the commands for a laptop, Fargate and Kubernetes.\n`,
  );
  return 0;
}

function isWritten(file: string, text: string, shell: Shell): boolean {
  try {
    return writeNew(file, shell.redact(text));
  } catch (error) {
    throw new CommandError(2, `${file} cannot be written: ${(error as Error).message}`);
  }
}
