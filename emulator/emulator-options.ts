/** The options of an emulator, and the error for those that cannot be used. */
import type { Ambient, Clock } from './ambient.ts';
import type { Choices } from './choices/index.ts';
import type { Limits } from './limits.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Options of an emulator; all are optional. */
export interface EmulatorOptions
  extends Partial<Omit<Ambient, 'clock'>>,
    EmulatorDeliveryOptions,
    AlterationOptions {
  /** `real` (default); `frozen` at the time of the start; or a clock that provides the real time. */
  readonly clock?: 'real' | 'frozen' | Clock | undefined;
  /** TCP port; 0 means any free port. Default 4100. */
  readonly port?: number | undefined;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Certificate and key as PEM: the emulator then serves https only. Default: http. */
  readonly tls?: TlsPair | undefined;
  /**
   * The Bearer token that the control plane requires. Default: none on a loopback address, where Host and Origin are
   * checked instead; generated on any other.
   */
  readonly controlToken?: string | undefined;
  /**
   * Host names that requests may use, besides addresses and names of the local network; `*.name` means every name below
   * it. Default: none.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /**
   * Origins such as `http://localhost:5173` whose pages may use the control plane and the Records API, besides pages of
   * the emulator's own origin. Each is exact: there is no pattern. Default: none.
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Key of the connector that allows free email providers. Default: generated. */
  readonly apiKey?: string | undefined;
  /** Key of the connector that blocks free email providers. Default: generated. */
  readonly blockingApiKey?: string | undefined;
  /** A valid key without permission. Default: generated. */
  readonly restrictedApiKey?: string | undefined;
  /** Write key of the Segment source in front of the destination. Default: generated. */
  readonly writeKey?: string | undefined;
  /** Settings of undocumented behaviours; see `CHOICES`. */
  readonly choices?: Partial<Choices> | Readonly<Record<string, string>> | undefined;
  /** See `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits> | undefined;
  /** Times and bounds of audiences and computed traits. */
  readonly engage?: EngageOptions | undefined;
  /**
   * Data directory: records and waiting deliveries in it outlive the process. It is created if it does not exist, and
   * requires the optional package classic-level. Default: nothing is written to disk.
   */
  readonly dataDir?: string | undefined;
  /**
   * A snapshot document, as `GET /_emulator/snapshots/NAME` answers it, to continue from. It decides the time of the
   * clock. Cannot be combined with `dataDir`. Default: an emulator without records.
   */
  readonly snapshot?: Readonly<Record<string, unknown>> | undefined;
  /** Whether traces and journal keep the bodies of calls, up to `limits.keptBodyBytes`. Default: true. */
  readonly bodies?: boolean | undefined;
  /** Version that the front page shows. Default: none. */
  readonly version?: string | undefined;
}

/** A certificate, with those that vouch for it if there are any, and its key, both as PEM. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

export interface EmulatorDeliveryOptions {
  /** An http(s) address to deliver to, instead of the built-in destination. */
  readonly forwardTo?: string | undefined;
  /** API key for that address; required with `forwardTo`. */
  readonly forwardApiKey?: string | undefined;
  /** Destination instances in addition to the default one. */
  readonly instances?: readonly InstanceOptions[] | undefined;
  /** Milliseconds from the request of a delivery to the end of its answer. Default 5,000. */
  readonly timeout?: number | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Concurrent requests to one instance. Default 32. */
  readonly concurrency?: number | undefined;
  /** Seed of the jitter between retries. Default 1. */
  readonly seed?: number | undefined;
  /**
   * Environment variables, of which HTTP_PROXY, HTTPS_PROXY and NO_PROXY name the proxies for deliveries to other
   * machines. Default: none.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds for which a messageId is remembered, at least. Default 24 hours. */
  readonly dedupeWindow?: number | undefined;
}

/** A destination that the source delivers to. */
export interface InstanceOptions {
  /** Default `instance-2` and so on; the default instance is `default`. */
  readonly id?: string | undefined;
  /** Default `Astrolabe`. */
  readonly name?: string | undefined;
  /** An instance without an API key cannot be enabled. */
  readonly apiKey?: string | undefined;
  /** Default: true if there is an API key. */
  readonly enabled?: boolean | undefined;
  /** `built-in`, which is the default, or an http(s) address. */
  readonly endpoint?: string | undefined;
}

export interface AlterationOptions {
  /** Names of defects to switch on; see `DEFECTS`. Default: none. */
  readonly defects?: readonly string[] | undefined;
  /** Names of lawful variants to switch on; see `VARIANTS`. Default: none. */
  readonly variants?: readonly string[] | undefined;
}

/** How Engage computes and sends. */
export interface EngageOptions {
  /** API key of Engage's destination instance. Default: the key of the default instance. */
  readonly apiKey?: string | undefined;
  /** Milliseconds from the creation of an audience to its first sync. Default six hours, as documented. */
  readonly firstSync?: number | undefined;
  /** Milliseconds between later syncs. Default two and a half hours; the documentation says two to three. */
  readonly syncEvery?: number | undefined;
  /** Milliseconds between syncs of account-level audiences. Default eight hours, as documented. */
  readonly accountSyncEvery?: number | undefined;
  /** Members whose calls are in flight at the same time, at most. Default 256. */
  readonly window?: number | undefined;
  /** Bytes of calls from which profiles are built; later calls are left out and counted. Default 64 MB. */
  readonly profileBytes?: number | undefined;
}

/** Options that cannot be used; `problems` has one sentence for each problem. */
export class InvalidOptions extends Error {
  override readonly name = 'InvalidOptions';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
