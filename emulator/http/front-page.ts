/** The front page: the addresses of the emulator, for a person. */
import type { Answer } from '../answers/index.ts';
import { type RouteRow, type RouteTable, routeRows } from './routes.ts';

const INTRODUCTION =
  "An emulator of Segment's Astrolabe destination, for tests. It is not Astrolabe, and it sends nothing to another server unless it was started with an address to forward to. Every write under /_emulator requires Content-Type: application/json. What is under /_emulator is under /_emulator/worlds/ID as well, for one world.";

/** @param version shown after the title, if given */
export function frontPage(asHtml: boolean, version: string | undefined, table: RouteTable): Answer {
  const title = `Astrolabe emulator${version === undefined ? '' : ` ${version}`}`;
  const headers = { 'content-type': `${asHtml ? 'text/html' : 'text/plain'}; charset=utf-8`, vary: 'accept' };
  const { destination, ingress, records, control, worlds } = table;
  const rows = routeRows([destination, ...ingress, ...records, ...control, ...worlds]);
  return { status: 200, body: asHtml ? html(title, rows) : text(title, rows), headers, rules: [] };
}

function text(title: string, rows: readonly RouteRow[]): string {
  const lines = rows.map(({ addresses, about }) => `${addresses.join(', ')}\n    ${about}`);
  return `${title}\n\n${INTRODUCTION}\n\n${lines.join('\n')}\n`;
}

function html(title: string, rows: readonly RouteRow[]): string {
  const list = rows.map(({ addresses, about }) => {
    const codes = addresses.map((address) => `<code>${escapeHtml(address)}</code>`);
    return `<dt>${codes.join(', ')}</dt><dd>${escapeHtml(about)}</dd>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<h1>${escapeHtml(title)}</h1><p>${escapeHtml(INTRODUCTION)}</p>
<dl>${list.join('\n')}</dl></html>
`;
}

function escapeHtml(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
