/** Cucumber without `verify`, as integration developers run it. */
import { resolve } from 'node:path';
import { startNode } from './program.ts';

const CUCUMBER = resolve(import.meta.dirname, '../node_modules/@cucumber/cucumber/bin/cucumber.js');

export interface CucumberTarget {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly recordsUrl?: string;
}

/**
 * Runs `npx cucumber-js` to its end.
 *
 * @param target a destination; the emulator if there is none
 * @param env further variables
 * @returns `out` with all that it printed
 */
export async function runCucumber(
  words: readonly string[],
  target?: CucumberTarget,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly exitCode: number | null; readonly out: string }> {
  const running = startNode([CUCUMBER, '--format', 'summary', ...words], {
    env: {
      ...env,
      ASTROLABE_SETTLE: '300ms',
      ...(target && { ASTROLABE_BASE_URL: target.baseUrl, ASTROLABE_API_KEY: target.apiKey }),
      ...(target?.recordsUrl && { ASTROLABE_RECORDS_URL: target.recordsUrl }),
    },
  });
  const { code } = await running.ended;
  return { exitCode: code, out: running.out() + running.err() };
}
