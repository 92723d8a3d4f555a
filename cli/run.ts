/** From arguments to an exit code: the commands, and what happens to their errors. */
import type { Command, CommanderError } from 'commander';
import { COMMANDS, type CommandEntry } from './commands.ts';
import { readConfig } from './config.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { guardShell } from './guard-shell.ts';
import { commander } from './options/commander.ts';
import { declareOptions, givenTo } from './options/declare-options.ts';
import type { OptionTable } from './options/option-table.ts';
import { readOptions } from './options/read-options.ts';
import { CommandError, type Shell, type Terminal } from './shell.ts';
import { readTool } from './version.ts';

const NOTES = `
Every option is also an environment variable: --base-url is ASTROLABE_BASE_URL. A flag wins over its variable, the
variable over the configuration file.

Exit codes:
${Object.entries(EXIT_CODES)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`;

/** Runs one command line and resolves with its exit code; every error ends in a sentence. */
export async function run(terminal: Terminal): Promise<number> {
  const shell = guardShell(terminal);
  const { name, version } = readTool();
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new commander.Command(name)
    .description('Grades, emulates and explains a Segment destination for Astrolabe.')
    .version(version)
    .addHelpText('after', NOTES)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: shell.out, writeErr: shell.err, outputError: () => {} })
    .helpCommand(false);
  for (const entry of COMMANDS) addTo(program, entry, shell, finish);
  try {
    if (shell.argv.length === 0) program.help({ error: true });
    await program.parseAsync([...shell.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof commander.CommanderError) {
      // A help that was not asked for is printed already.
      if (error.exitCode !== 0 && error.code !== 'commander.help') {
        shell.err(`${await usageError(error, program, shell.argv)}\n`);
      }
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof CommandError) {
      shell.err(`${error.message}\n`);
      return error.exitCode;
    }
    shell.err(`This is a fault of ${name} ${version} itself: ${(error as Error).stack ?? String(error)}\n`);
    return 5;
  }
}

function addTo(
  parent: Command,
  { spec, load, parts = [] }: CommandEntry,
  shell: Shell,
  finish: (exitCode: number) => void,
): void {
  const made = parent.command(spec.name).description(spec.summary).helpCommand(false);
  for (const [word, what] of Object.entries(spec.words ?? {})) made.argument(word, what);
  if (spec.usage !== undefined) made.usage(spec.usage);
  if (spec.notes !== undefined) made.addHelpText('after', `\n${spec.notes}`);
  // A command that is not named only shows in the list that it has options.
  declareOptions(made, shell.argv.includes(spec.name) ? spec.options : oneOf(spec.options));
  for (const part of parts) addTo(made, part, shell, finish);
  if (load === undefined) return;
  made.action(async () => {
    const given = givenTo(made);
    const file = await readConfig(spec, given, shell);
    const options = readOptions(spec.options, { given, env: shell.env, file });
    const runCommand = await load();
    finish(await runCommand(options, shell, made.args));
  });
}

function oneOf(table: OptionTable): OptionTable {
  return Object.fromEntries(Object.entries(table).slice(0, 1));
}

/** commander's message, what was probably meant, and where to look. */
async function usageError(
  { code, message }: CommanderError,
  program: Command,
  argv: readonly string[],
): Promise<string> {
  const { didYouMean } = await import('../schemas/index.ts');
  let command = program;
  for (const word of argv) {
    const part = command.commands.find((one) => one.name() === word);
    if (part === undefined) break;
    command = part;
  }
  const known =
    code === 'commander.unknownOption'
      ? command.options.map(({ long }) => long ?? '')
      : command.commands.map((part) => part.name());
  const [, unknown = ''] = /^error: unknown \w+ '(.*)'$/.exec(message) ?? [];
  const near = unknown === '' ? '' : didYouMean(unknown, known, '');
  return `${message}${near && `: ${near}`}\n(${helpOf(command)} lists commands and options)`;
}

/** `astrolabe-conformance audience list --help` */
function helpOf(command: Command): string {
  const names = [];
  for (let part: Command | null = command; part !== null; part = part.parent) names.unshift(part.name());
  return `"${names.join(' ')} --help"`;
}
