/** The thread that grades for the page of the emulator, and says how far it is. */
import { parentPort, workerData } from 'node:worker_threads';
import { confirmRun, gradeRun, planRun } from '../grade/grade-run.ts';
import { openTarget } from '../grade/open-target.ts';
import { VERIFY } from '../grade/verify.ts';
import { inCode } from '../library/in-code.ts';
import { readConformanceOptions } from '../library/read-conformance-options.ts';
import { silentShell } from '../library/silent-shell.ts';
import { CommandError } from '../shell.ts';
import { readTool } from '../version.ts';
import { gradedRun, plannedClauses } from './graded-run.ts';
import type { GraderOrder, GraderReport } from './messages.ts';
import { watchExamples } from './watch-examples.ts';

const say = (report: GraderReport) => parentPort?.postMessage(report);

await carryOut(workerData as GraderOrder);
parentPort?.close();

async function carryOut({ options, env, cwd }: GraderOrder): Promise<void> {
  const shell = silentShell({ env, cwd }, () => {});
  const sentence = (text: string) => inCode(shell.redact(text), Object.keys(VERIFY.options), false);
  try {
    const read = await readConformanceOptions(options, shell, true);
    if ('problems' in read) return say({ kind: 'refused', problems: read.problems.map(sentence) });
    const planned = planRun(read.value, shell);
    const target = await openTarget(read.value, shell);
    try {
      await confirmRun(read.value, planned, target.settings, shell);
      const { examples } = planned.chosen;
      say({ kind: 'planned', clauses: plannedClauses(examples), examples: examples.length });
      const onExample = watchExamples(examples, say);
      const { record } = await gradeRun(read.value, planned, target.settings, shell, { onExample });
      say({ kind: 'graded', graded: await gradedRun(record, shell) });
    } finally {
      await target.close();
    }
  } catch (error) {
    if (error instanceof CommandError) return say({ kind: 'refused', problems: [sentence(error.message)] });
    const { name, version } = readTool();
    const what = shell.redact(error instanceof Error ? error.message : String(error));
    say({ kind: 'fault', message: `This is a fault of ${name} ${version} itself: ${what}` });
  }
}
