/**
 * The image and the compose file, without a container engine: linters read them, and the commands of the image run in a
 * folder that has what the image would have.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { DockerfileParser, type Healthcheck, type JSONInstruction } from 'dockerfile-ast';
import { validate as lintDockerfile } from 'dockerfile-utils';
import { parse } from 'yaml';
import { packageRoot } from '../../schemas/package-root.ts';
import { makeFolder } from '../folder.ts';
import { startNode } from '../program.ts';

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');
const DOCKERFILE = read('Dockerfile');
const COMPOSE = parse(read('compose.yaml'));
const MANIFEST = JSON.parse(read('package.json'));
const parsed = DockerfileParser.parse(DOCKERFILE);
const stages = DOCKERFILE.split(/^(?=FROM )/m).slice(1);
const [last = ''] = stages.slice(-1);

/** The words of an instruction in the form of a JSON array. */
function wordsOf(instruction: JSONInstruction | undefined): string[] {
  return (instruction?.getJSONStrings() ?? []).map((one) => JSON.parse(one.getValue()));
}

const entrypoint = wordsOf(parsed.getENTRYPOINTs().at(-1));
const command = wordsOf(parsed.getCMDs().at(-1));
const [health] = parsed.getHEALTHCHECKs() as Healthcheck[];

/** The health check, as an engine runs it. */
const probe = JSON.parse(/^\s*CMD (\[.*\])$/m.exec(DOCKERFILE)?.[1] ?? '[]') as string[];

/** What the last stage sets. */
const environment = Object.fromEntries(
  parsed.getENVs().flatMap((env) => env.getProperties().map((one) => [one.getName(), one.getValue()])),
);

describe('the Dockerfile', () => {
  it('has no problem for its linter, which would find one', () => {
    assert.deepEqual(lintDockerfile(DOCKERFILE), []);
    assert.notDeepEqual(lintDockerfile(DOCKERFILE.replace('USER node', 'USR node')), []);
  });

  it('has three stages on the same release of Node, which the package supports', () => {
    const images = parsed.getFROMs().map((from) => from.getImage());
    assert.equal(images.length, 3);
    assert.equal(new Set(images).size, 1);
    const [, major] = /^node:(\d+)-slim$/.exec(images[0] ?? '') ?? [];
    const [, least] = /^>=(\d+)\./.exec(MANIFEST.engines.node) ?? [];
    assert.ok(Number(major) > Number(least), images[0] ?? '');
  });

  it('runs as a user without rights, from an array of words, with a health check', () => {
    assert.match(last, /^USER node$/m);
    assert.ok(last.indexOf('USER node') < last.indexOf('ENTRYPOINT'));
    assert.doesNotMatch(last.slice(last.indexOf('USER node')), /^(?:RUN|COPY|ADD) /m);
    assert.ok(health);
    assert.deepEqual(entrypoint, ['node', `/app/${MANIFEST.bin['astrolabe-conformance'].replace('./', '')}`]);
    assert.deepEqual(command, ['emulate']);
  });

  it('takes over the files of npm that the repository has, and ignores what a build makes', () => {
    const [, ...files] = /&& cp (\S+) (\S+) \/app\/$/m.exec(DOCKERFILE) ?? [];
    assert.deepEqual(files, ['package-lock.json', '.npmrc']);
    for (const file of files) assert.ok(existsSync(join(packageRoot, file)), file);
    const ignored = read('.dockerignore').split('\n');
    for (const made of ['build', 'dist', '.git', '**/node_modules']) assert.ok(ignored.includes(made), made);
  });
});

describe('the compose file', () => {
  const dclint = (file: string) => {
    const words = [join(packageRoot, 'node_modules/dclint/bin/dclint.cjs'), '--config'];
    const rules = join(import.meta.dirname, 'dclint.yaml');
    const { stdout } = spawnSync(process.execPath, [...words, rules, '--formatter', 'json', file], {
      encoding: 'utf8',
    });
    const results: { messages: { rule: string; message: string }[] }[] = JSON.parse(stdout);
    return results.flatMap(({ messages }) => messages.map(({ rule, message }) => `${rule}: ${message}`));
  };

  it('has no problem for its linter, which knows the schema of Compose and would find one', () => {
    assert.deepEqual(dclint(join(packageRoot, 'compose.yaml')), []);
    const file = join(makeFolder('compose'), 'compose.yaml');
    writeFileSync(file, read('compose.yaml').replace('read_only: true', 'read_olny: true'));
    assert.notDeepEqual(dclint(file), []);
  });

  it('is reached from this machine only, and names volumes and services that exist', () => {
    const { emulator, verify } = COMPOSE.services;
    assert.deepEqual(emulator.ports, ['127.0.0.1:4100:4100']);
    assert.match(DOCKERFILE, /^EXPOSE 4100$/m);
    assert.deepEqual(Object.keys(verify.depends_on), ['emulator']);
    const volumes = [...emulator.volumes, ...verify.volumes].map((one: string) => one.split(':'));
    assert.deepEqual(
      volumes.map(([name]) => name),
      Object.keys(COMPOSE.volumes),
    );
    for (const [, path = ''] of volumes)
      assert.match(DOCKERFILE, new RegExp(`install -d -m 700 -o node -g node .*${path}\\b`));
  });
});

