/**
 * The servers that people use instead: in their default configuration, and tuned, without log and journal. Both keep
 * connections alive, because the load generator needs that.
 *
 * Prism 5.14 is the last version that runs on Node 20; newer ones require Node 24.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { benchmarks, runFolder, start } from './children.js';
import { callSchema, openApiDocument } from './peer-schemas.js';

const READY_MS = 30_000;
/** Java would leave files with counters for other programs in the system's temporary folder. */
const NO_TRACE = '-XX:-UsePerfData';
const MODULES = join(benchmarks, 'node_modules');

/** Why a peer cannot be measured here. */
export class Unavailable extends Error {}

/**
 * Installs the peers if they are missing, in the versions of their lock file.
 *
 * @returns why that was not possible; undefined if they are installed
 */
export function installPeers() {
  if (existsSync(MODULES)) return undefined;
  console.log('installing the peers into benchmarks/node_modules');
  try {
    execFileSync('npm', ['ci', '--prefix', benchmarks], {
      cwd: benchmarks,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return undefined;
  } catch {
    return 'it could not be installed: npm ci --prefix benchmarks says why';
  }
}

export function peerVersion(name) {
  try {
    return JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8')).version;
  } catch {
    return 'not installed';
  }
}

/** A stub that checks POST, path, key and the kind of call: less than the emulator checks. */
export async function startMountebank(path, authorization, isTuned) {
  const admin = await freePort();
  const port = await freePort();
  const child = startPeer(process.execPath, [
    join(MODULES, 'mountebank/bin/mb'),
    ...['--port', String(admin), '--localOnly', '--pidfile', join(runFolder(), `mb-${admin}.pid`)],
    ...(isTuned ? ['--loglevel', 'error', '--nologfile'] : []),
  ]);
  const isKind = { matches: { body: { type: '^(identify|group|track)$' } } };
  const imposter = {
    protocol: 'http',
    port,
    recordRequests: false,
    defaultResponse: { statusCode: 404 },
    stubs: [
      {
        predicates: [{ equals: { method: 'POST', path, headers: { Authorization: authorization } } }, isKind],
        responses: [
          {
            is: {
              statusCode: 200,
              headers: { 'Content-Type': 'application/json', Connection: 'keep-alive' },
              body: '{"success":true}',
            },
          },
        ],
      },
    ],
  };
  await until(
    child,
    async () => (await post(`http://127.0.0.1:${admin}/imposters`, imposter)).status === 201,
  );
  return { child, port };
}

/** By default it validates each call by the schemas; tuned it checks only the kind of call, with a JSON path. */
export async function startWireMock(path, authorization, isTuned) {
  const java = findJava();
  const folder = join(MODULES, 'wiremock/build');
  const jar = readdirSync(folder).find((name) => name.endsWith('.jar'));
  const port = await freePort();
  const child = startPeer(java, [
    NO_TRACE,
    ...['-jar', join(folder, jar), '--port', String(port), '--bind-address', '127.0.0.1'],
    ...['--root-dir', runFolder(), '--disable-banner'],
    ...(isTuned ? ['--no-request-journal', '--disable-request-logging', '--disable-gzip'] : []),
    ...(isTuned ? ['--disable-response-templating', '--use-chunked-encoding', 'never'] : []),
  ]);
  const mapping = {
    request: {
      method: 'POST',
      urlPath: path,
      headers: { Authorization: { equalTo: authorization } },
      bodyPatterns: [
        isTuned
          ? { matchesJsonPath: { expression: '$.type', matches: 'identify|group|track' } }
          : { matchesJsonSchema: callSchema(), schemaVersion: 'V202012' },
      ],
    },
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"success":true}' },
  };
  const address = `http://127.0.0.1:${port}/__admin/mappings`;
  await until(child, async () => (await post(address, mapping)).status === 201);
  return { child, port };
}

/** Validates each call by the schemas, and checks that there is a key, but not which. */
export async function startPrism(path, _authorization, isTuned) {
  const file = join(runFolder(), 'prism.json');
  writeFileSync(file, JSON.stringify(openApiDocument(path)));
  const port = await freePort();
  const child = startPeer(
    process.execPath,
    [
      join(MODULES, '@stoplight/prism-cli/dist/index.js'),
      ...['mock', file, '--host', '127.0.0.1', '--port', String(port)],
      ...['--errors', 'true'],
      ...(isTuned ? ['--verboseLevel', 'silent', '--multiprocess', 'false', '--cors', 'false'] : []),
    ],
    isTuned ? { env: { ...process.env, NODE_ENV: 'production' } } : {},
  );
  await until(child, async () => (await fetch(`http://127.0.0.1:${port}/`)).status > 0);
  return { child, port };
}

/** They print complaints about the nonsense that checks them. */
function startPeer(command, args, options = {}) {
  return start(command, args, { ...options, stdio: ['ignore', 'ignore', 'ignore'] });
}

function findJava() {
  const java = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java');
  try {
    execFileSync(java, [NO_TRACE, '-version'], { stdio: 'ignore' });
    return java;
  } catch {
    throw new Unavailable('java was not found: install a Java runtime of version 11 or later');
  }
}

async function post(url, body) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Asks until the answer is true; a server that is still starting refuses connections. */
async function until(child, ask) {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Unavailable(`it ended with ${child.exitCode} before it was ready`);
    if (await ask().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Unavailable('it was not ready in time');
}

/** The peers need a port, and one of them does not accept 0. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
