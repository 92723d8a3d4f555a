/** What `emulate` does: starts, prints its addresses, and runs until it is stopped. */
import { resolve } from 'node:path';
import {
  type Emulator,
  type EmulatorOptions,
  type InstanceOptions,
  InvalidOptions,
  type Logger,
} from '../../emulator/index.ts';
import { type Grader, startWithCore } from '../../emulator/start.ts';
import { parseDuration } from '../../harness/read-setting.ts';
import { type ShellLines, shellLinesFor } from '../../safe-text/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import type { EmulateOptions, EmulatorValues } from './emulate.ts';
import { graderFor } from './grader-for.ts';
import { renderBehaviours } from './list-behaviours.ts';
import type { CallLog } from './log/index.ts';
import { runRepair } from './repair.ts';
import { snapshotFrom } from './snapshot-file.ts';
import { type ServedCertificate, tlsFilesOf } from './tls-files.ts';

/** @returns 0 after it was stopped */
export async function runEmulate(options: EmulateOptions, shell: Shell): Promise<number> {
  if (options.list !== undefined) {
    shell.out(renderBehaviours(options.list, options.json));
    return 0;
  }
  if (options.repair) return runRepair(options, shell);
  const tls = tlsFilesOf(options, shell.cwd);
  const certificate = tls?.made ?? (options.tlsCert && resolve(shell.cwd, options.tlsCert));
  const grader = graderFor(options, shell, certificate, () => started.emulator);
  let started: Awaited<ReturnType<typeof startWithCore>>;
  try {
    started = await startFrom(options, options.port, shell, tls, grader);
    const { emulator, core } = started;
    const log = await logOf(options, started, shell);
    const tlsCert = tls?.made;
    shell.out(
      options.json
        ? `${JSON.stringify({ ...addressesOf(emulator), tlsCert })}\n`
        : greeting(emulator, options.forwardTo, tlsCert, shellLinesFor(shell.env)),
    );
    await untilStopped(shell);
    await emulator.close();
    await log?.end();
    shell.err(farewell(waitingIn(core), options.dataDir));
    return 0;
  } finally {
    tls?.remove();
  }
}

/** Further signals change nothing: a terminal and npx each pass one on, and stopping takes a second at most. */
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

/** @throws CommandError with exit code 2 if an option cannot be used */
export async function startFrom(
  options: EmulatorValues,
  port: number,
  shell: Pick<Shell, 'cwd' | 'env' | 'err'>,
  tls?: ServedCertificate,
  grader?: Grader,
): ReturnType<typeof startWithCore> {
  try {
    const given: EmulatorOptions = {
      port,
      tls: tls && { cert: tls.cert, key: tls.key },
      host: options.host,
      allowedHosts: options.allowedHost,
      allowedOrigins: options.allowedOrigin,
      controlToken: options.controlToken,
      apiKey: options.apiKey,
      blockingApiKey: options.blockingApiKey,
      restrictedApiKey: options.restrictedApiKey,
      writeKey: options.writeKey,
      forwardTo: options.forwardTo,
      forwardApiKey: options.forwardApiKey,
      choices: choicesFrom(options.choice),
      defects: options.defect,
      variants: options.variant,
      clock: options.clock,
      dataDir: options.dataDir,
      snapshot: snapshotFrom(options, shell.cwd),
      bodies: !options.noBodies,
      timeout: millisecondsFrom(options.timeout),
      // The schema of the configuration file has checked it.
      instances: options.instances as readonly InstanceOptions[] | undefined,
      env: shell.env,
      logger: createLogger(shell),
      version: readTool().version,
    };
    return await startWithCore(given, grader);
  } catch (error) {
    throw asCommandError(error, port);
  }
}

/** The log of calls, if it is asked for. */
export async function logOf(
  { log, logFormat }: Pick<EmulatorValues, 'log' | 'logFormat'>,
  { watch }: Pick<Awaited<ReturnType<typeof startWithCore>>, 'watch'>,
  shell: Shell,
): Promise<CallLog | undefined> {
  if (!log && logFormat !== 'json') return undefined;
  const { createCallLog } = await import('./log/index.ts');
  const made = createCallLog({ format: logFormat }, shell);
  watch((own, world) =>
    made.watcherOf({
      now: own.clock.now,
      firstInstance: own.instances.list()[0]?.id,
      world,
      hideKeys: own.hideKeys,
    }),
  );
  return made;
}

/** One line per error; an error that repeats the one before it is left out. */
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

