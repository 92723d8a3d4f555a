/** What a run was told: loose values from argv and environment in, strict settings or sentences out. */
import type { Checked } from '../schemas/index.ts';
import { isLoopback } from './address.ts';

/** Settings of one run. Plain JSON, so that they pass through cucumber's world parameters unharmed. */
export interface Settings {
  /** The destination's static URL, taken as it is. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** What the connector of `apiKey` does with free email addresses. */
  readonly apiKeyMode: 'allow' | 'block';
  readonly blockingApiKey?: string;
  readonly restrictedApiKey?: string;
  /** Where the Records API is served; with neither this nor `adapter` the evidence is `wire`. */
  readonly recordsUrl?: string;
  /** Absolute path of a module that answers the Records API's three questions. */
  readonly adapter?: string;
  /** True where the tool itself started the destination. */
  readonly embedded: boolean;
  /** How long stored state may take to become visible, in milliseconds. */
  readonly settleMs: number;
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Requests a second; absent means no limit. */
  readonly rate?: number;
  /** Calls and markers that may be sent; absent means no limit. */
  readonly maxCalls?: number;
  /** Examples that run at the same time. */
  readonly concurrency: number;
  readonly seed: number;
  /** Letters and digits; part of every identifier that the run writes. */
  readonly runId: string;
  /** An unmet SHOULD fails. */
  readonly strict: boolean;
  /** Without read-back: send the calls all the same and list what a person should see. */
  readonly checklist: boolean;
}

/** The same settings as people give them; empty strings count as not given. */
export interface LooseSettings {
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly apiKeyMode?: string | undefined;
  readonly blockingApiKey?: string | undefined;
  readonly restrictedApiKey?: string | undefined;
  readonly recordsUrl?: string | undefined;
  readonly adapter?: string | undefined;
  readonly embedded?: boolean | undefined;
  readonly settle?: string | undefined;
  readonly timeout?: string | undefined;
  readonly rate?: string | undefined;
  readonly maxCalls?: string | undefined;
  readonly concurrency?: string | undefined;
  readonly seed?: string | undefined;
  readonly runId?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly checklist?: boolean | undefined;
}

const DEFAULTS = { settle: '5s', timeout: '10s', concurrency: '32', remoteRate: 10, remoteCalls: 1000 };

/**
 * Checks and completes settings (docs/contract.md section 5).
 *
 * Durations are `300ms`, `5s`, `2m` or a bare number of seconds. On loopback rate and calls are unlimited; else there
 * are ten requests a second and a thousand calls at most, unless told otherwise.
 *
 * @param random a number in [0, 1), used where no seed or run id is given
 */
export function resolveSettings(loose: LooseSettings, random: () => number): Checked<Settings> {
  const given = dropEmpty(loose);
  const problems: string[] = [];
  const complain = (sentence: string) => {
    problems.push(sentence);
  };
  const url = readUrl('--base-url', given.baseUrl, complain);
  if (given.baseUrl === undefined)
    complain('--base-url is missing: give the URL to which Segment would POST');
  if (given.baseUrl !== undefined && given.apiKey === undefined) {
    complain('--base-url needs the key of a connector: set ASTROLABE_API_KEY (or give --api-key)');
  }
  if (given.apiKeyMode !== undefined && !['allow', 'block'].includes(given.apiKeyMode)) {
    complain(`--api-key-mode is "allow" or "block", not ${JSON.stringify(given.apiKeyMode)}`);
  }
  readUrl('--records-url', given.recordsUrl, complain);
  if (given.recordsUrl !== undefined && given.adapter !== undefined) {
    complain('--records-url and --adapter are two ways to the same evidence: give one of them');
  }
  if (given.checklist === true && (given.recordsUrl !== undefined || given.adapter !== undefined)) {
    complain('--checklist is for endpoints without read-back: leave it out, or --records-url and --adapter');
  }
  const settleMs = readDuration('--settle', given.settle ?? DEFAULTS.settle, complain);
  const timeoutMs = readDuration('--timeout', given.timeout ?? DEFAULTS.timeout, complain);
  const rate = readNumber('--rate', given.rate, { above: 0 }, complain);
  const maxCalls = readNumber('--max-calls', given.maxCalls, { above: 0, whole: true }, complain);
  const concurrency = readNumber(
    '--concurrency',
    given.concurrency ?? DEFAULTS.concurrency,
    { above: 0, whole: true, atMost: 64 },
    complain,
  );
  const seed = readNumber('--seed', given.seed, { above: -1, whole: true }, complain);
  if (given.runId !== undefined && !/^[A-Za-z0-9]{1,16}$/.test(given.runId)) {
    complain(`--run-id is 1 to 16 letters and digits, not ${JSON.stringify(given.runId)}`);
  }
  if (problems.length > 0 || url === undefined) return { problems };
  const isRemote = !isLoopback(url);
  return {
    value: {
      baseUrl: given.baseUrl ?? '',
      apiKey: given.apiKey ?? '',
      apiKeyMode: given.apiKeyMode === 'block' ? 'block' : 'allow',
      blockingApiKey: given.blockingApiKey,
      restrictedApiKey: given.restrictedApiKey,
      recordsUrl: given.recordsUrl?.replace(/\/+$/, ''),
      adapter: given.adapter,
      embedded: given.embedded === true,
      settleMs: settleMs ?? 0,
      timeoutMs: timeoutMs ?? 0,
      rate: rate ?? (isRemote ? DEFAULTS.remoteRate : undefined),
      maxCalls: maxCalls ?? (isRemote ? DEFAULTS.remoteCalls : undefined),
      concurrency: concurrency ?? 1,
      seed: seed ?? Math.floor(random() * 2 ** 31),
      runId: given.runId ?? randomRunId(random),
      strict: given.strict === true,
      checklist: given.checklist === true,
    },
  };
}

type Complain = (sentence: string) => void;

function dropEmpty(loose: LooseSettings): LooseSettings {
  return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined && value !== ''));
}

function readUrl(option: string, text: string | undefined, complain: Complain): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    complain(
      `${option} is not an http or https URL: ${JSON.stringify(text)}; write for instance https://host/path`,
    );
    return undefined;
  }
  if (url.username !== '' || url.password !== '') {
    complain(`${option} must not carry a user name or password: the key goes into ASTROLABE_API_KEY`);
    return undefined;
  }
  return url;
}

/**
 * Milliseconds of `300ms`, `5s`, `2m` or a bare number of seconds.
 *
 * @returns undefined for anything else, and for nothing at all
 */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  return digits === undefined || Number(digits) <= 0
    ? undefined
    : Number(digits) * (UNITS[unit ?? 's'] ?? 1000);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function readDuration(option: string, text: string, complain: Complain): number | undefined {
  const ms = parseDuration(text);
  if (ms === undefined)
    complain(`${option} is a duration such as 300ms, 5s or 2m, not ${JSON.stringify(text)}`);
  return ms;
}

function readNumber(
  option: string,
  text: string | undefined,
  bounds: { above: number; atMost?: number; whole?: boolean },
  complain: Complain,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const { above, atMost = Number.MAX_SAFE_INTEGER, whole = false } = bounds;
  if (value > above && value <= atMost && (!whole || Number.isInteger(value))) return value;
  const range =
    atMost === Number.MAX_SAFE_INTEGER ? `above ${above}` : `above ${above} and at most ${atMost}`;
  complain(`${option} is a ${whole ? 'whole ' : ''}number ${range}, not ${JSON.stringify(text)}`);
  return undefined;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

function randomRunId(random: () => number): string {
  return Array.from({ length: 10 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}
