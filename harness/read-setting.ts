/** Reads the text of one setting; what is wrong with it is reported under the name of its option. */
import { millisecondsOf } from '../schemas/index.ts';
import { withoutQuery } from './address.ts';

/** Called with a sentence about the setting. */
type Report = (problem: string) => void;

/** The URL in a text; undefined if there is none, or after a report. */
export function readUrl(option: string, text: string | undefined, report: Report): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    report(
      `${option} is not an http or https URL: ${JSON.stringify(withoutQuery(text))}; pass one such as https://host/path`,
    );
    return undefined;
  }
  if (url.username !== '' || url.password !== '') {
    report(`${option} must not contain a user name or password: put the key in ASTROLABE_API_KEY`);
    return undefined;
  }
  return url;
}

/**
 * The milliseconds of `300ms`, `5s`, `2m`, `6h`, `1d` or a number of seconds.
 *
 * @returns undefined for anything else, and for 0
 */
export function parseDuration(text: string): number | undefined {
  const ms = millisecondsOf(/\d$/.test(text) ? `${text}s` : text);
  return ms === undefined || ms <= 0 ? undefined : ms;
}

/** @param or what else the option may be, as a part of the report's sentence */
export function readDuration(option: string, text: string, report: Report, or = ''): number | undefined {
  const ms = parseDuration(text);
  if (ms === undefined)
    report(`${option} must be a duration such as 300ms, 5s or 2m${or}, not ${JSON.stringify(text)}`);
  return ms;
}

/**
 * The number in a text; undefined if there is none, or after a report.
 *
 * @param bounds `least` is allowed itself, `above` is not
 */
export function readNumber(
  option: string,
  text: string | undefined,
  bounds: { readonly above: number } | { readonly least: number; readonly most?: number },
  report: Report,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if ('above' in bounds) {
    if (value > bounds.above && Number.isFinite(value)) return value;
    report(`${option} must be a number above ${bounds.above}, not ${JSON.stringify(text)}`);
    return undefined;
  }
  const { least, most = Number.MAX_SAFE_INTEGER } = bounds;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const range = bounds.most === undefined ? `from ${least}` : `from ${least} to ${most}`;
  report(`${option} must be a whole number ${range}, not ${JSON.stringify(text)}`);
  return undefined;
}
