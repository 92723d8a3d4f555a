/** `exec -- COMMAND`: runs a command with an emulator of its own. */
import type { CommandSpec } from '../options/command-spec.ts';
import { variableOf } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';
import { EMULATOR_OPTIONS, type EmulatorValues } from './emulate.ts';

export const EXEC = {
  name: 'exec',
  summary: 'starts the emulator on a free port, runs a command with its addresses, returns its exit code',
  usage: '[options] -- <command> [arguments...]',
  words: { '<command...>': 'for instance: -- npm test' },
  options: EMULATOR_OPTIONS,
  section: 'emulate',
  notes: `The command finds in its environment:
  ASTROLABE_BASE_URL, ASTROLABE_API_KEY           the destination and the key of its connector
  ASTROLABE_BLOCKING_API_KEY, ASTROLABE_RESTRICTED_API_KEY
  ASTROLABE_RECORDS_URL                           the Records API
  ASTROLABE_INGRESS_URL, ASTROLABE_WRITE_KEY      what a Segment library calls host and write key
  ASTROLABE_CONTROL_URL                           clock, traces, reset …`,
} as const satisfies CommandSpec;

/** @returns the exit code of the command */
export async function runExec(
  options: EmulatorValues,
  shell: Shell,
  [command = '', ...args]: readonly string[],
): Promise<number> {
  const { addressesOf, startFrom } = await import('./emulate-run.ts');
  const { emulator } = await startFrom(options, 0, shell);
  try {
    const { url: _, ...addresses } = addressesOf(emulator);
    const variables = Object.entries(addresses).flatMap(([name, value]) =>
      value === undefined ? [] : [[variableOf(name), value]],
    );
    const exitCode = await shell.spawn(command, args, Object.fromEntries(variables));
    if (exitCode === 127) throw new CommandError(2, `exec: there is no command ${JSON.stringify(command)}`);
    return exitCode;
  } finally {
    await emulator.close();
  }
}
