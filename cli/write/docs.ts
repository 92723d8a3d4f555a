/** `docs`: the behaviours of the destination as a static site. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

export function docsCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('docs')
    .description('writes a static site: every clause with its sources, an executed example and its verdict')
    .addOption(valueOption('--out <folder>', 'where the site goes'))
    .addOption(
      valueOption(
        '--record <file>',
        'conformance.json of the run that is shown (default: a run against the embedded emulator, made now)',
      ),
    )
    .action(async (given: Given) => {
      const { runDocs } = await import('./docs-run.ts');
      await runDocs(reader(given, shell), shell);
      finish(0);
    });
}
