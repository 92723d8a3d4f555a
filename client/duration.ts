/** Durations as people write them: the same forms as everywhere else in the package, without importing it. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The milliseconds of a duration.
 *
 * @param what names the duration in the error
 * @throws TypeError if it is not a duration
 */
export function millisecondsFrom(what: string, duration: string | number): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration)) ?? [];
  const size = UNITS[unit];
  const ms = typeof duration === 'number' ? duration : Number(digits) * (size ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return Math.round(ms);
  throw new TypeError(
    `${what} takes a duration such as '300ms', '5s', '2m', '6h' or '31d', or milliseconds from 0, not ${JSON.stringify(duration)}`,
  );
}

/** A duration in words: `5 s`, `300 ms`. */
export function inWords(duration: string | number): string {
  if (typeof duration === 'number') return `${duration} ms`;
  return duration.replace(/^([\d.]+)(\w+)$/, '$1 $2');
}
