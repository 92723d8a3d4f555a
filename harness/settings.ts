/** The settings of a run: values from the command line and the environment, checked and completed. */

import { NO_PROXIES, proxyFor, readProxies } from '../proxies/index.ts';
import type { Checked } from '../schemas/index.ts';
import { keyProblem } from '../schemas/key-problem.ts';
import { isLoopback } from './address.ts';
import { type ConnectionSettings, type Outside, readHeaders, readTls } from './connection/index.ts';
import { readDuration, readNumber, readUrl } from './read-setting.ts';

/** Settings of one run. */
export interface Settings {
  /** The destination's static URL, used exactly as given. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** What the connector of `apiKey` does with free email addresses. */
  readonly apiKeyMode: 'allow' | 'block';
  readonly blockingApiKey?: string;
  readonly restrictedApiKey?: string;
  /** How requests reach the destination and its Records API. */
  readonly connection: ConnectionSettings;
  /** The URL of the Records API; without it and `adapter` the evidence is `wire`. */
  readonly recordsUrl?: string;
  /** Absolute path of a module that answers the Records API's three questions. */
  readonly adapter?: string;
  /** True if the tool itself started the destination. */
  readonly embedded: boolean;
  /** How long stored state may take to become visible, in milliseconds. */
  readonly settleMs: number;
  /** How long after the last state was found everything is looked at once more; undefined: it is not. */
  readonly lastLookMs?: number | undefined;
  /** How long one response may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How far counts, IDs and calls at once go: `short` at a rate limit, unless everything is asked for. */
  readonly form: RunForm;
  /** Requests per second; undefined for no limit. */
  readonly rate?: number;
  /** Calls and markers that may be sent; undefined for no limit. */
  readonly maxCalls?: number;
  /** How long the run may take, in milliseconds; undefined: the default of a session. */
  readonly maxTimeMs?: number | undefined;
  /** Examples that run at the same time. */
  readonly concurrency: number;
  readonly seed: number;
  /** Letters and digits; part of every identifier that the run sends. */
  readonly runId: string;
  /** True to send whole histories, out of order and with each call twice, as fast as they are accepted. */
  readonly replay: boolean;
  /** True if a SHOULD that is not met fails the run. */
  readonly strict: boolean;
  /** True to send the calls of read-back examples without reading back, and to list what a person should check. */
  readonly checklist: boolean;
}

/** How much a run plays of the examples that need many requests: `thorough` goes on to the last count that the contract promises. */
export type RunForm = 'short' | 'whole' | 'thorough';

/** The same settings as users give them; an empty string counts as not given. */
export interface LooseSettings {
  readonly baseUrl?: string;
  readonly apiKey?: string;
  readonly apiKeyMode?: string;
  readonly blockingApiKey?: string;
  readonly restrictedApiKey?: string;
  /** `NAME:VALUE` each. */
  readonly header?: readonly string[];
  /** Paths of PEM files. */
  readonly ca?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly recordsUrl?: string;
  readonly adapter?: string;
  readonly embedded?: boolean;
  readonly settle?: string;
  readonly lastLook?: string;
  readonly timeout?: string;
  readonly thorough?: boolean;
  readonly replay?: boolean;
  readonly rate?: string;
  readonly maxCalls?: string;
  readonly maxTime?: string;
  readonly concurrency?: string;
  readonly seed?: string;
  readonly runId?: string;
  readonly strict?: boolean;
  readonly checklist?: boolean;
}

const NOTHING: Outside = {
  env: {},
  read() {
    throw new Error('no file can be read here');
  },
};

const DEFAULTS = {
  settle: '5s',
  lastLook: '2s',
  timeout: '10s',
  concurrency: '32',
  remoteRate: 10,
  remoteCalls: 2000,
};

/**
 * Checks and completes settings (docs/contract.md section 5).
 *
 * Durations are `300ms`, `5s`, `2m` or a number of seconds. On loopback, rate and calls are unlimited by default;
 * elsewhere the defaults are 10 requests per second and 2000 calls.
 *
 * @param random returns a number in [0, 1); called if no seed or run id is given
 * @param outside names the proxies, which are not used for the embedded emulator, and reads files. Default: has none
 */
