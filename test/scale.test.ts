/** docs/scale.md: its configurations of nginx and HAProxy, with two emulators and ten worlds. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { basic } from '../emulator/testing.ts';
import { eventually } from './eventually.ts';
import { makeFolder } from './folder.ts';
import { type Printed, type Running, startProgram } from './program.ts';
import { runCommand } from './shell.ts';

const execute = promisify(execFile);

/** Debian has both routers in a folder that is not in everybody's PATH. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

const page = readFileSync(resolve(import.meta.dirname, '../docs/scale.md'), 'utf8');
const blocks = [...page.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

/** The only code block of the page that matches. */
function block(pattern: RegExp): string {
  const [found, ...others] = blocks.filter((code) => pattern.test(code));
  assert.ok(found !== undefined && others.length === 0, `docs/scale.md must have one block like ${pattern}`);
  return found;
}

const PAGE = {
  emulators: block(/^npx astrolabe-conformance emulate /)
    .trimEnd()
    .split('\n'),
  open: block(/^curl /).trimEnd(),
  program: block(/^\/\/ map-worlds\.mjs\n/),
  map: block(/^node map-worlds\.mjs [^\n]*\n$/),
  verify: block(/^export ASTROLABE_API_KEY=…\n/).split('\n')[1] ?? '',
};

const WORLDS_EACH = 5;

interface Router {
  readonly name: string;
  readonly file: string;
  readonly configuration: string;
  /** In the foreground, so that this test can stop it. */
  readonly start: string;
  readonly reload: string;
  readonly readsBodies: boolean;
  /** What a client sees of a fault that breaks a connection off. */
  readonly resets: readonly unknown[];
}

const ROUTERS: readonly Router[] = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    configuration: block(/^# nginx\.conf\n/),
    start: `${block(/^nginx /).trimEnd()} -g 'daemon off;'`,
    reload: block(/^node [^\n]*\nnginx /),
    readsBodies: false,
    resets: [502],
  },
  {
    name: 'haproxy',
    file: 'haproxy.cfg',
    configuration: block(/^# haproxy\.cfg\n/),
    start: block(/^haproxy /),
    reload: block(/^node [^\n]*\nkill /),
    readsBodies: true,
    // It breaks off a connection that had answers before, because clients may then send again.
    resets: [502, 'broken off'],
  },
];

interface World {
  readonly id: string;
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly writeKey: string;
  readonly controlUrl: string;
}

interface State {
  readonly records: { readonly allowing: { readonly users: number; readonly events: number } };
  readonly answers: { readonly statuses: Readonly<Record<string, number>> };
  readonly ingress: { readonly received: number; readonly unknownKey: number };
}

/** Members of the answers that this test asks for. */
interface Answered {
  readonly users: readonly object[];
  readonly code: string;
  readonly integrations: { readonly 'Segment.io': { readonly apiKey: string } };
}

interface Fault {
  readonly fault: { readonly steps: readonly { readonly spent: number }[] };
}

