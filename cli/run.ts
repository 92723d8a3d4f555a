/** From arguments to an exit code: the commands, and what becomes of their errors. */
import { Command, CommanderError } from 'commander';
import { loadCommands } from './commands.ts';
import { CommandError, type Shell } from './shell.ts';
import { readTool } from './version.ts';

const EXIT_CODES = `
Exit codes:
  0  conformant (warnings allowed)
  1  not conformant
  2  wrong usage or configuration
  3  incomplete: nothing selected, or something declared could not be judged
  4  the target cannot be reached, or the key that should work is refused
  5  a fault of the tool itself`;

/** Runs one command line and resolves with its exit code; whatever goes wrong ends in a sentence. */
export async function run(shell: Shell): Promise<number> {
  const { name, version } = readTool();
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command(name)
    .description('Grades, emulates and explains a Segment destination for Astrolabe.')
    .version(version)
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err })
    .showHelpAfterError(`(write "${name} --help", or "--help" after a command, to see what there is)`)
    .helpCommand(false);
  for (const command of await loadCommands(shell.argv)) {
    const made = command(shell, finish).copyInheritedSettings(program);
    for (const part of made.commands) part.copyInheritedSettings(made);
    program.addCommand(made);
  }
  try {
    if (shell.argv.length === 0) program.help({ error: true });
    await program.parseAsync([...shell.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof CommandError) {
      shell.err(`${error.message}\n`);
      return error.exitCode;
    }
    shell.err(`This is a fault of ${name} ${version} itself: ${(error as Error).stack ?? String(error)}\n`);
    return 5;
  }
}
