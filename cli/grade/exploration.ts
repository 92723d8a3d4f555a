/** What `verify --explore` is asked for, shows and writes. */
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ExploreRequest } from '../../harness/explore/index.ts';
import type { Settings } from '../../harness/settings.ts';
import type { Shard } from '../../harness/shard.ts';
import type { ExplorationSummary, ResultRecord } from '../../schemas/index.ts';
import { exploredId } from '../../verdict/index.ts';
import { createLiveLine } from '../live-line.ts';
import { CommandError, type Shell } from '../shell.ts';
import { refuseLinks, writeWhole } from '../whole-file.ts';
import type { VerifyOptions } from './verify.ts';

/** An exploration as the options describe it. */
export interface ExplorePlan {
  readonly sequences: number;
  /** True if the options ask for it. */
  readonly asked: boolean;
  /** True if no examples are run. */
  readonly only: boolean;
  readonly path: string | undefined;
  readonly limitMs: number;
}

/** Sequences of `--explore-only` without `--explore`. */
const DEFAULT_SEQUENCES = 300;

/** What a whole run explores without being asked: with its examples, at most 1,500 requests if nothing is found. */
const LITTLE = { sequences: 2, limitMs: 10_000 };

/**
 * @param shard plays its part of the sequences
 * @returns undefined if the run does not explore
 * @throws CommandError with exit code 2 if the options cannot be combined
 */
export function readExplorePlan(options: VerifyOptions, shard?: Shard): ExplorePlan | undefined {
  const plan = readWholePlan(options);
  if (plan === undefined || shard === undefined) return plan;
  const endOf = (number: number) => Math.floor((plan.sequences * number) / shard.of);
  const skipped = endOf(shard.number - 1);
  const sequences = endOf(shard.number) - skipped;
  const path = String(Number(plan.path ?? 0) + skipped);
  if (sequences === 0 && plan.only) {
    throw new CommandError(2, `--explore ${plan.sequences} has no sequence for each of ${shard.of} shards`);
  }
  return sequences === 0 ? undefined : { ...plan, sequences, path };
}

function readWholePlan(options: VerifyOptions): ExplorePlan | undefined {
  const { explore, exploreOnly: only, explorePath: path, exploreTime } = options;
  if (explore === undefined && !only) {
    if (path !== undefined) throw new CommandError(2, '--explore-path needs --explore: add --explore 1');
    return isWhole(options) ? { ...LITTLE, asked: false, only, path } : undefined;
  }
  if (explore === 0) {
    if (only) throw new CommandError(2, '--explore-only needs at least one sequence: remove --explore 0');
    return undefined;
  }
  if (path !== undefined && !/^\d{1,6}$/.test(path)) {
    throw new CommandError(2, `--explore-path must be a whole number, not ${JSON.stringify(path)}`);
  }
  const sequences = explore ?? DEFAULT_SEQUENCES;
  return { sequences, asked: true, only, path, limitMs: exploreTime * 1000 };
}

/** Whether the run grades every example: who selects some asks for these and no others. */
function isWhole({ clauses, example, tags, smoke, dryRun }: VerifyOptions): boolean {
  return clauses.length + example.length === 0 && tags === undefined && !smoke && !dryRun;
}

/** The plan, unless it was not asked for and the target is limited or a person is to check what was stored. */
export function fittingPlan(
  plan: ExplorePlan | undefined,
  { rate, maxCalls, checklist }: Settings,
): ExplorePlan | undefined {
  const isLimited = rate !== undefined || maxCalls !== undefined || checklist;
  return plan?.asked === false && isLimited ? undefined : plan;
}

/**
 * @param reportDir absolute; what is found is written to its folder `explored`. Without one, nothing is written
 * @param unkept receives a sentence for each file that could not be written
 */
export function explorationIn(
  reportDir: string | undefined,
  { sequences, asked, path, limitMs }: ExplorePlan,
  unkept: string[],
  shell: Shell,
): ExploreRequest {
  const folder = join(reportDir ?? shell.cwd, 'explored');
  const line = createLiveLine(shell);
  return {
    sequences,
    asked,
    path,
    limitMs,
    folder: relative(shell.cwd, folder).replaceAll('\\', '/') || '.',
    keep(name, content) {
      if (reportDir === undefined) return;
      try {
        refuseLinks(folder);
        mkdirSync(folder, { recursive: true });
        writeWhole(join(folder, name), shell.redact(content), reportDir);
      } catch (error) {
        unkept.push(`${join(folder, name)} was not written: ${(error as Error).message}`);
      }
    },
    onSequence(tried, shrinking) {
      const what = shrinking ? 'shrinking a failing sequence' : 'nothing found so far';
      line.draw(`exploring ${tried}/${sequences} · ${what}`);
    },
  };
}

/** What was looked for and found, and how to repeat it; empty if the run did not explore. */
export function explorationInWords({ run, clauses }: ResultRecord): string {
  const { exploration } = run;
  if (exploration === undefined) return '';
  const { seed, finding, findings = finding === undefined ? [] : [finding], ended } = exploration;
  const stopped = ended === undefined ? '' : `; stopped early: ${ended}`;
  const explored = `Explored ${effortInWords(exploration)}, seed ${seed}${stopped}.`;
  if (findings.length === 0) return `${explored} Nothing was found.\n`;
  const found = findings.flatMap(({ clause, path, calls }) => {
    const example = clauses.flatMap(({ examples }) => examples).find(({ id }) => id === exploredId(clause));
    const file = example?.location.replace(/:\d+$/, '') ?? '';
    return [
      `Found: ${calls} ${calls === 1 ? 'call breaks' : 'calls break'} ${clause}, path ${path}.`,
      `  again:     verify --explore-only --explore 1 --seed ${seed} --explore-path ${path}`,
      `  by itself: npx cucumber-js ${file} --tags @${clause}.9001`,
      `  its calls: ${file.replace(/\.feature$/, '.ndjson')}`,
    ];
  });
  return [explored, ...found, ''].join('\n');
}

function effortInWords({ sequences, pairs, calls, requests }: ExplorationSummary): string {
  return [
    `${sequences} sequences`,
    ...(pairs === undefined ? [] : [`${pairs} pairs of commands`]),
    `${calls} calls`,
    ...(requests === undefined ? [] : [`${requests} requests`]),
  ].join(', ');
}