describe('the commands of the image', () => {
  const folder = makeFolder('container');
  const app = join(folder, 'app');
  const inFolder = (word: string) => word.replace(/^\/(app|data|reports)\b/, `${folder}/$1`);
  const start = (words: readonly string[], env: Readonly<Record<string, string>>) => {
    const [, ...rest] = [...entrypoint, ...words].map(inFolder);
    const own = Object.entries(environment).map(([name, value]) => [name, inFolder(value ?? '')]);
    return startNode(rest, { cwd: app, env: { ...Object.fromEntries(own), ...env } });
  };
  let port: string;

  before(async () => {
    for (const name of ['app', 'data', 'reports']) mkdirSync(join(folder, name), { mode: 0o700 });
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
      cwd: packageRoot,
    });
    const [archive = ''] = [`${MANIFEST.name}-${MANIFEST.version}.tgz`];
    execFileSync('tar', ['-xzf', join(folder, archive), '--strip-components=1', '-C', app]);
    // Links to what npm ci --omit=dev would install, so that the test needs no network.
    for (const name of Object.keys({ ...MANIFEST.dependencies, ...MANIFEST.optionalDependencies })) {
      mkdirSync(dirname(join(app, 'node_modules', name)), { recursive: true });
      symlinkSync(join(packageRoot, 'node_modules', name), join(app, 'node_modules', name));
    }
    port = String(await freePort());
  });

  /** The exit code of the health check. */
  const healthOf = () =>
    spawnSync(process.execPath, probe.slice(1), {
      env: { PATH: process.env.PATH, ...environment, ASTROLABE_PORT: port },
    }).status;

  it('start an emulator that other machines reach, with a health check, and records that outlive it', async () => {
    const keys = {
      ASTROLABE_API_KEY: 'ak_in-a-container',
      ASTROLABE_CONTROL_TOKEN: '',
      ASTROLABE_WRITE_KEY: '',
    };
    const words: string[] = COMPOSE.services.emulator.command;
    const env = { ...keys, ASTROLABE_PORT: port };
    assert.equal(probe[0], 'node');
    assert.equal(healthOf(), 1);

    const first = start([...words, '--json'], env);
    const { controlToken } = await first.firstLine();
    assert.ok(controlToken, 'the control plane requires a token');
    assert.equal(healthOf(), 0);
    const headers = {
      authorization: `Basic ${btoa('ak_in-a-container:')}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ type: 'identify', userId: 'ada', traits: { plan: 'pro' } });
    const url = `http://${outerAddress()}:${port}`;
    assert.equal((await fetch(`${url}/astrolabe`, { method: 'POST', headers, body })).status, 200);
    assert.equal((await fetch(`${url}/_emulator/traces`)).status, 401);
    const { code } = await first.stop('SIGTERM');
    assert.deepEqual([code, first.err()], [0, '']);
    assert.equal(healthOf(), 1);

    const second = start([...words, '--json'], env);
    await second.firstLine();
    const stored = await fetch(`${url}/records/users?userId=ada`, { headers });
    assert.deepEqual(((await stored.json()) as { users: { properties: unknown }[] }).users[0]?.properties, {
      plan: 'pro',
    });

    const grade = start([...COMPOSE.services.verify.command, '--clauses', 'AST-HTTP-001'], {
      ASTROLABE_API_KEY: keys.ASTROLABE_API_KEY,
      ASTROLABE_BASE_URL: `${url}/astrolabe`,
      ASTROLABE_RECORDS_URL: `${url}/records`,
    });
    assert.equal((await grade.ended).code, 0, grade.err());
    assert.ok(existsSync(join(folder, 'reports', 'conformance.json')));
    await second.stop('SIGTERM');
  });

  it('start with nothing set, as docker run does', async () => {
    const running = start([...command, '--json'], { ASTROLABE_PORT: port });
    const { apiKey } = await running.firstLine();
    assert.ok(apiKey);
    assert.equal(healthOf(), 0);
    await running.stop('SIGTERM');
  });
});

/** An address of this machine beside loopback; loopback if it has none. */
function outerAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
