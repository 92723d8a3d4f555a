/** Reads durations as people write them. */

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The milliseconds of `300ms`, `5s`, `2m`, `6h` or `31d`; undefined for anything else. */
export function millisecondsOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const size = UNITS[unit];
  return digits === undefined || size === undefined ? undefined : Number(digits) * size;
}
