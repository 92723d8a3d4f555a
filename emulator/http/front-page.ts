/** The front page: what is served here, for a person. */
import type { Answer } from '../answers/index.ts';

const SERVED: readonly (readonly [string, string])[] = [
  ['POST /astrolabe', "the destination's static URL; Basic authentication with an API key"],
  ['POST /v1/batch, /v1/identify, /v1/group, /v1/track', "Segment's ingress; takes the write key"],
  ['GET /v1/projects/…/settings', 'settings for the browser library, by write key'],
  ['GET /records/users?userId=', 'Users that were stored, also by anonymousId='],
  ['GET /records/accounts?groupId=', 'Accounts that were stored'],
  ['GET /records/events?userId=', 'events that were stored, also by anonymousId='],
  ['GET /_emulator/live, /_emulator/ready', 'health'],
  ['GET /_emulator/state', 'counters, limits, and the choices, variants and defects in force'],
  ['GET /_emulator/journal', 'the latest answers and the rules that decided them'],
  ['GET /_emulator/traces?messageId=', 'the way of each call, also by userId=, outcome=, limit= and cursor='],
  ['GET /_emulator/deliveries', 'how many deliveries are where'],
  ['GET /_emulator/instances', 'destination instances; POST, PATCH and DELETE change them'],
  ['GET /_emulator/source', 'the source; PATCH {"enabled": false} switches it off'],
  ['GET /_emulator/audiences, /_emulator/computed-traits', 'what Engage computes; POST makes one'],
  ['GET /_emulator/engage', "Engage's source, instance and times"],
  ['GET /_emulator/clock', 'the clock; POST {"mode": "frozen"} stops it, {"mode": "real"} lets it run on'],
  [
    'POST /_emulator/clock/advance',
    'moves a frozen clock by {"ms": 600000} or to {"to": "…"}, and says what fired',
  ],
  [
    'POST /_emulator/reset',
    'forgets all that happened; as all writes it wants Content-Type: application/json',
  ],
];

const INTRODUCTION =
  "An emulator of Segment's Astrolabe destination, for tests. It is not Astrolabe, and it sends nothing anywhere unless it was started with an address to forward to.";

/** @param version shown beside the title where there is one */
export function frontPage(asHtml: boolean, version: string | undefined): Answer {
  const title = `Astrolabe emulator${version === undefined ? '' : ` ${version}`}`;
  const headers = { 'content-type': `${asHtml ? 'text/html' : 'text/plain'}; charset=utf-8`, vary: 'accept' };
  return { status: 200, body: asHtml ? html(title) : text(title), headers, rules: [] };
}

function text(title: string): string {
  const lines = SERVED.map(([address, what]) => `${address}\n    ${what}`);
  return `${title}\n\n${INTRODUCTION}\n\n${lines.join('\n')}\n`;
}

function html(title: string): string {
  const rows = SERVED.map(
    ([address, what]) => `<dt><code>${escapeHtml(address)}</code></dt><dd>${escapeHtml(what)}</dd>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<h1>${escapeHtml(title)}</h1><p>${escapeHtml(INTRODUCTION)}</p>
<dl>${rows.join('\n')}</dl></html>
`;
}

function escapeHtml(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
