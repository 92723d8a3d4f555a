/** Runs that people start with plain `npx cucumber-js`: no command around them opens and closes the session. */
import { systemTiming } from '../../harness/ambient.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import { openSession, sharedSession, shareSession } from '../../harness/session/index.ts';
import { type LooseSettings, resolveSettings } from '../../harness/settings.ts';

/** World parameters: of a command's lane the run's id, of a plain run also the settings as the environment has them. */
export interface RunParameters {
  readonly runId: string;
  readonly plain?: LooseSettings;
}

const cleanups: (() => Promise<void> | void)[] = [];
let judged = 0;

/** Counts an example that was judged, so that a run without any can be told. */
export function countJudged(): void {
  judged += 1;
}

/**
 * Opens the session of a plain run; nothing for a command's lane, which finds its session open.
 *
 * @throws Error that says what to mend, where the variables are wrong or the target cannot be graded
 */
export async function openPlainRun({ runId, plain }: RunParameters): Promise<void> {
  if (plain === undefined) return;
  const loose = plain.baseUrl ? plain : { ...plain, ...(await startOwnTarget()) };
  const resolution = resolveSettings({ ...loose, runId }, Math.random);
  if ('problems' in resolution) throw new Error(resolution.problems.join('\n'));
  const session = await openSession(resolution.value, { timing: systemTiming });
  cleanups.push(shareSession(session), () => session.close());
  const { unusable } = await session.controls();
  if (unusable !== undefined) throw new Error(unusable);
}

/**
 * Closes what a plain run opened.
 *
 * @throws Error where no example was judged: cucumber itself would end such a run green
 */
export async function closePlainRun({ runId, plain }: RunParameters): Promise<void> {
  if (plain === undefined) return;
  const { indifferent } = await sharedSession(runId).controls();
  for (const cleanup of cleanups.toReversed()) await cleanup();
  if (indifferent !== undefined) throw new Error(`this target cannot be called conformant: ${indifferent}`);
  if (judged === 0)
    throw new Error('no example was judged: nothing was selected, or every scenario was skipped');
}

async function startOwnTarget(): Promise<LooseSettings> {
  const { close, ...settings } = await startEmbedded();
  cleanups.push(close);
  return settings;
}
