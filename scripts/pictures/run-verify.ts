/** Runs `verify` in a terminal of a fixed width, and keeps what it prints. */
import { run } from '../../cli/run.ts';
import { startEmulator } from '../../emulator/index.ts';
import { SHOWN_ORIGIN, steadyText } from './steady.ts';

/** Columns of the terminal. */
export const COLUMNS = 90;

/** A run as a person would see it. */
export interface SeenRun {
  /** What the person typed. */
  readonly command: string;
  /** Standard output with colours, the same for every run of the same version. */
  readonly output: string;
  readonly exitCode: number;
}

/** The run is made the same every time by its settings; nothing explores, because that depends on time. */
const SETTINGS = { ASTROLABE_SEED: '1', ASTROLABE_RUN_ID: 'readme', ASTROLABE_EXPLORE: '0' };

/**
 * @param defect how the emulator that is graded is broken; undefined: `verify` starts its own
 * @param cwd an empty folder, for the reports
 */
export async function runVerify(defect: string | undefined, cwd: string): Promise<SeenRun> {
  if (defect === undefined) return seen([], SETTINGS, cwd);
  const emulator = await startEmulator({ port: 0, defects: [defect] });
  try {
    const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey } = emulator;
    const keys = {
      ASTROLABE_API_KEY: apiKey,
      ASTROLABE_BLOCKING_API_KEY: blockingApiKey,
      ASTROLABE_RESTRICTED_API_KEY: restrictedApiKey,
    };
    return await seen(['--base-url', baseUrl, '--records-url', recordsUrl], { ...SETTINGS, ...keys }, cwd);
  } finally {
    await emulator.close();
  }
}

async function seen(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<SeenRun> {
  let output = '';
  const exitCode = await run({
    argv: ['verify', ...words],
    env,
    cwd,
    nodeVersion: process.versions.node,
    out: (text) => {
      output += text;
    },
    // Progress and notes of the run, which are not part of its summary.
    err: () => {},
    surviveLostOutput: () => {},
    interactive: false,
    live: false,
    colour: true,
    errColour: false,
    errLater: (_text, written) => queueMicrotask(written),
    width: COLUMNS,
    ask: () => Promise.reject(new Error('nobody can answer a question here')),
    onStop: () => () => {},
    random: () => 0.5,
    own: () => Promise.reject(new Error('a run for a picture starts no other program')),
    spawn: () => Promise.reject(new Error('a run for a picture starts no other program')),
  });
  const command = ['npx astrolabe-conformance verify', ...words].join(' ');
  return {
    command: command.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, SHOWN_ORIGIN),
    output: steadyText(output, { cwd }),
    exitCode,
  };
}
