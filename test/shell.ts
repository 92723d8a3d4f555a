import { run } from '../cli/run.ts';
import type { ResultRecord } from '../schemas/index.ts';
import { makeFolder } from './folder.ts';
import { type CommandResult, runIn } from './run-in.ts';

/** The result of a command line, and its folder. */
export interface Ran extends CommandResult {
  /** The folder it ran in; removed after the test file. */
  readonly cwd: string;
  /** Standard output as a result record (`--json`). */
  record(): ResultRecord;
}

/**
 * Runs a command line in a new folder, without a terminal.
 *
 * @param stop aborted when a person presses Ctrl-C
 */
export async function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stop?: AbortSignal,
): Promise<Ran> {
  const cwd = makeFolder('command');
  const result = await runIn(run, argv, env, cwd, stop);
  return { ...result, cwd, record: () => JSON.parse(result.out) };
}

/** Options and variables that point `verify` at a destination. */
export function pointAt(target: {
  baseUrl: string;
  recordsUrl?: string;
  apiKey: string;
  blockingApiKey?: string;
  restrictedApiKey?: string;
}): { argv: string[]; env: Record<string, string> } {
  return {
    argv: [
      'verify',
      '--json',
      '--base-url',
      target.baseUrl,
      ...(target.recordsUrl ? ['--records-url', target.recordsUrl] : []),
    ],
    env: {
      ASTROLABE_API_KEY: target.apiKey,
      ...(target.blockingApiKey ? { ASTROLABE_BLOCKING_API_KEY: target.blockingApiKey } : {}),
      ...(target.restrictedApiKey ? { ASTROLABE_RESTRICTED_API_KEY: target.restrictedApiKey } : {}),
    },
  };
}
