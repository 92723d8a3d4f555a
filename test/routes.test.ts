/** The lists of routes in the docs are those of the emulator's own table. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { ROUTES, routeRows } from '../emulator/http/routes.ts';

/** A JSON object that may contain others. */
const JSON_TEXT = /\{(?:[^{}]|\{[^{}]*\})*\}/g;

const HEAD = '| control route | what |\n|---|---|\n';

const { control, worlds } = ROUTES;
const isOfEngage = ({ path }: { path: string }) =>
  /^\/_emulator\/(engage|audiences|computed-traits)\b/.test(path);
const isOfSnapshots = ({ path }: { path: string }) => /^\/_emulator\/(snapshots|fork)\b/.test(path);
const isOfFaults = ({ path }: { path: string }) => path.startsWith('/_emulator/faults');

for (const [file, routes] of [
  [
    'docs/emulator.md',
    control.filter((route) => !isOfEngage(route) && !isOfFaults(route) && !isOfSnapshots(route)),
  ],
  ['docs/faults.md', control.filter(isOfFaults)],
  ['docs/engage.md', control.filter(isOfEngage)],
  ['docs/snapshots.md', control.filter(isOfSnapshots)],
  ['docs/worlds.md', worlds],
] as const) {
  it(`${file} lists the routes of the control plane`, () => {
    const rows = routeRows(routes).map(({ addresses, about }) => {
      const codes = addresses.map((address) => `\`${address.replace('/_emulator', '')}\``);
      return `| ${codes.join(', ')} | ${about.replaceAll(JSON_TEXT, '`$&`')} |\n`;
    });
    const text = readFileSync(resolve(import.meta.dirname, '..', file), 'utf8');
    const [, rest = ''] = text.split(HEAD);
    assert.equal(rest.split(/^\n/m)[0], rows.join(''), `write this table into ${file}`);
  });
}
