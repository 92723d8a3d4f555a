/** The options of `verify` and `conformanceTests` in a program. */

/**
 * Options as on the command line of `verify`, in camelCase, with the same defaults: `npx astrolabe-conformance verify
 * --help` and docs/options.md say what each of them does. A duration is a text with its unit (`300ms`, `5s`, `2m`);
 * paths are relative to `cwd`.
 *
 * Options of the command line that a program has no use for: `json`, because the record is returned; `dryRun`, because
 * it only prints; `watch`, because a test runner watches files by itself.
 */
export interface ConformanceOptions {
  /** The destination's static URL. Default, only if the option is left out: the embedded emulator. */
  readonly baseUrl?: string;
  /** The API key of its connector; needed with `baseUrl`. */
  readonly apiKey?: string | undefined;
  /** What that connector does with addresses of free email providers. Default: `allow`. */
  readonly apiKeyMode?: 'allow' | 'block' | undefined;
  /** The key of a connector that blocks free email providers. Default: its clauses are not applicable. */
  readonly blockingApiKey?: string | undefined;
  /** A valid key without permission. Default: its clause is not applicable. */
  readonly restrictedApiKey?: string | undefined;
  /** Must be true to send test data to an endpoint on another machine. */
  readonly yes?: boolean | undefined;
  /** Headers for every request, `NAME:VALUE` each. */
  readonly header?: string | readonly string[] | undefined;
  /** Path of certificates (PEM) of authorities to trust, besides the usual ones. */
  readonly ca?: string | undefined;
  /** Path of the certificate (PEM) that this client shows. */
  readonly clientCert?: string | undefined;
  /** Path of its private key (PEM). Default: in the file of `clientCert`. */
  readonly clientKey?: string | undefined;
  /** Path of a configuration file. Default: none is read. */
  readonly config?: string | undefined;
  /** One of the targets in the file of `config`. */
  readonly target?: string | undefined;
  /** Where the destination serves the Records API. Without it and `adapter`, only responses are graded. */
  readonly recordsUrl?: string | undefined;
  /** Path of a module that answers the questions of the Records API. */
  readonly adapter?: string | undefined;
  /** How long stored state may take to become visible. Default: `5s`. */
  readonly settle?: string | undefined;
  /** How long after it was stored everything is read once more; 0 for never. Default: `2s`; 0 for the emulator. */
  readonly lastLook?: string | 0 | undefined;
  /** Without read-back: sends the calls, and lists in the record what a person should see. */
  readonly checklist?: boolean | undefined;
  /** How long one response may take. Default: `10s`. */
  readonly timeout?: string | undefined;
  /** Requests per second. Default: unlimited on loopback, else 10. */
  readonly rate?: number | string | undefined;
  /** Calls that may be sent. Default: unlimited on loopback, else 2000. */
  readonly maxCalls?: number | string | undefined;
  /** How long the run may take. Default: `30m`, and what exploring may take. */
  readonly maxTime?: string | undefined;
  /** Plays every example to its end, also at a rate limit. */
  readonly thorough?: boolean | undefined;
  /** Also replays histories: out of order, each call twice, as fast as they are accepted. */
  readonly replay?: boolean | undefined;
  /** Examples that run at the same time. Default: 32. */
  readonly concurrency?: number | string | undefined;
  /** Drives the values of the calls. Default: random. */
  readonly seed?: number | string | undefined;
  /** Part of every identifier that the run writes. Default: random. */
  readonly runId?: string | undefined;
  /** Only these clauses: `AST-IDENT-*`. Default: all. */
  readonly clauses?: string | readonly string[] | undefined;
  /** Only these examples: `AST-IDENT-002.1`. Default: all. */
  readonly example?: string | readonly string[] | undefined;
  /** Only examples with these tags: `not @should`. Default: all. */
  readonly tags?: string | undefined;
  /** Only the smoke set. */
  readonly smoke?: boolean | undefined;
  /** Only one of n parts: `2/5`. With the same `runId` and `seed` for all, `report` merges their records. Default: all. */
  readonly shard?: string | undefined;
  /** With `shard`: path of a `conformance.json` whose durations balance the parts. Default: requests do. */
  readonly shardBy?: string | undefined;
  /** Also plays this number of random sequences of calls. Default: 2 in a run of the whole suite without limits. */
  readonly explore?: number | string | undefined;
  /** Explores, and runs no examples. */
  readonly exploreOnly?: boolean | undefined;
  /** With `seed`: starts at this sequence, which an earlier run found. */
  readonly explorePath?: number | string | undefined;
  /** How many seconds exploring may take. Default: 300. */
  readonly exploreTime?: number | string | undefined;
  /** An unmet SHOULD fails the run. */
  readonly strict?: boolean | undefined;
  /** Path of known failures, which do not fail the run. */
  readonly baseline?: string | undefined;
  /** Writes the failures of this run to the file of `baseline`. */
  readonly updateBaseline?: boolean | undefined;
  /** The folder for reports, and for what exploring finds. Default: nothing is written. */
  readonly reportDir?: string | undefined;
  /** With `reportDir`: also writes these reports. */
  readonly report?: string | readonly string[] | undefined;
  /** With `reportDir`: adds the run to its history. */
  readonly history?: boolean | undefined;
  /**
   * Where to look for `ASTROLABE_…` variables, proxies, and what a configuration file takes from the environment:
   * `process.env`, to have what the command line has. Default: nowhere; a library does not read the environment unasked.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The folder that paths are relative to. Default: the working folder. */
  readonly cwd?: string | undefined;
  /** Ends the run early when it is aborted: the record is then `incomplete`, and `run.stopped` is true. */
  readonly signal?: AbortSignal | undefined;
  /** Called with what the command line prints beside its result: progress, reports that could not be written. Default: nothing is printed. */
  readonly log?: ((text: string) => void) | undefined;
}