export function resolveSettings(
  loose: LooseSettings,
  random: () => number,
  outside: Outside = NOTHING,
): Checked<Settings> {
  const given = dropEmpty(loose);
  const problems: string[] = [];
  const report = (problem: string) => {
    problems.push(problem);
  };
  const url = readUrl('--base-url', given.baseUrl, report);
  if (given.baseUrl === undefined) report('--base-url is missing: pass the URL that Segment posts to');
  if (given.baseUrl !== undefined && given.apiKey === undefined) {
    report('--base-url needs the API key of a connector: set ASTROLABE_API_KEY or pass --api-key');
  }
  for (const [option, key] of [
    ['--api-key', given.apiKey],
    ['--blocking-api-key', given.blockingApiKey],
    ['--restricted-api-key', given.restrictedApiKey],
  ] as const) {
    const problem = key === undefined ? undefined : keyProblem(key);
    if (problem !== undefined) report(`${option} ${problem}`);
  }
  if (given.apiKeyMode !== undefined && !['allow', 'block'].includes(given.apiKeyMode)) {
    report(`--api-key-mode must be "allow" or "block", not ${JSON.stringify(given.apiKeyMode)}`);
  }
  const headers = readHeaders(given.header ?? [], '--header');
  if ('problems' in headers) problems.push(...headers.problems);
  const tls = readTls(given, outside);
  if ('problems' in tls) problems.push(...tls.problems);
  const recordsUrl = readUrl('--records-url', given.recordsUrl, report);
  const proxies = given.embedded === true ? NO_PROXIES : readProxies(outside.env);
  for (const used of [url, recordsUrl]) {
    const proxy = used && proxyFor(used, proxies);
    if (proxy !== undefined && 'problem' in proxy && !problems.includes(proxy.problem)) report(proxy.problem);
  }
  if (given.recordsUrl !== undefined && given.adapter !== undefined) {
    report('--records-url and --adapter cannot be combined: pass one of them');
  }
  if (given.checklist === true && (given.recordsUrl !== undefined || given.adapter !== undefined)) {
    report('--checklist is for runs without read-back: remove it, or remove --records-url and --adapter');
  }
  const settleMs = readDuration('--settle', given.settle ?? DEFAULTS.settle, report);
  const lastLook = given.lastLook ?? (given.embedded === true ? NO_LAST_LOOK : DEFAULTS.lastLook);
  const lastLookMs =
    lastLook === NO_LAST_LOOK
      ? undefined
      : readDuration('--last-look', lastLook, report, `, or ${NO_LAST_LOOK}`);
  const timeoutMs = readDuration('--timeout', given.timeout ?? DEFAULTS.timeout, report);
  const rate = readNumber('--rate', given.rate, { above: 0 }, report);
  const maxCalls = readNumber('--max-calls', given.maxCalls, { least: 1 }, report);
  const maxTimeMs =
    given.maxTime === undefined ? undefined : readDuration('--max-time', given.maxTime, report);
  const concurrency = readNumber(
    '--concurrency',
    given.concurrency ?? DEFAULTS.concurrency,
    { least: 1, most: 64 },
    report,
  );
  const seed = readNumber('--seed', given.seed, { least: 0 }, report);
  if (given.runId !== undefined && !/^[A-Za-z0-9]{1,16}$/.test(given.runId)) {
    report(`--run-id must be 1 to 16 letters or digits, not ${JSON.stringify(given.runId)}`);
  }
  if (problems.length > 0 || url === undefined) return { problems };
  const isRemote = !isLoopback(url);
  const limit = rate ?? (isRemote ? DEFAULTS.remoteRate : undefined);
  return {
    value: {
      baseUrl: given.baseUrl ?? '',
      apiKey: given.apiKey ?? '',
      apiKeyMode: given.apiKeyMode === 'block' ? 'block' : 'allow',
      blockingApiKey: given.blockingApiKey,
      restrictedApiKey: given.restrictedApiKey,
      connection: {
        headers: 'value' in headers ? headers.value : {},
        proxies,
        tls: 'value' in tls ? tls.value : undefined,
      },
      recordsUrl: given.recordsUrl,
      adapter: given.adapter,
      embedded: given.embedded === true,
      settleMs: settleMs ?? 0,
      lastLookMs,
      timeoutMs: timeoutMs ?? 0,
      form: formOf(given.thorough === true, limit),
      replay: given.replay === true,
      rate: limit,
      maxCalls: maxCalls ?? (isRemote ? DEFAULTS.remoteCalls : undefined),
      maxTimeMs,
      concurrency: concurrency ?? 1,
      seed: seed ?? Math.floor(random() * 2 ** 31),
      runId: given.runId ?? randomRunId(random),
      strict: given.strict === true,
      checklist: given.checklist === true,
    },
  };
}

function formOf(isThorough: boolean, rate: number | undefined): RunForm {
  if (isThorough) return 'thorough';
  return rate === undefined ? 'whole' : 'short';
}

/** What `--last-look` is to leave the last look out. */
const NO_LAST_LOOK = '0';

function dropEmpty(loose: LooseSettings): LooseSettings {
  return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined && value !== ''));
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

function randomRunId(random: () => number): string {
  return Array.from({ length: 10 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}
