/** `selftest`: proves that the suite can fail. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

export function selftestCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('selftest')
    .description(
      'runs the suite against every defect and every lawful variant of the emulator; exits 1 where it errs',
    )
    .addOption(
      valueOption('--only <glob>', 'only defects, variants and choices of these names; repeatable', {
        repeatable: true,
      }),
    )
    .addOption(valueOption('--workers <number>', 'processes at the same time (default: 2)'))
    .addOption(valueOption('--shard <i/n>', 'grade every n-th subject only, in this process'))
    .option('--update', 'write what each clause was shown to catch to features/kills.json')
    .option('--json', 'print the rows as JSON')
    .action(async (given: Given) => {
      const { runSelftest } = await import('./selftest-run.ts');
      finish(await runSelftest(reader(given, shell), shell));
    });
}
