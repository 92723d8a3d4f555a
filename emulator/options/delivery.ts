/** The options for deliveries: instances, retries, timeouts. */
import { type Proxies, proxyFor, readProxies } from '../../proxies/index.ts';
import type { Checked } from '../../schemas/index.ts';
import type { EmulatorDeliveryOptions, InstanceOptions } from '../emulator-options.ts';
import { DEFAULT_RETRY, type RetryPolicy } from '../retry-policy.ts';
import type { Instance } from '../segment/index.ts';
import {
  checked,
  endpointProblems,
  idProblems,
  instanceProblems,
  keyProblems,
  rangeProblems,
} from './problems.ts';

export interface ResolvedDelivery {
  /** The default instance, also the first of `instances`. */
  readonly standard: Instance;
  readonly instances: readonly Instance[];
  readonly timeout: number;
  readonly retry: RetryPolicy;
  readonly concurrency: number;
  readonly seed: number;
  readonly dedupeWindowMs: number;
  readonly proxies: Proxies;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const YEAR_MS = 365 * DAY_MS;

/** @param standard see `defaultInstance` */
export function resolveDelivery(
  given: EmulatorDeliveryOptions,
  standard: Instance,
): Checked<ResolvedDelivery> {
  const others = (given.instances ?? []).map(resolveInstance);
  const delivery: ResolvedDelivery = {
    standard,
    instances: [standard, ...others],
    timeout: given.timeout ?? 5_000,
    retry: { ...DEFAULT_RETRY, ...given.retry },
    concurrency: given.concurrency ?? 32,
    seed: given.seed ?? 1,
    dedupeWindowMs: given.dedupeWindow ?? DAY_MS,
    proxies: readProxies(given.env ?? {}),
  };
  const { timeout, retry, concurrency, seed, dedupeWindowMs } = delivery;
  return checked(delivery, [
    ...forwardProblems(given),
    ...idProblems(delivery.instances),
    ...others.flatMap(instanceProblems),
    ...proxyProblems(delivery),
    ...rangeProblems('timeout (milliseconds)', timeout, [1, 600_000], true),
    ...rangeProblems('retry.attempts', retry.attempts, [1, 100], true),
    ...rangeProblems('retry.windowMs', retry.windowMs, [0, YEAR_MS], true),
    ...rangeProblems('retry.factor', retry.factor, [1, 100], false),
    ...rangeProblems('retry.jitter', retry.jitter, [0, 1], false),
    ...rangeProblems('concurrency', concurrency, [1, 1_000], true),
    ...rangeProblems('seed', seed, [0, 2 ** 32 - 1], true),
    ...rangeProblems('dedupeWindow (milliseconds)', dedupeWindowMs, [0, YEAR_MS], true),
  ]);
}

/** A variable that cannot be used matters only if an endpoint needs it. */
function proxyProblems({ instances, proxies }: ResolvedDelivery): string[] {
  const needed = instances
    .filter(({ endpoint }) => URL.canParse(endpoint))
    .map(({ endpoint }) => proxyFor(new URL(endpoint), proxies));
  return [...new Set(needed.flatMap((proxy) => ('problem' in proxy ? [proxy.problem] : [])))];
}

/** @param apiKey key of the built-in destination's allowing connector */
export function defaultInstance(
  { forwardTo, forwardApiKey }: EmulatorDeliveryOptions,
  apiKey: string,
): Instance {
  const instance = { id: 'default', name: 'Astrolabe', enabled: true };
  return forwardTo === undefined
    ? { ...instance, apiKey, endpoint: 'built-in' }
    : { ...instance, apiKey: forwardApiKey ?? '', endpoint: forwardTo };
}

function resolveInstance(given: InstanceOptions, index: number): Instance {
  const { id = `instance-${index + 2}`, name = 'Astrolabe', apiKey = '', endpoint = 'built-in' } = given;
  return { id, name, apiKey, enabled: given.enabled ?? apiKey !== '', endpoint };
}

function forwardProblems({ forwardTo, forwardApiKey }: EmulatorDeliveryOptions): string[] {
  if (forwardTo === undefined) {
    return forwardApiKey === undefined ? [] : ['forwardApiKey requires forwardTo: pass both'];
  }
  return [
    ...endpointProblems('forwardTo', forwardTo),
    ...(forwardApiKey === undefined
      ? ['forwardTo requires forwardApiKey: pass the API key of that destination']
      : keyProblems({ forwardApiKey })),
  ];
}
