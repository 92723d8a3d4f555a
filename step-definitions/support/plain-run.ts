/** Runs that are started with `npx cucumber-js`, without a command that opens and closes the session. */
import { readFileSync } from 'node:fs';
import { systemTiming } from '../../harness/ambient.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import {
  type LostState,
  openSession,
  sharedSession,
  shareSession,
  takeLastLook,
} from '../../harness/session/index.ts';
import { type LooseSettings, resolveSettings } from '../../harness/settings.ts';

/** World parameters: the run's id, and for a plain run its settings from the environment. */
export interface RunParameters {
  readonly runId: string;
  readonly plain?: LooseSettings;
  /** The variables that name proxies. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const cleanups: (() => Promise<void> | void)[] = [];
let judged = 0;

/** Counts an example that was judged, so that a run without any can fail. */
export function countJudged(): void {
  judged += 1;
}

/**
 * Opens the session of a plain run. Does nothing for a lane of a command, whose session is already open.
 *
 * @throws Error that says what to change if a variable is invalid or the target cannot be graded
 */
export async function openPlainRun({ runId, plain, env = {} }: RunParameters): Promise<void> {
  if (plain === undefined) return;
  const loose = plain.baseUrl ? plain : { ...plain, ...(await startOwnTarget()) };
  const resolution = resolveSettings({ ...loose, runId }, Math.random, {
    env,
    read: (path) => readFileSync(path, 'utf8'),
  });
  if ('problems' in resolution) throw new Error(resolution.problems.join('\n'));
  const session = await openSession(resolution.value, { timing: systemTiming });
  cleanups.push(shareSession(session), () => session.close());
  const { unusable } = await session.controls();
  if (unusable !== undefined) throw new Error(session.redactor.redact(unusable));
}

/**
 * Closes the session of a plain run.
 *
 * @throws Error if no example was judged, because cucumber itself would report success, or if something that an example
 *   found stored is different now
 */
export async function closePlainRun({ runId, plain }: RunParameters): Promise<void> {
  if (plain === undefined) return;
  const session = sharedSession(runId);
  const { indifferent } = await session.controls();
  const lost = await takeLastLook(session);
  for (const cleanup of cleanups.toReversed()) await cleanup();
  const { redact } = session.redactor;
  if (indifferent !== undefined)
    throw new Error(`this target cannot be called conformant: ${redact(indifferent)}`);
  if (lost.length > 0) throw new Error(redact(lost.map(lostInWords).join('\n')));
  if (judged === 0)
    throw new Error('no example was judged: nothing was selected, or every scenario was skipped');
}

function lostInWords({ found, difference }: LostState): string {
  return `${found.example}: ${difference.message}`;
}

async function startOwnTarget(): Promise<LooseSettings> {
  const { close, ...settings } = await startEmbedded();
  cleanups.push(close);
  return settings;
}
