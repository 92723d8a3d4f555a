/** What `verify` does on the command line, from options to reports. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { isLoopback } from '../../harness/address.ts';
import type { Settings } from '../../harness/settings.ts';
import { REPORT_FORMATS } from '../../reports/catalogue.ts';
import { renderSummary } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { ownClauseFacts } from './clause-facts.ts';
import { renderPlan } from './dry-run.ts';
import { explorationInWords } from './exploration.ts';
import { type Chosen, confirmRun, grade, gradeRun, planRun } from './grade-run.ts';
import { rememberRun } from './history.ts';
import { addToJobSummary } from './job-summary.ts';
import { openStandIn, openTarget } from './open-target.ts';
import { exitCodeOf, recordFault } from './read-record.ts';
import type { VerifyOptions } from './verify.ts';
import type { WatchedRun } from './watch/index.ts';
import { type ReportFiles, writeReports } from './write-reports.ts';

/** @returns the exit code (docs/contract.md section 5) */
export async function runVerify(options: VerifyOptions, shell: Shell): Promise<number> {
  if (options.watch.length === 0) return verifyOnce(options, shell);
  const { runWatch } = await import('./watch/index.ts');
  return runWatch(options, shell, verifyOnce);
}

/** @param watched how a run of `--watch` differs */
async function verifyOnce(options: VerifyOptions, shell: Shell, watched?: WatchedRun): Promise<number> {
  keepHeapSmall();
  const planned = planRun(options, shell);
  const target = await openTarget(options, shell);
  try {
    if (options.dryRun) return await dryRun(target.settings, planned.chosen, shell);
    const reportDir = prepareReportDir(resolve(shell.cwd, options.reportDir));
    await confirmRun(options, planned, target.settings, shell);
    if (watched !== undefined && !(await watched.ready(target.settings))) return 3;
    const messages = messagesFor(options);
    const { record, unkept } = await gradeRun(options, planned, target.settings, shell, {
      reportDir,
      onMessage: messages?.add,
    });
    if (watched?.ended(record) === false) return record.run.exitCode;
    // From here on there is a verdict, and what cannot be written does not change it.
    shell.surviveLostOutput();
    if (options.json) shell.out(`${JSON.stringify(record, null, 2)}\n`);
    else shell.out(`${renderSummary(record, shell)}\n`, 'colours');
    const fault = recordFault(record);
    if (fault !== undefined) shell.err(`${fault}\n`);
    const { written, problems } = await reportRun(
      record,
      options,
      { reportDir, messages: messages?.all, baseUrl: target.settings.baseUrl },
      shell,
    );
    const paths = written.map((name) => join(reportDir, name));
    if (!options.json && paths.length > 0) shell.out(`\nReports: ${paths.join('\n         ')}\n`);
    const summary = { records: [record], facts: ownClauseFacts, terminal: shell } as const;
    const unadded = await addToJobSummary(summary, shell);
    shell.err([...unkept, ...problems, ...unadded].map((problem) => `${problem}\n`).join(''));
    shell.err(explorationInWords(record));
    return exitCodeOf(record, fault);
  } finally {
    await target.close();
  }
}

/** Collects the messages of a run if a report needs them. */
export function messagesFor({ report }: Pick<VerifyOptions, 'report'>) {
  if (!report.some((name) => REPORT_FORMATS[name].needsMessages)) return undefined;
  const all: Envelope[] = [];
  return {
    all: all as readonly Envelope[],
    add(envelope: Envelope): void {
      all.push(envelope);
    },
  };
}

interface ReportPlace {
  /** Absolute; it exists. */
  readonly reportDir: string;
  /** Those of the run, if a report needs them. */
  readonly messages: readonly Envelope[] | undefined;
  /** The target of the run. */
  readonly baseUrl: string;
}

/** Adds a finished run to the history, if the options say so, and writes its reports. */
export async function reportRun(
  record: ResultRecord,
  { history, report }: Pick<VerifyOptions, 'history' | 'report'>,
  { reportDir, messages, baseUrl }: ReportPlace,
  shell: Shell,
): Promise<ReportFiles> {
  const past = history ? rememberRun(reportDir, record, shell) : [];
  const remote = !isLoopback(new URL(baseUrl));
  return await writeReports(
    reportDir,
    { records: [record], facts: ownClauseFacts, terminal: shell, messages, past },
    { remote, requested: report },
    shell.redact,
  );
}

/** Grades the embedded emulator instead of the target, and prints the calls that the target would have received. */
async function dryRun(settings: Settings, chosen: Chosen, shell: Shell): Promise<number> {
  const standIn = await openStandIn(settings);
  try {
    const record = await grade(standIn.settings, chosen, shell);
    shell.out(renderPlan(record, settings));
    return 0;
  } finally {
    await standIn.close();
  }
}

/**
 * @returns the folder
 * @throws CommandError with exit code 2 if there is none and it cannot be made
 */
export function prepareReportDir(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new CommandError(2, `cannot create --report-dir ${folder}: ${(error as Error).message}`);
  }
}
