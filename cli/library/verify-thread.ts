/**
 * The thread that grades for a program: a test runner's fake timers, mocked modules and mocked network do not reach it,
 * and what it prints is held back.
 */
import { resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { clauseTests } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { explorationInWords } from '../grade/exploration.ts';
import { confirmRun, gradeRun, planRun } from '../grade/grade-run.ts';
import { openTarget } from '../grade/open-target.ts';
import { recordFault } from '../grade/read-record.ts';
import { VERIFY, type VerifyOptions } from '../grade/verify.ts';
import { messagesFor, prepareReportDir, reportRun } from '../grade/verify-run.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import { inCode } from './in-code.ts';
import { readConformanceOptions } from './read-conformance-options.ts';
import { silentShell } from './silent-shell.ts';
import type { Order, ThreadReport } from './thread-protocol.ts';

const say = (report: ThreadReport) => parentPort?.postMessage(report);

await carryOut(workerData as Order);
parentPort?.close();

async function carryOut({ options, env, cwd }: Order): Promise<void> {
  const shell = silentShell({ env: env ?? {}, cwd }, (text) => say({ kind: 'log', text }));
  const names = Object.keys(VERIFY.options);
  const sentence = (text: string) => inCode(shell.redact(text), names, env !== undefined);
  try {
    const read = await readConformanceOptions(options, shell, env !== undefined);
    if ('problems' in read) {
      say({ kind: 'refused', problems: read.problems.map(sentence) });
      return;
    }
    const record = await gradeAndReport(read.value, read.value.writesReports, shell);
    const fault = recordFault(record);
    if (fault !== undefined) shell.err(`${fault}\n`);
    say({ kind: 'finished', record, tests: clauseTests(record, fault) });
  } catch (error) {
    if (error instanceof CommandError) {
      say({ kind: 'refused', problems: [sentence(error.message).replaceAll('\n', ' ')] });
      return;
    }
    const { name, version } = readTool();
    const what = shell.redact((error as Error).stack ?? String(error));
    say({ kind: 'fault', message: `This is a fault of ${name} ${version} itself: ${what}` });
  }
}

/** What `verify` does on the command line, without its output. */
async function gradeAndReport(
  options: VerifyOptions,
  writesReports: boolean,
  shell: Shell,
): Promise<ResultRecord> {
  const planned = planRun(options, shell);
  const target = await openTarget(options, shell);
  try {
    await confirmRun(options, planned, target.settings, shell);
    if (!writesReports) return (await gradeRun(options, planned, target.settings, shell)).record;
    const reportDir = prepareReportDir(resolve(shell.cwd, options.reportDir));
    const messages = messagesFor(options);
    const { record, unkept } = await gradeRun(options, planned, target.settings, shell, {
      reportDir,
      onMessage: messages?.add,
    });
    const place = { reportDir, messages: messages?.all, baseUrl: target.settings.baseUrl };
    const { problems } = await reportRun(record, options, place, shell);
    for (const problem of [...unkept, ...problems]) shell.err(`${problem}\n`);
    shell.err(explorationInWords(record));
    return record;
  } finally {
    await target.close();
  }
}
