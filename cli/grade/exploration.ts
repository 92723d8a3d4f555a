/** What `verify --explore` is asked for, shows and writes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ExploreRequest } from '../../harness/explore/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { createLiveLine } from '../live-line.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { VerifyOptions } from './verify.ts';

/** An exploration as the options describe it. */
export interface ExplorePlan {
  readonly sequences: number;
  /** True if no examples are run. */
  readonly only: boolean;
  readonly path: string | undefined;
  readonly limitMs: number;
}

/** Sequences of `--explore-only` without `--explore`. */
const DEFAULT_SEQUENCES = 300;

/**
 * @returns undefined if the run does not explore
 * @throws CommandError with exit code 2 if the options cannot be combined
 */
export function readExplorePlan(options: VerifyOptions): ExplorePlan | undefined {
  const { explore, exploreOnly: only, explorePath: path, exploreTime } = options;
  if (explore === undefined && !only) {
    if (path === undefined) return undefined;
    throw new CommandError(2, '--explore-path needs --explore: add --explore 1');
  }
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new CommandError(
      2,
      `--explore-path must be numbers with colons between them, not ${JSON.stringify(path)}`,
    );
  }
  return { sequences: explore ?? DEFAULT_SEQUENCES, only, path, limitMs: exploreTime * 1000 };
}

/** @param reportDir absolute; what is found is written to its folder `explored` */
export function explorationIn(
  reportDir: string,
  { sequences, path, limitMs }: ExplorePlan,
  shell: Shell,
): ExploreRequest {
  const folder = join(reportDir, 'explored');
  const line = createLiveLine(shell);
  return {
    sequences,
    path,
    limitMs,
    folder: relative(shell.cwd, folder).replaceAll('\\', '/') || '.',
    keep(name, content) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    onSequence(tried, shrinking) {
      const what = shrinking ? 'shrinking a failing sequence' : 'nothing found so far';
      line.draw(`exploring ${tried}/${sequences} · ${what}`);
    },
  };
}

/** What was found, and how to repeat it; empty if the run did not explore. */
export function explorationInWords({ run, clauses }: ResultRecord): string {
  const { exploration } = run;
  if (exploration === undefined) return '';
  const { sequences, calls, seed, finding, ended } = exploration;
  const stopped = ended === undefined ? '' : `; stopped early: ${ended}`;
  const explored = `Explored ${sequences} sequences, ${calls} calls, seed ${seed}${stopped}.`;
  if (finding === undefined) return `${explored} Nothing was found.\n`;
  const example = clauses
    .flatMap(({ examples }) => examples)
    .find(({ id }) => id === `${finding.clause}.explored`);
  const file = example?.location.replace(/:\d+$/, '') ?? '';
  return [
    `${explored} Found: ${finding.calls} calls break ${finding.clause}, path ${finding.path}.`,
    `  again:     verify --explore-only --explore 1 --seed ${seed} --explore-path ${finding.path}`,
    `  by itself: npx cucumber-js ${file} --tags @${finding.clause}.9001`,
    `  its calls: ${file.replace(/\.feature$/, '.ndjson')}`,
    '',
  ].join('\n');
}
