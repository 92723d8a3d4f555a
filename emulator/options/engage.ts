/** The options of Engage: its API key, its times, its bounds. */
import type { Checked } from '../../schemas/index.ts';
import type { EngageOptions } from '../emulator-options.ts';
import type { Instance } from '../segment/index.ts';
import { checked, keyProblems, rangeProblems } from './problems.ts';

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
