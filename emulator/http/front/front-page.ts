/** The front page for programs and terminals: the addresses of the emulator. */
import type { Answer } from '../../answers/index.ts';
import { type RouteTable, routeRows } from '../routes.ts';

const INTRODUCTION =
  "An emulator of Segment's Astrolabe destination, for tests. It is not Astrolabe, and it sends nothing to another server unless it was started with an address to forward to. Every write under /_emulator requires Content-Type: application/json. What is under /_emulator is under /_emulator/worlds/ID as well, for one world. A browser gets a console here.";

/** @param version shown after the title, if given */
export function frontPage(version: string | undefined, table: RouteTable): Answer {
  const title = `Astrolabe emulator${version === undefined ? '' : ` ${version}`}`;
  const headers = { 'content-type': 'text/plain; charset=utf-8', vary: 'accept' };
  const { destination, ingress, records, control, worlds } = table;
  const rows = routeRows([destination, ...ingress, ...records, ...control, ...worlds]);
  const lines = rows.map(({ addresses, about }) => `${addresses.join(', ')}\n    ${about}`);
  return { status: 200, body: `${title}\n\n${INTRODUCTION}\n\n${lines.join('\n')}\n`, headers, rules: [] };
}
