/** `lint`: holds captured calls against the schemas. */
import { Command } from 'commander';
import { type Given, reader } from '../options.ts';
import type { Shell } from '../shell.ts';

export function lintCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('lint')
    .description('checks captured calls against the schemas: NDJSON, an array, a batch, a log of requests')
    .argument('<file>', 'the file, gzip too; - for standard input')
    .option('--json', 'print each finding as a line of JSON')
    .addHelpText(
      'after',
      '\nExit codes of lint: 0 every call is valid · 1 some are not · 2 wrong usage · 3 there was no call to check, or a line could not be read',
    )
    .action(async (file: string, given: Given) => {
      const { runLint } = await import('./lint-run.ts');
      finish(await runLint(file, reader(given, shell), shell));
    });
}
