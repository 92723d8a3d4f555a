/** What `selftest` does: grades subjects in shards, one process each, and prints one table. */
import { join } from 'node:path';
import { systemTiming } from '../../harness/ambient.ts';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { embeddedTables } from '../../harness/embedded.ts';
import { inLanes } from '../../harness/in-lanes.ts';
import {
  globMatcher,
  KILLS_FILE,
  type KillTable,
  loadKillTable,
  loadRegistry,
  REQUESTS_FILE,
} from '../../harness/registry/index.ts';
import {
  gradeSubject,
  requestsIn,
  type SelftestParts,
  type SelftestSubject,
  type SubjectResult,
  shardOf,
  smokeFrom,
  subjectsOf,
  WRONG,
} from '../../harness/selftest/index.ts';
import { readShard } from '../../harness/shard.ts';
import { SMOKE_FILE } from '../../harness/smoke.ts';
import { killsByClause, renderKillTable } from '../../reports/index.ts';
import { didYouMean } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { createLiveLine } from '../live-line.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import { writeWhole } from '../whole-file.ts';
import type { SelftestOptions } from './selftest.ts';
import { showSmokeFigures } from './smoke-figures.ts';

/** Subjects that a process grades at the same time: most of the time each only waits for what must not happen. */
const AT_ONCE = 4;

/** @returns 1 if a defect survives, is caught by the wrong clause or never acts, or a lawful destination fails */
export async function runSelftest(options: SelftestOptions, shell: Shell): Promise<number> {
  if (options.smoke) return showSmokeFigures(partsOf(shell, 1), options, shell);
  const { only, shard } = options;
  const chosen = chooseSubjects(only);
  const rows =
    shard === undefined
      ? await inProcesses(chosen, options, shell)
      : await gradeAll(ownShard(chosen, shard), options.seeds, shell);
  const whole = shard === undefined && only.length === 0;
  const isCurrent = !whole || keepKills(rows, options.update, shell);
  const examples = readCatalogue();
  const clauses = loadRegistry()
    .clauses.filter(
      ({ id, level, unscenarioed }) =>
        id.startsWith('AST-') && level !== 'INFO' && unscenarioed === undefined,
    )
    .map(({ id }) => ({ id, examples: examples.filter(({ clauseId }) => clauseId === id).length }));
  shell.out(options.json ? `${JSON.stringify(rows)}\n` : renderKillTable(rows, clauses, WRONG));
  if (!isCurrent) shell.err(`${KILLS_FILE} does not match these results: run selftest --update\n`);
  return !isCurrent || rows.some(({ verdict }) => WRONG.includes(verdict)) ? 1 : 0;
}

function chooseSubjects(globs: readonly string[]): SelftestSubject[] {
  const subjects = subjectsOf(embeddedTables());
  if (globs.length === 0) return subjects;
  const matchers = globs.map(globMatcher);
  const names = subjects.map(({ name }) => name);
  const chosen = subjects.filter(({ name }) => matchers.some((matches) => matches(name)));
  if (chosen.length === 0)
    throw new CommandError(
      2,
      `--only ${globs.join(' ')} matches nothing: ${didYouMean(globs.join(' '), names, '"emulate --list" shows all names')}`,
    );
  return chosen;
}

function ownShard(subjects: readonly SelftestSubject[], shard: string): SelftestSubject[] {
  const read = readShard(shard);
  if ('problem' in read) throw new CommandError(2, read.problem);
  return shardOf(subjects, read.value.number - 1, read.value.of);
}

async function gradeAll(
  subjects: readonly SelftestSubject[],
  seeds: number,
  shell: Shell,
): Promise<SubjectResult[]> {
  const parts = partsOf(shell, seeds);
  const line = createLiveLine(shell);
  const rows = await inLanes(subjects, AT_ONCE, (subject, position) => {
    line.draw(`${position + 1}/${subjects.length} ${subject.name}`);
    return gradeSubject(subject, parts);
  });
  line.clear();
  return rows;
}

function partsOf({ random, onUncaught }: Shell, seeds: number): SelftestParts {
  return {
    registry: loadRegistry(),
    examples: readCatalogue(),
    tool: readTool(),
    timing: systemTiming,
    steps: defineForCommands,
    uncaught: onUncaught,
    random,
    seeds,
  };
}

/** Each process grades a shard of its own and prints its rows, which are put back into the order of the tables. */
async function inProcesses(
  subjects: readonly SelftestSubject[],
  { workers, seeds, only: globs }: SelftestOptions,
  shell: Shell,
): Promise<SubjectResult[]> {
  if (workers === 1 || subjects.length < 2 * workers) return gradeAll(subjects, seeds, shell);
  const only = globs.flatMap((glob) => ['--only', glob]);
  const outputs = await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      shell.own(['selftest', '--json', '--seeds', `${seeds}`, '--shard', `${i + 1}/${workers}`, ...only]),
    ),
  );
  const rows = new Map(
    outputs.flatMap((output) => JSON.parse(output) as SubjectResult[]).map((row) => [row.name, row]),
  );
  return subjects.map(({ name }) => {
    const row = rows.get(name);
    if (row === undefined) throw new Error(`no process graded ${name}`);
    return row;
  });
}

/**
 * Compares the results with the file, or writes them, the requests of each example, and the smoke set that follows.
 *
 * @returns whether the file has the same defects for each clause
 */
function keepKills(rows: readonly SubjectResult[], update: boolean, { redact }: Shell): boolean {
  const found = killsByClause(rows);
  if (update) {
    const smoke = smokeFrom(rows, readCatalogue(), loadRegistry());
    const write = (name: string, content: unknown) =>
      writeWhole(join(packageRoot, name), redact(`${JSON.stringify(content, null, 2)}\n`));
    write(KILLS_FILE, found);
    write(SMOKE_FILE, smoke);
    write(REQUESTS_FILE, requestsIn(rows));
  }
  // Which other examples fail besides depends on the speed of the machine.
  const namesIn = (table: KillTable) =>
    JSON.stringify(Object.entries(table).map(([id, defects]) => [id, Object.keys(defects)]));
  return update || namesIn(found) === namesIn(loadKillTable());
}
