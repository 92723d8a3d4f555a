/** `exec -- COMMAND`: runs a command with an emulator of its own. */
import type { CommandSpec } from '../options/command-spec.ts';
import { flagOf, type OptionValues, variableOf } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';
import { CHECK_OPTIONS } from './check-options.ts';
import { EMULATOR_OPTIONS, PORT } from './emulate.ts';

const OPTIONS = {
  // Without the configuration file: its port is that of `emulate`, which may be running.
  port: { ...PORT, default: 0, inFile: false },
  ...CHECK_OPTIONS,
  ...EMULATOR_OPTIONS,
} as const satisfies CommandSpec['options'];

export const EXEC = {
  name: 'exec',
  summary: 'starts the emulator on a free port, runs a command with its addresses, returns its exit code',
  usage: '[options] -- <command> [arguments...]',
  words: { '<command...>': 'for instance: -- npm test' },
  options: OPTIONS,
  section: 'emulate',
  notes: `The command finds in its environment:
  ASTROLABE_BASE_URL, ASTROLABE_API_KEY           the destination and the key of its connector
  ASTROLABE_BLOCKING_API_KEY, ASTROLABE_RESTRICTED_API_KEY
  ASTROLABE_RECORDS_URL                           the Records API
  ASTROLABE_INGRESS_URL, ASTROLABE_WRITE_KEY      what a Segment library calls host and write key
  ASTROLABE_CONTROL_URL                           clock, traces, reset …
  NODE_EXTRA_CA_CERTS                             with --tls, the certificate, unless it is set already

With --check, the exit code is that of the command if it is not 0, 1 if a call is refused, dropped or against the plan,
and 3 if no call arrived.

A command that a signal ends has the exit code that a shell gives: 137 for kill -9, 143 for SIGTERM.`,
} as const satisfies CommandSpec;

/** @returns the exit code of the command; with --check, see above */
export async function runExec(
  options: OptionValues<typeof OPTIONS>,
  shell: Shell,
  [command = '', ...args]: readonly string[],
): Promise<number> {
  refuseWithoutCheck(options);
  const { addressesOf, logOf, startFrom, waitingIn } = await import('./emulate-run.ts');
  const { tlsFilesOf } = await import('./tls-files.ts');
  const check = options.check
    ? await (await import('./check/index.ts')).startCheck(options, shell)
    : undefined;
  const tls = tlsFilesOf(options, shell.cwd);
  try {
    const started = await startFrom(options, options.port, shell, tls);
    const { emulator, core, worlds, watch } = started;
    const log = await logOf(options, started, shell);
    try {
      const { url: _, ...addresses } = addressesOf(emulator);
      const variables = Object.entries(addresses).flatMap(([name, value]) =>
        value === undefined ? [] : [[variableOf(name), value]],
      );
      const trust = trustOf(tls?.made, shell);
      if (check !== undefined) {
        // Calls may repeat them, and the check names calls.
        shell.hide(keysOf(addresses));
        watch(() => check.watcher);
      }
      const running = shell.spawn(command, args, { ...Object.fromEntries(variables), ...trust });
      check?.prepare();
      const code = await running;
      if (check === undefined) return code;
      await log?.end();
      const { baseUrl, ingressUrl } = emulator;
      return await check.end(
        code,
        [`${ingressUrl}/v1`, baseUrl],
        waitingIn(core, ...[...worlds.list()].map((world) => world.core)),
      );
    } catch (error) {
      throw asCommandError(error, command);
    } finally {
      await emulator.close();
      await log?.end();
    }
  } finally {
    tls?.remove();
  }
}

function keysOf(addresses: Readonly<Record<string, string | undefined>>) {
  return Object.entries(addresses).flatMap(([name, value = '']) =>
    /Key$|Token$/.test(name) ? [{ value, label: variableOf(name) }] : [],
  );
}

/** @throws CommandError with exit code 2 */
function refuseWithoutCheck(options: OptionValues<typeof CHECK_OPTIONS>): void {
  if (options.check) return;
  const given = (['plan', 'checkJson', 'checkJunit'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined) throw new CommandError(2, `${flagOf(given)} goes with --check: pass both`);
}

/** The variable that makes Node trust a certificate; it names one file, so one that is set is kept. */
function trustOf(made: string | undefined, { env, err }: Pick<Shell, 'env' | 'err'>): Record<string, string> {
  if (made === undefined) return {};
  if (!env.NODE_EXTRA_CA_CERTS) return { NODE_EXTRA_CA_CERTS: made };
  err(`exec: NODE_EXTRA_CA_CERTS is set already, so the command must trust ${made} by itself\n`);
  return {};
}

/** A command that was never started, in a sentence. */
function asCommandError(error: unknown, command: string): unknown {
  const { code, syscall = '' } = error as { code?: string; syscall?: string };
  if (!syscall.startsWith('spawn')) return error;
  const name = JSON.stringify(command);
  return new CommandError(
    2,
    code === 'ENOENT'
      ? `exec: there is no command ${name}`
      : `exec: the command ${name} cannot be run (${code})`,
  );
}
