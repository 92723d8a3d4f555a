/** Opens worlds: at a control URL, or in an emulator that is started for this process. */
import { ask, ControlError, EmulatorUnreachable, type FetchLike, type Reach } from './requests/index.ts';
import { type TestWorld, type WorldAddresses, worldAt } from './world.ts';

/** How a world is opened; all options are optional. */
export interface WorldOptions {
  /** A name for people, such as the title of the test; the first 200 characters count. */
  readonly name?: string;
  /** Seed of the ids that the world makes, and of the jitter between retries. Default: random ids. */
  readonly seed?: number;
  /**
   * `real`; `frozen` at the time of the opening; or a Date or ISO 8601, at which it is frozen. Default: as the emulator was
   * started, `real` in the emulator of the process.
   */
  readonly clock?: 'real' | 'frozen' | (string & {}) | Date;
  /** Settings of undocumented behaviours by name, as `emulate --list choices` prints them. */
  readonly choices?: { readonly [name: string]: string };
  /**
   * How long the world lives after its last use, if nothing closes it: `'10m'`, or milliseconds. Default: until 10,000
   * other worlds were used more recently.
   */
  readonly ttl?: string | number;
  /**
   * The control plane of an emulator, such as `http://127.0.0.1:4100/_emulator`. Default: `ASTROLABE_CONTROL_URL`; else, in
   * Node, an emulator that is started for this process at first use.
   */
  readonly controlUrl?: string;
  /** The token that this control plane requires. Default: `ASTROLABE_CONTROL_TOKEN`. */
  readonly controlToken?: string;
  /** What requests are sent with. Default: the `fetch` that the platform had when this module was loaded. */
  readonly fetch?: FetchLike;
}

/** What the client takes from its surroundings. */
export interface Surroundings {
  readonly controlUrl: string | undefined;
  readonly controlToken: string | undefined;
  readonly fetch: FetchLike | undefined;
  /** Starts an emulator on a free port; undefined where that is not possible, as in a browser. */
  readonly startEmbedded:
    | (() => Promise<{ readonly controlUrl: string; readonly controlToken?: string | undefined }>)
    | undefined;
}

const NAMES: readonly (keyof WorldOptions)[] = [
  ...(['name', 'seed', 'clock', 'choices', 'ttl', 'controlUrl', 'controlToken', 'fetch'] as const),
];

/** Makes the function that opens worlds. It starts one emulator at most. */
export function createOpenWorld(surroundings: Surroundings): (options?: WorldOptions) => Promise<TestWorld> {
  const { startEmbedded } = surroundings;
  let embedded: ReturnType<NonNullable<typeof startEmbedded>> | undefined;

  const reachFor = async (options: WorldOptions): Promise<Reach> => {
    const fetch = options.fetch ?? surroundings.fetch;
    if (fetch === undefined) throw new TypeError(NO_FETCH);
    const controlUrl = options.controlUrl ?? surroundings.controlUrl;
    if (controlUrl !== undefined) {
      return { url: usableUrl(controlUrl), token: options.controlToken ?? surroundings.controlToken, fetch };
    }
    if (startEmbedded === undefined) throw new TypeError(NO_EMULATOR);
    embedded ??= startEmbedded();
    try {
      const { controlUrl: url, controlToken: token } = await embedded;
      return { url, token, fetch };
    } catch (error) {
      embedded = undefined;
      throw error;
    }
  };

  return async (options = {}) => {
    refuseUnknown(options);
    const reach = await reachFor(options);
    const { name, seed, clock, choices, ttl } = options;
    const body = {
      // Titles of tests may be empty, and longer than a name may be.
      name: name?.slice(0, LONGEST_NAME) || undefined,
      seed,
      clock: clock instanceof Date ? clock.toISOString() : clock,
      choices,
      ttl,
    };
    const { world } = await ask<{ readonly world?: WorldAddresses }>(reach, 'POST', '/worlds', {
      body,
    }).catch((error: unknown) => {
      throw asUnreachable(error, reach.url);
    });
    if (typeof world?.id === 'string') return worldAt(world, reach);
    throw new EmulatorUnreachable(notAnEmulator(reach.url, 'it answered POST /worlds without a world'));
  };
}

/** Characters of the name of a world. */
const LONGEST_NAME = 200;

const NO_FETCH =
  'openWorld needs fetch, which this environment does not have (jest-environment-jsdom is one without): pass fetch, or use an environment with it';

const NO_EMULATOR =
  'openWorld needs the control URL of an emulator here, because a browser cannot start one: start it with npx astrolabe-conformance emulate --allowed-origin and the origin of this page, and pass its control URL as controlUrl';

function usableUrl(controlUrl: unknown): string {
  const url = typeof controlUrl === 'string' && URL.canParse(controlUrl) ? new URL(controlUrl) : undefined;
  if (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.search + url.hash === ''
  ) {
    return url.href.replace(/\/+$/, '');
  }
  throw new TypeError(
    `controlUrl (ASTROLABE_CONTROL_URL) must be an http or https address such as http://127.0.0.1:4100/_emulator, without a query and a password, not ${JSON.stringify(controlUrl)}`,
  );
}

/** Something at this address answers in the emulator's form, but has no worlds. */
function asUnreachable(error: unknown, url: string): unknown {
  const isMissing = error instanceof ControlError && (error.code === 'not-found' || error.status === 405);
  return isMissing
    ? new EmulatorUnreachable(notAnEmulator(url, `it answered ${error.status}: ${error.answer}`), {
        cause: error,
      })
    : error;
}

function notAnEmulator(url: string, why: string): string {
  return `what answers at ${url} is not the control plane of an emulator with worlds (${why}): pass the control URL that emulate prints, which ends with /_emulator`;
}

/** Programs in plain JavaScript have no compiler that checks them. */
function refuseUnknown(options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`openWorld takes an object with ${NAMES.join(', ')}, not ${JSON.stringify(options)}`);
  }
  for (const name of Object.keys(options)) {
    if ((NAMES as readonly string[]).includes(name)) continue;
    throw new TypeError(`openWorld has no option ${JSON.stringify(name)}: write one of ${NAMES.join(', ')}`);
  }
}
