/** `cite`: a clause for somebody's documentation, with an example that is executed for it. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

export function citeCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('cite')
    .description(
      'prints a clause to paste into documentation: rule, sources, an executed example, last verdict',
    )
    .argument('[clause]', 'for instance AST-GROUP-004')
    .addOption(valueOption('--format <name>', 'markdown, html or asciidoc (default: markdown)'))
    .addOption(
      valueOption(
        '--as <form>',
        'how requests are written: http, curl, analytics.js, node or json (default: http)',
      ),
    )
    .addOption(valueOption('--example <id>', 'which of its examples to show (default: its first)'))
    .addOption(valueOption('--record <file>', 'conformance.json of a run, whose verdict is cited'))
    .option('--all', 'every clause, a file each; needs --out')
    .addOption(valueOption('--out <folder>', 'where the files go'))
    .action(async (clause: string | undefined, given: Given) => {
      const { runCite } = await import('./cite-run.ts');
      await runCite(clause, reader(given, shell), shell);
      finish(0);
    });
}
