/** `exec -- COMMAND`: runs a command with an emulator of its own. */
import { Command } from 'commander';
import { reader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

export function execCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('exec')
    .description(
      'starts the emulator on a free port, runs a command with its addresses, returns its exit code',
    )
    .usage('-- <command> [arguments...]')
    .argument('<command...>', 'for instance: -- npm test')
    .addHelpText('after', VARIABLES)
    .action(async ([command = '', ...args]: string[]) => {
      const { addressesOf, startFrom } = await import('./emulate-run.ts');
      const emulator = await startFrom(reader({ port: '0' }, shell), shell);
      try {
        const exitCode = await shell.spawn(command, args, variablesOf(addressesOf(emulator)));
        if (exitCode === 127)
          throw new CommandError(2, `exec: there is no command ${JSON.stringify(command)}`);
        finish(exitCode);
      } finally {
        await emulator.close();
      }
    });
}

const VARIABLES = `
The command finds in its environment:
  ASTROLABE_BASE_URL, ASTROLABE_API_KEY           the destination and the key of its connector
  ASTROLABE_BLOCKING_API_KEY, ASTROLABE_RESTRICTED_API_KEY
  ASTROLABE_RECORDS_URL                           the Records API
  ASTROLABE_INGRESS_URL, ASTROLABE_WRITE_KEY      what a Segment library calls host and write key
  ASTROLABE_CONTROL_URL                           clock, traces, reset …`;

function variablesOf(
  addresses: ReturnType<typeof import('./emulate-run.ts').addressesOf>,
): Record<string, string> {
  return {
    ASTROLABE_BASE_URL: addresses.baseUrl,
    ASTROLABE_API_KEY: addresses.apiKey,
    ASTROLABE_BLOCKING_API_KEY: addresses.blockingApiKey,
    ASTROLABE_RESTRICTED_API_KEY: addresses.restrictedApiKey,
    ASTROLABE_RECORDS_URL: addresses.recordsUrl,
    ASTROLABE_INGRESS_URL: addresses.ingressUrl,
    ASTROLABE_WRITE_KEY: addresses.writeKey,
    ASTROLABE_CONTROL_URL: addresses.controlUrl,
    ...(addresses.controlToken === undefined ? {} : { ASTROLABE_CONTROL_TOKEN: addresses.controlToken }),
  };
}
