/** What `verify --explore` asks for, shows and keeps. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ExploreRequest } from '../../harness/explore/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { readWhole } from '../numbers.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

/** Options of an exploration, read before anything is sent. */
export interface ExploreOptions {
  readonly sequences: number;
  readonly only: boolean;
  readonly path: string | undefined;
  readonly limitMs: number;
}

const MOST_SEQUENCES = 1_000_000;
const DEFAULT_SEQUENCES = '300';
const DEFAULT_SECONDS = '300';

/** @throws CommandError with exit code 2 where the options make no sense together */
export function readExploreOptions(options: OptionReader): ExploreOptions | undefined {
  const only = options.flag('exploreOnly');
  const given = options.text('explore');
  const path = options.text('explorePath');
  if (given === undefined && !only) {
    if (path === undefined) return undefined;
    throw new CommandError(2, '--explore-path needs --explore: write --explore 1');
  }
  if (options.flag('dryRun')) {
    throw new CommandError(
      2,
      '--explore has no dry run: what it sends depends on the answers; leave one of them out',
    );
  }
  const filtered = ['clauses', 'example'].find((name) => options.list(name).length > 0);
  if (only && (filtered !== undefined || options.text('tags') !== undefined)) {
    throw new CommandError(
      2,
      `--explore-only runs no example: leave --${filtered ?? 'tags'} out, or write --explore`,
    );
  }
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new CommandError(2, `--explore-path is numbers with colons between, not ${JSON.stringify(path)}`);
  }
  const seconds = readWhole('--explore-time', options.text('exploreTime') ?? DEFAULT_SECONDS, { least: 1 });
  return {
    sequences: readWhole('--explore', given ?? DEFAULT_SEQUENCES, { least: 1, most: MOST_SEQUENCES }),
    only,
    path,
    limitMs: seconds * 1000,
  };
}

/** @param reportDir absolute; findings go into its folder `explored` */
export function explorationIn(
  reportDir: string,
  { sequences, path, limitMs }: ExploreOptions,
  { cwd, live, err, width }: Shell,
): ExploreRequest {
  const folder = join(reportDir, 'explored');
  return {
    sequences,
    path,
    limitMs,
    folder: relative(cwd, folder).replaceAll('\\', '/') || '.',
    keep(name, content) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    onSequence(tried, shrinking) {
      const what = shrinking ? 'found one, shrinking it' : 'nothing found so far';
      if (live) err(`\r\u001b[2K${`exploring ${tried}/${sequences} · ${what}`.slice(0, width - 1)}`);
    },
  };
}

/** What a person needs to see and repeat it; empty where the run did not explore. */
export function explorationInWords({ run, clauses }: ResultRecord): string {
  const { exploration } = run;
  if (exploration === undefined) return '';
  const { sequences, calls, seed, finding, ended } = exploration;
  const course = `Explored ${sequences} sequences, ${calls} calls, seed ${seed}${ended === undefined ? '' : `; ended early: ${ended}`}.`;
  if (finding === undefined) return `${course} Nothing was found.\n`;
  const example = clauses
    .flatMap(({ examples }) => examples)
    .find(({ id }) => id === `${finding.clause}.explored`);
  const file = example?.location.replace(/:\d+$/, '') ?? '';
  return [
    `${course} Found: ${finding.clause} is broken by ${finding.calls} calls, path ${finding.path}.`,
    `  again:     verify --explore-only --explore 1 --seed ${seed} --explore-path ${finding.path}`,
    `  by itself: npx cucumber-js ${file} --tags @${finding.clause}.9001`,
    `  its calls: ${file.replace(/\.feature$/, '.ndjson')}`,
    '',
  ].join('\n');
}
