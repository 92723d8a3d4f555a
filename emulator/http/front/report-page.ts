/** The report of a run, for a browser. Who opens it knows its address, which nobody can guess, and sends no token. */
import type { Answer } from '../../answers/index.ts';

/**
 * The page may run its own script and style, which it names by their digests; from here it comes without an origin, so
 * that it can neither use the control plane nor see what the console keeps.
 */
const POLICY = [
  'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads',
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function reportPage(page: string): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  return { status: 200, body: page, headers, rules: [] };
}
