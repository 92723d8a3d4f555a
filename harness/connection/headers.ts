/** Headers of a person's own, such as the one that a preview deployment lets requests through with. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Checked } from '../../schemas/index.ts';

/** Header names in lower case, with their values. */
export type OwnHeaders = Readonly<Record<string, string>>;

/** What the wire contract (docs/contract.md section 3) or HTTP itself fixes. */
const FIXED: ReadonlySet<string> = new Set([
  ...['accept', 'authorization', 'cache-control', 'content-type', 'user-agent', 'x-segment-settings'],
  ...['connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'trailer'],
  ...['proxy-authorization', 'proxy-connection', 'transfer-encoding', 'upgrade'],
]);

/**
 * Reads `NAME:VALUE` pairs. Values are not repeated in problems, because they may be secrets.
 *
 * @param option what to call the option in a problem
 */
export function readHeaders(pairs: readonly string[], option: string): Checked<OwnHeaders> {
  const headers = new Map<string, string>();
  const problems = pairs.flatMap((pair, index) => {
    const at = pair.indexOf(':');
    if (at === -1) return [`${option} number ${index + 1} has no colon: write NAME:VALUE`];
    const name = pair.slice(0, at).trim().toLowerCase();
    const value = pair.slice(at + 1).trim();
    const problem = problemOf(name, value, headers);
    if (problem === undefined) headers.set(name, value);
    return problem === undefined ? [] : [`${option} ${JSON.stringify(name)} ${problem}`];
  });
  return problems.length > 0 ? { problems } : { value: Object.fromEntries(headers) };
}

function problemOf(name: string, value: string, earlier: ReadonlyMap<string, string>): string | undefined {
  if (!isValid(() => validateHeaderName(name))) return 'is not a header name: write NAME:VALUE';
  if (FIXED.has(name)) return 'cannot be set: every request has that header as Segment or HTTP sends it';
  if (earlier.has(name)) return 'is given twice: keep one of them';
  if (value === '') return 'has no value: write NAME:VALUE';
  if (/[\r\n]/.test(value)) return 'has a line end in its value: remove it';
  if (!/^[\t\x20-\x7e]*$/.test(value) || !isValid(() => validateHeaderValue(name, value))) {
    return 'has a character in its value that HTTP does not allow: use ASCII without control characters';
  }
  return undefined;
}

function isValid(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
