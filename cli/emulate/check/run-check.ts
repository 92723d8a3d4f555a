/** `exec --check`: watches the emulator while the command runs, and reports at its end. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type CallWatcher, withoutWorldKeys } from '../../../emulator/start.ts';
import { safeJson } from '../../../safe-text/index.ts';
import type { TrafficCheck } from '../../../schemas/index.ts';
import { CommandError, type Shell } from '../../shell.ts';
import { readTool } from '../../version.ts';
import { writeWhole } from '../../whole-file.ts';
import type { CheckOptions } from '../check-options.ts';
import type { TrackingPlan } from './tracking-plan.ts';
import { createTrafficCheck, type TrafficOptions } from './traffic-check.ts';
import { watchTraffic } from './watch-traffic.ts';

/** A check that was started. */
export interface RunningCheck {
  /** For every world. */
  readonly watcher: CallWatcher;
  /** Loads what the end needs; called while the command runs, it costs no time. */
  prepare(): void;
  /**
   * Prints and writes what was found.
   *
   * @param commandCode exit code of the command
   * @param addresses where calls were awaited
   * @param waiting deliveries that have not ended
   * @returns the exit code of all
   * @throws the first fault of the check itself
   */
  end(commandCode: number, addresses: readonly string[], waiting: number): Promise<number>;
}

/** @throws CommandError with exit code 2 if the plan cannot be used, or a report cannot be written where it should be */
export async function startCheck(options: CheckOptions, shell: Shell): Promise<RunningCheck> {
  refuseUnwritable('--check-json', options.checkJson, shell);
  refuseUnwritable('--check-junit', options.checkJunit, shell);
  const plan = options.plan === undefined ? undefined : await readPlan(options.plan, shell);
  const traffic = createTrafficCheck({ plan });
  const { watcher, fault } = watchTraffic(traffic);
  return {
    watcher,
    prepare() {
      // What fails here fails at the end.
      loadEnd().catch(() => {});
    },
    async end(commandCode, addresses, waiting) {
      const failed = fault();
      if (failed !== undefined) throw failed;
      const [{ loadRegistry }, { renderCheckText }, { renderCheckJunit }, { createPaint }] = await loadEnd();
      const found = traffic.result(loadRegistry().clauses, waiting);
      const exitCode = exitCodeOf(commandCode, found.counts);
      const { name, version } = readTool();
      const check: TrafficCheck = { schemaVersion: 1, tool: { name, version }, exitCode, ...found };
      const inWords = () =>
        renderCheckText(check, { paint: createPaint(shell.errColour), width: shell.width });
      shell.err(`\n${nothingIn(check, addresses) ?? withoutWorldKeys(inWords())}`, 'colours');
      const problems = [
        ...write('--check-json', options.checkJson, shell, () => `${safeJson(check)}\n`),
        ...write('--check-junit', options.checkJunit, shell, () => renderCheckJunit(check)),
      ];
      for (const problem of problems) shell.err(`${problem}\n`);
      // A file that is missing must not be taken for one without findings.
      return problems.length > 0 && exitCode === 0 ? 2 : exitCode;
    },
  };
}

function loadEnd() {
  return Promise.all([
    import('../../../harness/registry/index.ts'),
    import('./render-text.ts'),
    import('./render-junit.ts'),
    import('../../../reports/text/index.ts'),
  ]);
}

/** A check that saw nothing is not a pass. */
function exitCodeOf(
  commandCode: number,
  { calls, refusedRequests, violations }: TrafficCheck['counts'],
): number {
  if (commandCode !== 0) return commandCode;
  if (violations > 0) return 1;
  return calls + refusedRequests === 0 ? 3 : 0;
}

/** @returns what to say if nothing arrived */
function nothingIn(check: TrafficCheck, addresses: readonly string[]): string | undefined {
  const { calls, refusedRequests } = check.counts;
  if (calls + refusedRequests > 0) return undefined;
  const plan = check.plan?.neverSent.length ?? 0;
  const events = plan === 0 ? '' : `, so none of the ${plan} events of the plan was sent`;
  return `Check: no call arrived at ${addresses.join(' or ')}${events}. Send them to the addresses in the environment, and let the library flush before the command ends.\n`;
}

/** @throws CommandError with exit code 2 */
async function readPlan(
  file: string,
  { cwd }: Pick<Shell, 'cwd'>,
): Promise<NonNullable<TrafficOptions['plan']>> {
  return { file, content: await planIn(resolve(cwd, file)) };
}

async function planIn(path: string): Promise<TrackingPlan> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as { code?: string };
    throw new CommandError(2, `--plan ${path} cannot be read (${code})`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(2, `--plan ${path} is not JSON: ${(error as Error).message}`);
  }
  const { readTrackingPlan } = await import('./tracking-plan.ts');
  const read = readTrackingPlan(content);
  if ('plan' in read) return read.plan;
  const where = read.pointer === '' ? '' : ` at ${read.pointer}`;
  throw new CommandError(2, `--plan ${path} cannot be used:${where} ${read.message}`);
}

/** Before the command runs, which may take long. */
function refuseUnwritable(flag: string, file: string | undefined, { cwd }: Pick<Shell, 'cwd'>): void {
  if (file === undefined) return;
  const path = resolve(cwd, file);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(
      2,
      `${flag} ${path} cannot be written: the folder ${folder} does not exist, so create it first`,
    );
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(2, `${flag} ${path} is a folder: write the name of a file`);
  }
}

/** @returns a sentence if the file cannot be written */
function write(flag: string, file: string | undefined, shell: Shell, render: () => string): string[] {
  if (file === undefined) return [];
  const path = resolve(shell.cwd, file);
  try {
    writeWhole(path, shell.redact(withoutWorldKeys(render())));
    return [];
  } catch (error) {
    return [`cannot write ${flag} ${path}: ${(error as Error).message}`];
  }
}
