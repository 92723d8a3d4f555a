/** What `emulate` does: starts, tells, and stays until it is told to stop. */
import { type Emulator, InvalidOptions, startEmulator } from '../emulator/index.ts';
import type { OptionReader } from './options.ts';
import { CommandError, type Shell } from './shell.ts';
import { readTool } from './version.ts';

/** @returns 0 once it was told to stop */
export async function runEmulate(options: OptionReader, shell: Shell): Promise<number> {
  const emulator = await start(options);
  shell.out(options.flag('json') ? `${JSON.stringify(addressesOf(emulator))}\n` : greeting(emulator));
  await new Promise<void>((stop) => {
    shell.onStop(() => stop());
  });
  await emulator.close();
  return 0;
}

async function start(options: OptionReader): Promise<Emulator> {
  const port = options.text('port');
  if (port !== undefined && !/^\d+$/.test(port)) {
    throw new CommandError(2, `--port is a number from 0 to 65535, not ${JSON.stringify(port)}`);
  }
  try {
    return await startEmulator({
      port: port === undefined ? undefined : Number(port),
      host: options.text('host'),
      apiKey: options.text('apiKey'),
      blockingApiKey: options.text('blockingApiKey'),
      restrictedApiKey: options.text('restrictedApiKey'),
      writeKey: options.text('writeKey'),
      choices: choicesFrom(options.list('choice')),
      version: readTool().version,
    });
  } catch (error) {
    throw asCommandError(error, port ?? '4100');
  }
}

function choicesFrom(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (name !== undefined && value !== undefined) return [name, value];
      throw new CommandError(2, `--choice is NAME=VALUE, not ${JSON.stringify(pair)}`);
    }),
  );
}

function asCommandError(error: unknown, port: string): unknown {
  if (error instanceof InvalidOptions) return new CommandError(2, error.message);
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') {
    return new CommandError(2, `port ${port} is taken: give another with --port, or --port 0 for a free one`);
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CommandError(2, `the emulator cannot listen there (${code}): see --host and --port`);
  }
  return error;
}

function addressesOf({
  url,
  baseUrl,
  recordsUrl,
  ingressUrl,
  apiKey,
  blockingApiKey,
  restrictedApiKey,
  writeKey,
}: Emulator) {
  return {
    url,
    baseUrl,
    recordsUrl,
    ingressUrl,
    controlUrl: `${url}/_emulator`,
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
  };
}

function greeting(emulator: Emulator): string {
  const { url, baseUrl, recordsUrl, ingressUrl, apiKey, blockingApiKey, restrictedApiKey, writeKey } =
    emulator;
  return `The emulator is ready at ${url}

  destination   ${baseUrl}
  records       ${recordsUrl}/users?userId=…
  ingress       ${ingressUrl}/v1/batch
  control       ${url}/_emulator/ready

  ASTROLABE_API_KEY=${apiKey}
  ASTROLABE_BLOCKING_API_KEY=${blockingApiKey}
  ASTROLABE_RESTRICTED_API_KEY=${restrictedApiKey}

Point a Segment library at it, for instance analytics-node:

  new Analytics({ writeKey: '${writeKey}', host: '${ingressUrl}' })

See what arrived:

  curl -u ${apiKey}: '${recordsUrl}/users?userId=userId123'

Ctrl-C stops it.
`;
}
