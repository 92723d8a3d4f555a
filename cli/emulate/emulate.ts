/** `emulate`: starts the emulator and says how to use it. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

export function emulateCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('emulate')
    .description('starts the emulator: a destination, its Records API and an ingress for Segment libraries')
    .addOption(valueOption('--port <number>', 'port to listen on; 0 for a free one (default: 4100)'))
    .addOption(valueOption('--host <address>', 'address to listen on (default: 127.0.0.1)'))
    .addOption(
      valueOption(
        '--allowed-host <name>',
        'a name under which it may be addressed, beside local ones; repeatable',
        {
          repeatable: true,
        },
      ),
    )
    .addOption(
      valueOption(
        '--control-token <token>',
        'what the control plane wants as Bearer token (default: made up where --host is not this machine alone)',
      ),
    )
    .addOption(
      valueOption(
        '--api-key <key>',
        'key of the connector that allows free email providers (default: made up)',
      ),
    )
    .addOption(
      valueOption('--blocking-api-key <key>', 'key of the connector that blocks them (default: made up)'),
    )
    .addOption(valueOption('--restricted-api-key <key>', 'a key without permission (default: made up)'))
    .addOption(valueOption('--write-key <key>', 'write key of the source at the ingress (default: made up)'))
    .addOption(
      valueOption('--forward-to <url>', 'deliver the calls there instead of to the built-in destination'),
    )
    .addOption(valueOption('--forward-api-key <key>', 'the API key of that destination'))
    .addOption(valueOption('--timeout <duration>', 'how long a delivery may take (default: 5s)'))
    .addOption(
      valueOption(
        '--clock <mode>',
        'real, or frozen: time stands until POST /_emulator/clock/advance (default: real)',
      ),
    )
    .addOption(
      valueOption(
        '--instance <settings>',
        'one more destination instance, as name=…,apiKey=…,endpoint=…; repeatable',
        {
          repeatable: true,
        },
      ),
    )
    .addOption(
      valueOption('--choice <name=value>', 'settles an undocumented behaviour; repeatable', {
        repeatable: true,
      }),
    )
    .addOption(
      valueOption(
        '--defect <name>',
        'breaks the destination in one named way, and marks every answer; repeatable',
        {
          repeatable: true,
        },
      ),
    )
    .addOption(
      valueOption('--variant <name>', 'makes the destination unusual in one lawful way; repeatable', {
        repeatable: true,
      }),
    )
    .addOption(
      valueOption(
        '--data-dir <folder>',
        'keeps records and waiting deliveries there (default: in memory only)',
      ),
    )
    .option('--json', 'print one line of JSON when ready, and nothing else')
    .action(async (given: Given) => {
      const { runEmulate } = await import('./emulate-run.ts');
      finish(await runEmulate(reader(given, shell), shell));
    });
}