function millisecondsFrom(timeout: string): number {
  const ms = parseDuration(timeout);
  if (ms !== undefined) return ms;
  throw new CommandError(
    2,
    `--timeout must be a duration such as 300ms, 5s or 2m, not ${JSON.stringify(timeout)}`,
  );
}

function choicesFrom(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (name !== undefined && value !== undefined) return [name, value];
      throw new CommandError(2, `--choice must be NAME=VALUE, not ${JSON.stringify(pair)}`);
    }),
  );
}

function asCommandError(error: unknown, port: number): unknown {
  if (error instanceof InvalidOptions) return new CommandError(2, error.message);
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') {
    return new CommandError(
      2,
      `port ${port} is in use: choose another with --port, or --port 0 for a free one`,
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CommandError(
      2,
      `the emulator cannot listen on this address (${code}): check --host and --port`,
    );
  }
  return error;
}

/** The addresses and keys of a running emulator, named as in its line of JSON. */
export function addressesOf(emulator: Emulator) {
  const { url, baseUrl, recordsUrl, ingressUrl, controlUrl } = emulator;
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey, controlToken } = emulator;
  return {
    url,
    baseUrl,
    recordsUrl,
    ingressUrl,
    controlUrl,
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    controlToken,
  };
}

function greeting(
  emulator: Emulator,
  forwardTo: string | undefined,
  tlsCert: string | undefined,
  { curl, word, assign }: ShellLines,
): string {
  const { url, baseUrl, recordsUrl, ingressUrl, controlUrl, apiKey, writeKey, controlToken } = emulator;
  const calls = forwardTo ?? 'the built-in destination';
  const bearer = controlToken === undefined ? '' : ` -H ${word(`authorization: Bearer ${controlToken}`)}`;
  const { host, protocol } = new URL(ingressUrl);
  const variables = {
    ASTROLABE_WRITE_KEY: writeKey,
    ASTROLABE_API_KEY: apiKey,
    ASTROLABE_BLOCKING_API_KEY: emulator.blockingApiKey,
    ASTROLABE_RESTRICTED_API_KEY: emulator.restrictedApiKey,
    ASTROLABE_CONTROL_TOKEN: controlToken,
    NODE_EXTRA_CA_CERTS: tlsCert,
  };
  const trust =
    tlsCert === undefined
      ? ''
      : `
Its certificate is ${tlsCert} until it stops. Clients must trust it:
NODE_EXTRA_CA_CERTS for Node and the commands here, --cacert for curl.
`;
  return `The emulator is ready at ${url}
${trust}
  ingress       ${ingressUrl}/v1          calls go to ${calls}
  destination   ${baseUrl}
  records       ${recordsUrl}
  control       ${controlUrl}

${Object.entries(variables)
  .map(([name, value]) => (value === undefined ? '' : `  ${assign(name, value)}\n`))
  .join('')}
Point a Segment library at it:

  Node      new Analytics({ writeKey: '${writeKey}', host: '${ingressUrl}' })
  browser   AnalyticsBrowser.load(
              { writeKey: '${writeKey}', cdnURL: '${ingressUrl}' },
              { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol.slice(0, -1)}' } } })

See what was stored, and what happened to each call:

  ${curl} -u ${word(`${apiKey}:`)} ${word(`${recordsUrl}/users?userId=userId123`)}
  ${curl}${bearer} ${word(`${controlUrl}/traces?userId=userId123`)}

Ctrl-C stops it.
`;
}

type WaitingCounts = Readonly<
  Record<string, { readonly queued: number; readonly awaitingRetry: number; readonly underWay: number }>
>;

/** How many deliveries have not ended. */
export function waitingIn(...cores: readonly { readonly engine: { counts(): WaitingCounts } }[]): number {
  return cores
    .flatMap(({ engine }) => Object.values(engine.counts()))
    .reduce((sum, { queued, awaitingRetry, underWay }) => sum + queued + awaitingRetry + underWay, 0);
}

/** What happens to deliveries that were still waiting; empty if there are none. */
function farewell(waiting: number, dataDir: string | undefined): string {
  if (waiting === 0) return '';
  const [what, it] = waiting === 1 ? ['1 delivery was', 'it'] : [`${waiting} deliveries were`, 'them'];
  return dataDir === undefined
    ? `${what} still waiting and ${waiting === 1 ? 'is' : 'are'} lost; --data-dir would keep ${it}.\n`
    : `${what} still waiting and ${waiting === 1 ? 'is' : 'are'} kept in ${dataDir}.\n`;
}
