/** Commands other than `verify` that meet a hostile side: a destination, an ingress, a control plane, a page. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Outcome } from './graded.ts';
import { measure } from './measured.ts';
import { makeScratch } from './scratch.ts';
import { faultsIn } from './search.ts';
import { API_KEY, EVERY_FORM, EVERYTHING } from './texts.ts';

/** The words of a command line that is pointed at a hostile server, and files that it reads. */
const COMMANDS: Readonly<Record<string, (url: string, folder: string) => readonly string[]>> = {
  send: (url, folder) => ['send', join(folder, 'calls.ndjson'), '--base-url', url],
  'send --json': (url, folder) => ['send', join(folder, 'calls.ndjson'), '--base-url', url, '--json'],
  'send to an ingress': (url, folder) => [
    'send',
    join(folder, 'calls.ndjson'),
    '--ingress-url',
    url,
    '--write-key',
    API_KEY,
  ],
  'audience send': (url, folder) => [
    'audience',
    'send',
    'Fans',
    join(folder, 'members.csv'),
    '--base-url',
    url,
  ],
  'audience list': (url) => ['audience', 'list', '--control-url', url],
  'audience create': (url) => ['audience', 'create', 'Fans', '--control-url', url],
  'audience enter': (url, folder) => [
    'audience',
    'enter',
    'fans',
    join(folder, 'members.csv'),
    '--control-url',
    url,
  ],
  'audience preview': (url) => ['audience', 'preview', 'fans', '--control-url', url],
  'audience sync': (url) => ['audience', 'sync', 'fans', '--control-url', url],
  'drift of a page': (url) => ['drift', url],
  'drift --json of a page': (url) => ['drift', url, '--json'],
};

const ROW = {
  key: EVERYTHING,
  name: EVERYTHING,
  level: 'user',
  size: 1,
  members: 1,
  syncs: [{ at: EVERYTHING, status: EVERYTHING }],
};

/** Commands that have no key, and show what a page says. */
const KEYLESS = /^drift/;

/** What the server answers to everything. */
const ANSWERS: Readonly<Record<string, readonly [status: number, type: string, body: string]>> = {
  'a refusal in text': [400, 'text/plain', EVERYTHING],
  'a refusal in JSON': [403, 'application/json', JSON.stringify({ message: EVERYTHING, error: EVERYTHING })],
  'an error of a proxy': [502, 'text/html', EVERYTHING],
  'a success in text': [200, 'text/plain', EVERYTHING],
  'a success in JSON': [
    200,
    'application/json',
    JSON.stringify({ audiences: [ROW], ...ROW, message: EVERYTHING }),
  ],
};

export const COMMAND_WAYS: readonly string[] = Object.keys(COMMANDS);

/** Runs one command against each answer. */
export async function meetHostile(name: string, memoryMB: number): Promise<Outcome> {
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`there is no command ${name}`);
  const folder = makeScratch('command');
  writeFileSync(
    join(folder, 'calls.ndjson'),
    '{"type":"identify","userId":"a"}\n{"type":"track","userId":"a","event":"b"}\n',
  );
  writeFileSync(join(folder, 'members.csv'), 'userId,email\na,a@initech.example\n');
  const faults: string[] = [];
  let [seconds, peakMB] = [0, 0];
  let exitCode: number | undefined;
  for (const [what, [status, type, body]] of Object.entries(ANSWERS)) {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': type }).end(KEYLESS.test(name) ? withoutKey(body) : body);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ran = await measure(command(url, folder), {
      ASTROLABE_API_KEY: API_KEY,
      ASTROLABE_CONTROL_TOKEN: API_KEY,
    });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    exitCode = ran.exitCode;
    seconds = Math.max(seconds, ran.seconds);
    peakMB = Math.max(peakMB, ran.peakMB);
    faults.push(
      ...([0, 1, 2, 3, 4].includes(ran.exitCode ?? -1)
        ? []
        : [`${what}: exit ${ran.exitCode}: ${ran.err.slice(0, 500)}`]),
      ...(/\n {4}at /.test(ran.err) ? [`${what}: a stack trace: ${ran.err.slice(0, 500)}`] : []),
      ...faultsIn(`${what}: standard output`, ran.out, 'terminal'),
      ...faultsIn(`${what}: standard error`, ran.err, 'terminal'),
    );
  }
  if (peakMB > memoryMB) faults.push(`${peakMB.toFixed(0)} MB of memory`);
  return { exitCode, seconds, peakMB, bytes: 0, faults };
}

function withoutKey(body: string): string {
  return body.replace(EVERY_FORM, '').replaceAll(JSON.stringify(EVERY_FORM).slice(1, -1), '');
}
