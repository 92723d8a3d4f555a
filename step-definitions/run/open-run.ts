/** The run that a scenario belongs to: opened by a command, or here, if cucumber was started by itself. */
import { UnusableAdapter } from '../../harness/errors.ts';
import {
  type LostState,
  openSession,
  type Session,
  sharedSession,
  shareSession,
  takeLastLook,
} from '../../harness/session/index.ts';
import { type LooseSettings, resolveSettings } from '../../harness/settings.ts';
import type { Timing } from '../../harness/target/index.ts';
import { Misuse } from '../scenario/index.ts';

/** What a profile, or who defines the steps, says about the target. */
export interface TargetWords {
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly embedded?: boolean | undefined;
}

/** The world parameter `astrolabe`. */
export interface RunParameters {
  /** Lanes of a command name the session that it opened. */
  readonly runId?: string;
  /** What the profile of cucumber says about the target. No key is in it: a World may show its parameters. */
  readonly target?: TargetWords;
}

/** What a run that is opened here needs from outside. */
export interface StepsOutside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timing: Timing;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Reads a file of certificates. */
  readonly read: (path: string) => string;
  /** The target that the environment, the configuration file and a profile name. */
  readonly settings: (profile?: TargetWords) => Promise<LooseSettings>;
  /** Starts an emulator as the target. */
  readonly startEmbedded: () => Promise<LooseSettings & { close(): Promise<void> }>;
  /** Called as a run begins that no command opened. Default: nothing happens. */
  readonly onStart?: () => void;
  /** Ends the process with 2; shows what to write if no scenario does. Default: nothing happens. */
  readonly onMisuse?: (message?: string) => void;
}

/** The session of a run that is opened here. */
export interface OwnRun {
  readonly session: Session;
  close(): Promise<void>;
}

/** The session that a command opened for its scenarios; undefined if cucumber was started by itself. */
export function commandSession({ runId }: RunParameters): Session | undefined {
  return runId === undefined ? undefined : sharedSession(runId);
}

const NO_TARGET =
  'there is no target: set ASTROLABE_BASE_URL and ASTROLABE_API_KEY, name a target of astrolabe.config.yaml with ASTROLABE_TARGET or in cucumber.js, or set "embedded: true" there for the emulator';

/** Where the emulator will be is known once it runs. */
const SOMEWHERE = { baseUrl: 'http://127.0.0.1:4100/astrolabe', apiKey: 'key' };

/** What has to be written otherwise before a run can begin; undefined if nothing has to. */
export function targetProblem(
  given: LooseSettings,
  outside: Pick<StepsOutside, 'random' | 'env' | 'read'>,
): string | undefined {
  if (!given.baseUrl && given.embedded !== true) return NO_TARGET;
  const resolution = resolveSettings(
    given.baseUrl ? given : { ...given, ...SOMEWHERE },
    outside.random,
    outside,
  );
  return 'problems' in resolution ? resolution.problems.join('\n') : undefined;
}

/**
 * Opens the session of a run that no command opened.
 *
 * @throws Misuse that says what to write if there is no target, or a setting cannot be used
 */
export async function openRun(parameters: RunParameters, outside: StepsOutside): Promise<OwnRun> {
  const given = await outside.settings(parameters.target);
  const problem = targetProblem(given, outside);
  if (problem !== undefined) throw new Misuse(problem);
  const embedded = given.baseUrl ? undefined : await outside.startEmbedded();
  const { close: closeEmbedded, ...target } = embedded ?? { close: undefined };
  // Each worker of `--parallel` is a run by itself, whose identifiers no other may use.
  const worker = outside.env.CUCUMBER_WORKER_ID;
  const runId = `${given.runId || randomId(outside.random)}${worker ? `w${worker}` : ''}`;
  const resolution = resolveSettings({ ...given, ...target, runId }, outside.random, outside);
  if ('problems' in resolution) throw new Misuse(resolution.problems.join('\n'));
  const session = await openSession(resolution.value, { timing: outside.timing }).catch(
    async (error: unknown) => {
      await closeEmbedded?.();
      throw error instanceof UnusableAdapter ? new Misuse(error.message) : error;
    },
  );
  const unshare = shareSession(session);
  return {
    session,
    async close() {
      unshare();
      await session.close();
      await closeEmbedded?.();
    },
  };
}

/**
 * What is wrong with the run as a whole: a destination that no verdict can be given on, or something that an example
 * found stored and that is different now.
 */
export async function problemsOf(session: Session): Promise<readonly string[]> {
  const { indifferent } = await session.controls();
  const lost = await takeLastLook(session);
  const problems = [
    ...(indifferent === undefined ? [] : [`this target cannot be called conformant: ${indifferent}`]),
    ...lost.map(lostInWords),
  ];
  return problems.map(session.redactor.redact);
}

function lostInWords({ found, difference }: LostState): string {
  return `${found.example}: ${difference.message}`;
}

function randomId(random: () => number): string {
  return Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
}
