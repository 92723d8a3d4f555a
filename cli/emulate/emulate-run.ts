/** What `emulate` does: starts, tells, and stays until it is told to stop. */
import {
  type Emulator,
  type InstanceOptions,
  InvalidOptions,
  type Logger,
  startEmulator,
} from '../../emulator/index.ts';
import { parseDuration } from '../../harness/settings.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';

/** @returns 0 once it was told to stop */
export async function runEmulate(options: OptionReader, shell: Shell): Promise<number> {
  const emulator = await startFrom(options, shell);
  shell.out(
    options.flag('json')
      ? `${JSON.stringify(addressesOf(emulator))}\n`
      : greeting(emulator, options.text('forwardTo')),
  );
  await untilStopped(shell);
  await emulator.close();
  shell.err(farewell(emulator, options.text('dataDir')));
  return 0;
}

/** Further signals change nothing: a terminal and npx each pass one on, and the end is a second away. */
function untilStopped(shell: Shell): Promise<void> {
  return new Promise((stop) => {
    const listen = () => {
      const forget = shell.onStop(() => {
        forget();
        listen();
        stop();
      });
    };
    listen();
  });
}

/** @throws CommandError with exit code 2 where an option cannot be used */
export async function startFrom(options: OptionReader, shell: Pick<Shell, 'err'>): Promise<Emulator> {
  const port = options.text('port');
  if (port !== undefined && !/^\d+$/.test(port)) {
    throw new CommandError(2, `--port is a number from 0 to 65535, not ${JSON.stringify(port)}`);
  }
  try {
    return await startEmulator({
      port: port === undefined ? undefined : Number(port),
      host: options.text('host'),
      allowedHosts: options.list('allowedHost'),
      controlToken: options.text('controlToken'),
      apiKey: options.text('apiKey'),
      blockingApiKey: options.text('blockingApiKey'),
      restrictedApiKey: options.text('restrictedApiKey'),
      writeKey: options.text('writeKey'),
      choices: choicesFrom(options.list('choice')),
      defects: options.list('defect'),
      variants: options.list('variant'),
      forwardTo: options.text('forwardTo'),
      forwardApiKey: options.text('forwardApiKey'),
      timeout: timeoutFrom(options.text('timeout')),
      clock: clockFrom(options.text('clock')),
      instances: options.list('instance').map(instanceFrom),
      dataDir: options.text('dataDir'),
      logger: createLogger(shell),
      version: readTool().version,
    });
  } catch (error) {
    throw asCommandError(error, port ?? '4100');
  }
}

/** One line for what goes wrong, and none for what goes wrong again and again. */
function createLogger(shell: Pick<Shell, 'err'>): Logger {
  let last = '';
  return {
    error(message, details) {
      const reason = details instanceof Error ? `: ${details.message}` : '';
      const line = `${message}${reason}\n`;
      if (line !== last) shell.err(line);
      last = line;
    },
  };
}

function timeoutFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === undefined)
    throw new CommandError(2, `--timeout is a duration such as 300ms, 5s or 2m, not ${JSON.stringify(text)}`);
  return ms;
}

function clockFrom(text: string | undefined): 'real' | 'frozen' | undefined {
  if (text === undefined || text === 'real' || text === 'frozen') return text;
  throw new CommandError(2, `--clock is real or frozen, not ${JSON.stringify(text)}`);
}

function instanceFrom(text: string): InstanceOptions {
  const pairs = text.split(',').map((pair) => /^(name|apiKey|endpoint)=(.*)$/.exec(pair.trim()));
  if (pairs.some((pair) => pair === null)) {
    throw new CommandError(2, `--instance is name=…,apiKey=…,endpoint=…, not ${JSON.stringify(text)}`);
  }
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]));
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

/** The addresses and keys of a running emulator by the names that its JSON line uses. */
export function addressesOf({ core: _, close: __, ...addresses }: Emulator) {
  return addresses;
}

function greeting(emulator: Emulator, forwardTo: string | undefined): string {
  const { url, baseUrl, recordsUrl, ingressUrl, controlUrl, apiKey, writeKey, controlToken } = emulator;
  const calls = forwardTo === undefined ? 'the built-in destination' : forwardTo;
  const bearer = controlToken === undefined ? '' : ` -H 'authorization: Bearer ${controlToken}'`;
  return `The emulator is ready at ${url}

  ingress       ${ingressUrl}/v1          calls go to ${calls}
  destination   ${baseUrl}
  records       ${recordsUrl}
  control       ${controlUrl}

  ASTROLABE_WRITE_KEY=${writeKey}
  ASTROLABE_API_KEY=${apiKey}
  ASTROLABE_BLOCKING_API_KEY=${emulator.blockingApiKey}
  ASTROLABE_RESTRICTED_API_KEY=${emulator.restrictedApiKey}
${controlToken === undefined ? '' : `  ASTROLABE_CONTROL_TOKEN=${controlToken}\n`}
Point a Segment library at it:

  Node      new Analytics({ writeKey: '${writeKey}', host: '${ingressUrl}' })
  browser   AnalyticsBrowser.load(
              { writeKey: '${writeKey}', cdnURL: '${ingressUrl}' },
              { integrations: { 'Segment.io': { apiHost: '${new URL(ingressUrl).host}/v1', protocol: 'http' } } })

See what was stored, and what became of each call:

  curl -u ${apiKey}: '${recordsUrl}/users?userId=userId123'
  curl${bearer} '${controlUrl}/traces?userId=userId123'

Ctrl-C stops it.
`;
}

/** What became of the calls that had not been delivered, for whoever stopped it to know; empty where there are none. */
function farewell(emulator: Emulator, dataDir: string | undefined): string {
  const waiting = Object.values(emulator.core.engine.counts()).reduce(
    (sum, { queued, awaitingRetry, underWay }) => sum + queued + awaitingRetry + underWay,
    0,
  );
  if (waiting === 0) return '';
  const [what, verb, it] = waiting === 1 ? ['delivery was', 'is', 'it'] : ['deliveries were', 'are', 'them'];
  const end = dataDir === undefined ? `lost: --data-dir would keep ${it}` : `kept in ${dataDir}`;
  return `${waiting} ${what} still waiting, and ${verb} ${end}.\n`;
}
