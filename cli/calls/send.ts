/** `send`: delivers calls to a destination or to an ingress. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

export function sendCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('send')
    .description('delivers calls, one request each, to a destination or to an ingress')
    .argument('<file>', 'NDJSON, an array, a batch or a log of requests, gzip too; - for standard input')
    .addOption(valueOption('--base-url <url>', "the destination's static URL"))
    .addOption(valueOption('--api-key <key>', 'its API key; better given as ASTROLABE_API_KEY'))
    .addOption(valueOption('--ingress-url <url>', 'instead: where Segment’s /v1 routes are served'))
    .addOption(valueOption('--write-key <key>', 'its write key; better given as ASTROLABE_WRITE_KEY'))
    .addOption(valueOption('--rate <number>', 'calls a second (default: unlimited on loopback, else 10)'))
    .addOption(valueOption('--concurrency <number>', 'calls on their way at the same time (default: 16)'))
    .addOption(valueOption('--timeout <duration>', 'how long one answer may take (default: 10s)'))
    .addOption(
      valueOption(
        '--state <file>',
        'where it is noted how far it came, so that the same command resumes (default: beside the file)',
      ),
    )
    .option('--json', 'print the summary as JSON')
    .option('--yes', 'really send to an endpoint that is not on this machine')
    .addHelpText(
      'after',
      '\nExit codes of send: 0 every call was accepted · 1 some were not · 2 wrong usage · 3 interrupted, a line could not be read, or there was no call · 4 the target cannot be reached',
    )
    .action(async (file: string, given: Given) => {
      const { runSend } = await import('./send-run.ts');
      finish(await runSend(file, reader(given, shell), shell));
    });
}
