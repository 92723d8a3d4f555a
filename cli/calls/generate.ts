/** `generate`: makes calls, as many as wanted. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

export function generateCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('generate')
    .description('makes calls: realistic ones, ones that break a rule, whole journeys')
    .addOption(
      valueOption(
        '--kind <name>',
        'mixed, identify, group, track, audience, computed-trait, journeys, broken or unsupported (default: mixed)',
      ),
    )
    .addOption(valueOption('--count <number>', 'how many calls (default: 10)'))
    .addOption(valueOption('--seed <number>', 'the same seed gives the same calls (default: 1)'))
    .addOption(
      valueOption('--rule <name>', 'with --kind broken: only this rule, for instance required:groupId'),
    )
    .addOption(valueOption('--order <name>', 'time or shuffled (default: time)'))
    .addOption(valueOption('--repeats <percent>', 'of calls that are delivered again, 0 to 50 (default: 0)'))
    .addOption(
      valueOption(
        '--format <name>',
        'ndjson, batch (bodies for Segment’s /v1/batch, one a line) or curl (default: ndjson)',
      ),
    )
    .addOption(
      valueOption('--base-url <url>', 'with --format curl: where to (default: the emulator’s usual address)'),
    )
    .action(async (given: Given) => {
      const { runGenerate } = await import('./generate-run.ts');
      await runGenerate(reader(given, shell), shell);
      finish(0);
    });
}
