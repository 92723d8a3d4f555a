/** What `selftest` does: subjects in shards, a process each, and one table. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemTiming } from '../../harness/ambient.ts';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { embeddedTables } from '../../harness/embedded.ts';
import { globMatcher, KILLS_FILE, loadKills, loadRegistry } from '../../harness/registry/index.ts';
import {
  gradeSubject,
  type SelftestSubject,
  type SubjectResult,
  shardOf,
  subjectsOf,
  WRONG,
} from '../../harness/selftest/index.ts';
import { killsByClause, renderKillTable } from '../../reports/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';

/** @returns 1 where a defect survives, is caught by the wrong clause or never acted, or a lawful destination is failed */
export async function runSelftest(options: OptionReader, shell: Shell): Promise<number> {
  const chosen = chooseSubjects(options.list('only'));
  const shard = options.text('shard');
  const rows =
    shard === undefined
      ? await inProcesses(chosen, options, shell)
      : await gradeAll(ownShard(chosen, shard), shell);
  const whole = shard === undefined && options.list('only').length === 0;
  const stale = whole ? keepKills(rows, options.flag('update')) : undefined;
  const clauseIds = loadRegistry()
    .clauses.filter(({ id, level }) => id.startsWith('AST-') && level !== 'INFO')
    .map(({ id }) => id);
  shell.out(options.flag('json') ? `${JSON.stringify(rows)}\n` : renderKillTable(rows, clauseIds, WRONG));
  if (stale !== undefined) shell.err(`${stale}\n`);
  return stale !== undefined || rows.some(({ verdict }) => WRONG.includes(verdict)) ? 1 : 0;
}

function chooseSubjects(globs: readonly string[]): SelftestSubject[] {
  const subjects = subjectsOf(embeddedTables());
  if (globs.length === 0) return subjects;
  const matchers = globs.map(globMatcher);
  const chosen = subjects.filter(({ name }) => matchers.some((matches) => matches(name)));
  if (chosen.length === 0)
    throw new CommandError(
      2,
      `--only ${globs.join(' ')} matches nothing; "selftest --json" names all subjects`,
    );
  return chosen;
}

function ownShard(subjects: readonly SelftestSubject[], shard: string): SelftestSubject[] {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(shard) ?? [];
  if (index === undefined || Number(index) < 1 || Number(index) > Number(count)) {
    throw new CommandError(2, `--shard is i/n, for instance 1/2, not ${JSON.stringify(shard)}`);
  }
  return shardOf(subjects, Number(index) - 1, Number(count));
}

async function gradeAll(subjects: readonly SelftestSubject[], shell: Shell): Promise<SubjectResult[]> {
  const parts = {
    registry: loadRegistry(),
    examples: readCatalogue(),
    tool: readTool(),
    timing: systemTiming,
    random: shell.random,
  };
  const rows: SubjectResult[] = [];
  for (const [position, subject] of subjects.entries()) {
    if (shell.live) shell.err(`\r\u001b[2K${position + 1}/${subjects.length} ${subject.name}`);
    rows.push(await gradeSubject(subject, parts));
  }
  if (shell.live) shell.err('\r\u001b[2K');
  return rows;
}

/** Each process grades a shard of its own and prints its rows; they come back in the order of the tables. */
async function inProcesses(
  subjects: readonly SelftestSubject[],
  options: OptionReader,
  shell: Shell,
): Promise<SubjectResult[]> {
  const workers = Number(options.text('workers') ?? 2);
  if (!Number.isInteger(workers) || workers < 1 || workers > 16) {
    throw new CommandError(2, '--workers is a whole number from 1 to 16');
  }
  if (workers === 1 || subjects.length < 2 * workers) return gradeAll(subjects, shell);
  const only = options.list('only').flatMap((glob) => ['--only', glob]);
  const outputs = await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      shell.own(['selftest', '--json', '--shard', `${i + 1}/${workers}`, ...only]),
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

/** The file holds just what was found, so that a difference is a change of what the suite can do. */
function keepKills(rows: readonly SubjectResult[], update: boolean): string | undefined {
  const found = JSON.stringify(Object.fromEntries(killsByClause(rows)), null, 2);
  if (update) {
    writeFileSync(join(packageRoot, KILLS_FILE), `${found}\n`);
    return undefined;
  }
  const known = JSON.stringify(Object.fromEntries(loadKills()), null, 2);
  return known === found ? undefined : `${KILLS_FILE} is not what was found: run selftest --update`;
}
