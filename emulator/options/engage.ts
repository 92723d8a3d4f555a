/** The options of Engage: its API key, its times, its bounds. */
import type { Checked } from '../../schemas/index.ts';
import type { Instance } from '../segment/index.ts';
import { checked, keyProblems, rangeProblems } from './problems.ts';

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

export interface ResolvedEngage {
  /** The only destination of Engage's source. */
  readonly instance: Instance;
  readonly firstSync: number;
  readonly syncEvery: number;
  readonly accountSyncEvery: number;
  readonly window: number;
  readonly profileBytes: number;
}

const HOUR_MS = 60 * 60 * 1000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** @param standard the default instance; Engage delivers to the same endpoint */
export function resolveEngage(given: EngageOptions, standard: Instance): Checked<ResolvedEngage> {
  const engage: ResolvedEngage = {
    instance: { ...standard, id: 'engage', name: 'Engage', apiKey: given.apiKey ?? standard.apiKey },
    firstSync: given.firstSync ?? 6 * HOUR_MS,
    syncEvery: given.syncEvery ?? 2.5 * HOUR_MS,
    accountSyncEvery: given.accountSyncEvery ?? 8 * HOUR_MS,
    window: given.window ?? 256,
    profileBytes: given.profileBytes ?? 64 * 1024 * 1024,
  };
  return checked(engage, [
    ...(given.apiKey === undefined ? [] : keyProblems({ 'engage.apiKey': given.apiKey })),
    ...rangeProblems('engage.firstSync (milliseconds)', engage.firstSync, [0, YEAR_MS], true),
    ...rangeProblems('engage.syncEvery (milliseconds)', engage.syncEvery, [1_000, YEAR_MS], true),
    ...rangeProblems(
      'engage.accountSyncEvery (milliseconds)',
      engage.accountSyncEvery,
      [1_000, YEAR_MS],
      true,
    ),
    ...rangeProblems('engage.window', engage.window, [1, 10_000], true),
    ...rangeProblems('engage.profileBytes', engage.profileBytes, [0, 2 ** 40], true),
  ]);
}