for (const router of ROUTERS) {
  const isMissing = spawnSync(router.name, ['-v'], { env }).error !== undefined;
  const missing = `${router.name} is not installed here`;
  const isRequired = process.env.ASTROLABE_REQUIRE_ROUTERS === '1';

  describe(`two emulators behind ${router.name}`, { skip: isMissing && !isRequired && missing }, () => {
    const folder = makeFolder('scale');
    let emulators: readonly Running[] = [];
    let printed: readonly Printed[] = [];
    /** Those of the first emulator, and those of the second. */
    let worlds: readonly (readonly World[])[] = [];
    let routed: ChildProcess | undefined;
    let address = '';
    let filledIn = (text: string) => text;

    const inShell = async (line: string) =>
      (await execute('bash', ['-ec', filledIn(line)], { cwd: folder, env })).stdout;

    const openIn = async (port: string): Promise<World> =>
      JSON.parse(await inShell(`${PAGE.open.replace(/:410\d/, `:${port}`)} --silent --fail`)).world;

    const stateOf = async (controlUrl: string) =>
      (await (await fetch(`${controlUrl}/state`)).json()) as State;

    const ask = async (path: string, key: string, body?: object) => {
      const response = await fetch(address + path, {
        headers: { authorization: basic(key), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answered };
    };

    const isRouted = ({ id }: World) =>
      eventually(async () => {
        const status = await fetch(`${address}/_emulator/worlds/${id}`).then(
          (response) => response.status,
          () => undefined,
        );
        return status === 200 ? [status] : [];
      });

    before(async () => {
      assert.ok(!isMissing, `${missing}, and ASTROLABE_REQUIRE_ROUTERS=1 requires it`);
      assert.equal(PAGE.emulators.length, 2);
      // The ports of the page stand for free ones.
      emulators = PAGE.emulators.map((line) => {
        const words = line
          .replace(/--port 410\d$/, '--port 0')
          .split(' ')
          .slice(2);
        return startProgram([...words, '--json']);
      });
      printed = await Promise.all(emulators.map((emulator) => emulator.firstLine()));
      const ports = [await freePort(), ...printed.map(({ url }) => new URL(url).port)];
      filledIn = (text) => text.replaceAll(/\b410([012])\b/g, (_, digit) => `${ports[digit]}`);
      address = filledIn('http://127.0.0.1:4100');
      writeFileSync(join(folder, 'map-worlds.mjs'), PAGE.program);
      writeFileSync(join(folder, router.file), filledIn(router.configuration));
      worlds = await Promise.all(
        ['4101', '4102'].map((port) => Promise.all(Array.from({ length: WORLDS_EACH }, () => openIn(port)))),
      );
      assert.equal(await inShell(PAGE.map), `${2 * WORLDS_EACH} worlds\n`);
      routed = spawn('bash', ['-c', `exec ${router.start}`], { cwd: folder, env, stdio: 'ignore' });
      for (const world of worlds.flat()) await isRouted(world);
    });

    after(async () => {
      if (routed !== undefined) {
        routed.kill();
        if (routed.exitCode === null) await once(routed, 'exit');
      }
      await Promise.all(emulators.map((emulator) => emulator.stop('SIGTERM')));
    });

    it('let verify pass in ten worlds at the same time', async () => {
      const [, , ...argv] = filledIn(PAGE.verify).split(' ');
      const runs = await Promise.all(
        worlds.flat().map(({ apiKey, blockingApiKey, restrictedApiKey }) =>
          runCommand([...argv, '--smoke', '--json'], {
            ASTROLABE_API_KEY: apiKey,
            ASTROLABE_BLOCKING_API_KEY: blockingApiKey,
            ASTROLABE_RESTRICTED_API_KEY: restrictedApiKey,
          }),
        ),
      );
      for (const { exitCode, out, err, record } of runs) {
        assert.equal(exitCode, 0, out + err);
        assert.ok((record().counts.pass ?? 0) > 40);
      }
    });

    it('have the calls of a world in its emulator, and nowhere else', async () => {
      for (const { apiKey, writeKey, id } of worlds.flat()) {
        const call = { type: 'identify', userId: `direct-${id}`, messageId: id, traits: { plan: 'pro' } };
        assert.equal((await ask('/astrolabe', apiKey, call)).status, 200);
        assert.equal((await ask('/v1/identify', writeKey, { userId: `sent-${id}`, traits: {} })).status, 200);
        for (const userId of [`direct-${id}`, `sent-${id}`]) {
          const { body } = await ask(`/records/users?userId=${userId}`, apiKey);
          assert.equal(body.users.length, 1, userId);
        }
      }
      for (const [index, own] of worlds.entries()) {
        const other = printed[1 - index]?.controlUrl;
        for (const { id, controlUrl } of own) {
          assert.ok((await stateOf(controlUrl)).records.allowing.users > 10);
          assert.equal((await fetch(`${other}/worlds/${id}`)).status, 404);
        }
      }
      for (const { controlUrl } of printed) {
        const { records, answers, ingress } = await stateOf(controlUrl);
        assert.deepEqual([records.allowing.users, records.allowing.events, ingress.received], [0, 0, 0]);
        // Some examples send wrong keys, which belong to no world.
        assert.deepEqual(Object.keys(answers.statuses), ['401']);
      }
    });

    it('answer a key that is in no map as one emulator answers an unknown key', async () => {
      const [first] = printed;
      for (const path of ['/records/users?userId=x', '/astrolabe']) {
        const call = path === '/astrolabe' ? { type: 'identify', userId: 'x' } : undefined;
        const { status, body } = await ask(path, 'unknown', call);
        assert.deepEqual([status, body.code], [401, 'api-key-unknown']);
      }
      const before = await stateOf(first?.controlUrl ?? '');
      assert.equal((await ask('/v1/identify', 'unknown', { userId: 'x' })).status, 200);
      const { ingress } = await stateOf(first?.controlUrl ?? '');
      assert.equal(ingress.unknownKey, before.ingress.unknownKey + 1);
      for (const path of ['/_emulator/worlds', '/_emulator/reset', '/']) {
        const response = await fetch(address + path);
        assert.equal(response.status, 404);
        assert.match(await response.text(), /^not routed: /);
      }
    });

    it('see a write key in an address, and one in a body if the page says so', async () => {
      const [{ writeKey, apiKey } = assert.fail()] = worlds[1] ?? [];
      const settings = await ask(`/v1/projects/${writeKey}/settings`, '');
      assert.equal(settings.body.integrations['Segment.io'].apiKey, writeKey);
      await fetch(`${address}/v1/pixel/identify?writeKey=${writeKey}&userId=pixel`);
      const bodies = { small: '', large: 'x'.repeat(20_000) };
      for (const [userId, plan] of Object.entries(bodies)) {
        const body = JSON.stringify({ userId, traits: { plan }, writeKey });
        assert.equal((await fetch(`${address}/v1/identify`, { method: 'POST', body })).status, 200);
      }
      const stored: string[] = [];
      for (const userId of ['pixel', ...Object.keys(bodies)]) {
        const { body } = await ask(`/records/users?userId=${userId}`, apiKey);
        if (body.users.length > 0) stored.push(userId);
      }
      assert.deepEqual(stored, router.readsBodies ? ['pixel', 'small'] : ['pixel']);
    });

    it('pass on a fault that breaks a connection off as the page says, and send no call again', async () => {
      const [, { apiKey, id } = assert.fail()] = worlds[1] ?? [];
      const plan = `${address}/_emulator/worlds/${id}/faults/broken`;
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ at: 'destination', then: [{ reset: true, times: 2 }] });
      assert.equal((await fetch(plan, { method: 'PUT', headers, body })).status, 200);
      const outcome = await fetch(`${address}/astrolabe`, {
        method: 'POST',
        headers: { ...headers, authorization: basic(apiKey) },
        body: JSON.stringify({ type: 'identify', userId: 'x', traits: {} }),
      }).then(
        ({ status }) => status,
        () => 'broken off',
      );
      assert.ok(router.resets.includes(outcome), `${outcome}`);
      const { fault } = (await (await fetch(plan)).json()) as Fault;
      assert.equal(fault.steps[0]?.spent, 1);
    });

    it('know a new world after the map was written and read again', async () => {
      const world = await openIn('4102');
      const path = '/records/users?userId=x';
      assert.equal((await ask(path, world.apiKey)).status, 401);
      await inShell(router.reload);
      await isRouted(world);
      assert.equal((await ask(path, world.apiKey)).status, 200);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
