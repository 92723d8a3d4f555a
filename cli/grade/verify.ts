/** `verify`: grades a destination and leaves its reports behind. */
import { Command } from 'commander';
import { REPORT_FORMATS, REQUESTABLE } from '../../reports/catalogue.ts';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

/** Declares the command; what it does is loaded when it runs. */
export function verifyCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('verify')
    .description('grades a destination; without --base-url, the embedded emulator')
    .addOption(valueOption('--base-url <url>', "the destination's static URL, to which Segment would POST"))
    .addOption(
      valueOption('--api-key <key>', 'the API key of its connector; better given as ASTROLABE_API_KEY'),
    )
    .addOption(
      valueOption(
        '--api-key-mode <mode>',
        'what that connector does with free email addresses: allow or block (default: allow)',
      ),
    )
    .addOption(
      valueOption('--blocking-api-key <key>', 'the key of a connector that blocks free email providers'),
    )
    .addOption(valueOption('--restricted-api-key <key>', 'a valid key without permission'))
    .addOption(valueOption('--records-url <url>', 'where the destination serves the Records API'))
    .addOption(valueOption('--adapter <file>', 'a module that answers the questions of the Records API'))
    .addOption(
      valueOption('--settle <duration>', 'how long stored state may take to become visible (default: 5s)'),
    )
    .addOption(valueOption('--timeout <duration>', 'how long one answer may take (default: 10s)'))
    .addOption(valueOption('--rate <number>', 'requests a second (default: unlimited on loopback, else 10)'))
    .addOption(
      valueOption(
        '--max-calls <number>',
        'calls that may be sent, the rest is blocked (default: unlimited on loopback, else 1000)',
      ),
    )
    .addOption(valueOption('--concurrency <number>', 'examples that run at the same time (default: 32)'))
    .addOption(valueOption('--seed <number>', 'drives the values of the calls (default: random)'))
    .addOption(valueOption('--run-id <id>', 'part of every identifier that the run writes (default: random)'))
    .addOption(
      valueOption('--clauses <glob>', 'only these clauses, for instance "AST-IDENT-*"; repeatable', {
        repeatable: true,
      }),
    )
    .addOption(
      valueOption('--example <id>', 'only this example, for instance AST-IDENT-002.1; repeatable', {
        repeatable: true,
      }),
    )
    .addOption(
      valueOption('--tags <expression>', 'only examples with these tags, for instance "not @should"'),
    )
    .addOption(
      valueOption('--explore <number>', 'also play so many random sequences of calls, and shrink what fails'),
    )
    .option('--explore-only', 'explore and run no example (default with it: 300 sequences)')
    .addOption(valueOption('--explore-path <path>', 'with --seed: begin at a sequence that was found before'))
    .addOption(valueOption('--explore-time <seconds>', 'how long exploring may take (default: 300)'))
    .option('--strict', 'an unmet SHOULD fails the run')
    .addOption(valueOption('--target <name>', 'one of the targets in the configuration file'))
    .addOption(
      valueOption(
        '--config <file>',
        'configuration file (default: astrolabe.config.json, .yaml or .js here)',
      ),
    )
    .addOption(
      valueOption('--baseline <file>', 'known failures that do not fail the run; a stale entry does'),
    )
    .option('--update-baseline', 'write the failures of this run to the baseline file')
    .option('--checklist', 'without read-back: send the calls and list what a person should see')
    .option('--dry-run', 'print every call that would be made, and send none of them')
    .addOption(valueOption('--report-dir <folder>', 'where the reports go (default: reports/output)'))
    .addOption(
      valueOption(
        '--report <name>',
        `also write this report: ${REQUESTABLE.map((name) => `${name} (${REPORT_FORMATS[name].about})`).join(', ')}; repeatable`,
        { repeatable: true },
      ),
    )
    .option('--json', 'print the result record, and nothing else, on standard output')
    .option('--yes', 'really send test data to an endpoint that is not on this machine')
    .action(async (given: Given) => {
      const { runVerify } = await import('./verify-run.ts');
      const { readConfig } = await import('../config.ts');
      const shallow = reader(given, shell);
      const config = await readConfig(shallow.text('config'), shallow.text('target'), shell);
      finish(await runVerify(reader(given, shell, config), shell));
    });
}
