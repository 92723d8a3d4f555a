/** Every code block of the README and the docs is executed; a block that no function here executes fails. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { startEmulator } from '../emulator/index.ts';
import { openWorld } from '../entries/test.ts';
import { readPage } from '../harness/registry/index.ts';
import { schemaDocument, validate } from '../schemas/index.ts';
import { type RunningDestination, startDestination } from './destination/index.ts';
import { makeFolder } from './folder.ts';
import { makeOwnProject } from './own-project.ts';
import { moduleOf, PROGRAM } from './program.ts';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);

interface Snippet {
  readonly file: string;
  readonly language: string;
  readonly code: string;
}

/** Its blocks are declarations, which `test/surface.test.ts` compares with the built ones. */
const DECLARATIONS = 'docs/public-api.md';

const files = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))].filter(
  (name) => name.endsWith('.md') && name !== DECLARATIONS,
);

const snippets: readonly Snippet[] = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', code = '']) => ({ file, language, code }),
  ),
);

const folder = makeFolder('snippets');
let destination: RunningDestination;

before(async () => {
  destination = await startDestination();
});
after(() => destination.close());

const SOURCE = join(root, '..', 'shared', 'sources', 'astrolabe-destination.txt');

/** Placeholders of the docs for the reader's own values, and their values in this test. */
const placeholders = (): readonly (readonly [string, string])[] => [
  ['npx astrolabe-conformance', [process.execPath, ...PROGRAM].join(' ')],
  ['https://your-host.example/segment', destination.baseUrl],
  ['https://your-host.example/records', destination.recordsUrl],
  ['http://127.0.0.1:3000/segment', destination.baseUrl],
  ['http://127.0.0.1:3000/records', destination.recordsUrl],
  ['http://127.0.0.1:4100/astrolabe', `${destination.baseUrl} --api-key ${destination.apiKey}`],
  ['ASTROLABE_API_KEY=…', `ASTROLABE_API_KEY=${destination.apiKey}`],
  ['"$MY_KEY"', destination.apiKey],
  ['--port 4100', '--port 0'],
  ['-- npm test', `-- ${process.execPath} -e 'process.exit(process.env.ASTROLABE_INGRESS_URL ? 0 : 1)'`],
  ['page.txt', SOURCE],
  ['before.json', join(folder, 'record.json')],
  ['after.json', join(folder, 'record.json')],
];

function filledIn(code: string): string {
  return placeholders().reduce((text, [from, to]) => text.replaceAll(from, to), code);
}

/** Runs a script in a shell, in a new folder; fails if one of its commands fails. */
function shell(script: string): Promise<{ stdout: string }> {
  return run('bash', ['-ec', script], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CI: '1' },
  });
}

/** Starts `emulate`, runs the other lines of the block against it, and stops it. */
async function withEmulator(code: string): Promise<void> {
  const [first = '', ...rest] = filledIn(code).trim().split('\n');
  const child = spawn('bash', ['-c', `exec ${first.includes('--port') ? first : `${first} --port 0`}`], {
    cwd: folder,
  });
  try {
    let printed = '';
    const url = await new Promise<string>((ready, fail) => {
      child.stderr.on('data', (text) => fail(new Error(String(text))));
      child.on('exit', () => fail(new Error(`${first} ended:\n${printed}`)));
      child.stdout.on('data', (text) => {
        printed += text;
        const [, address] = /ready at (http:\S+)/.exec(printed) ?? [];
        if (address !== undefined) ready(address);
      });
    });
    for (const line of rest) {
      // As somebody would who has pasted the lines that it prints.
      const exports = [...printed.matchAll(/^ *(export \w+=\S+)$/gm)].map(([, words]) => words);
      const command = `${line.replaceAll('http://127.0.0.1:4100', url)} --silent --fail-with-body`;
      const { stdout } = await shell([...exports, command].join('\n'));
      assert.doesNotThrow(() => JSON.parse(stdout), `${line}\n${stdout}`);
    }
  } finally {
    child.kill();
  }
}

/** Downloads a snapshot that an emulator has, and starts another one from the file. */
async function continuesFromASnapshot(code: string): Promise<void> {
  const emulator = await startEmulator({ port: 0 });
  try {
    const headers = { 'content-type': 'application/json' };
    const taken = await fetch(`${emulator.controlUrl}/snapshots/seeded`, { method: 'POST', headers });
    assert.equal(taken.status, 201);
    const [download = '', start = ''] = code.split('\n');
    await shell(download.replace('http://127.0.0.1:4100', emulator.url));
    await withEmulator(start);
  } finally {
    await emulator.close();
  }
}

/** Both commands of the README: one that ends, and one that stays. */
async function gradesAndEmulates(code: string): Promise<void> {
  const [verify = '', emulate = ''] = code.split('\n');
  await shell(filledIn(verify));
  await withEmulator(emulate);
}

/** Runs the lines of a block. */
async function inShell(code: string): Promise<void> {
  if (code.includes('report before.json')) {
    await shell(filledIn('npx astrolabe-conformance verify --clauses AST-IDENT-001 --json > record.json'));
  }
  await shell(filledIn(code));
}

/** The marker that the page shows is in a file of its own; the commands after it fill that file, and check it. */
const MARKED = join('docs', 'marked.md');

function isAMarkedPlace(code: string): void {
  mkdirSync(join(folder, dirname(MARKED)), { recursive: true });
  writeFileSync(join(folder, MARKED), code);
}

async function citesInFiles(code: string): Promise<void> {
  await inShell(code);
  assert.match(
    readFileSync(join(folder, MARKED), 'utf8'),
    /^<!-- [\s\S]+\ncurl [\s\S]+<!-- \/astrolabe -->\n$/,
  );
}

/** Starts `verify --watch`, and ends it after its first run. */
async function watches(code: string): Promise<void> {
  mkdirSync(join(folder, 'src'), { recursive: true });
  const child = spawn('bash', ['-c', `exec ${filledIn(code).trim()} --clauses AST-HTTP-001`], {
    cwd: folder,
    env: { ...process.env, CI: '1', ASTROLABE_API_KEY: destination.apiKey },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      printed += text;
      // A second signal would end it at once.
      if (printed.includes('watching src') && !child.killed) child.kill();
    });
  }
  const [exitCode] = await once(child, 'close');
  assert.equal(exitCode, 0, printed);
}

/** Checks the sample application, with its plan. */
async function checksAnApplication(code: string): Promise<void> {
  const app = join(root, 'test', 'check', 'app');
  const command = `-- ${process.execPath} --test ${join(app, 'shop.test.mjs')}`;
  const line = code.replace('-- npm test', command).replace('plan.json', join(app, 'plan.json'));
  // Or the tests of the application would take themselves for a part of this test.
  await shell(`unset NODE_TEST_CONTEXT; ${filledIn(line)}`);
}

async function startsAnEmulator(code: string): Promise<void> {
  const file = join(folder, 'start.mjs');
  const door = pathToFileURL(join(root, 'emulator/index.ts')).href;
  const asks =
    "console.log((await fetch(emulator.recordsUrl + '/users?userId=x')).status);\nawait emulator.close();";
  writeFileSync(file, code.replace('astrolabe-conformance', door).replace('await emulator.close();', asks));
  const { stdout } = await run(process.execPath, ['--import', 'tsx', file], { cwd: root });
  assert.equal(stdout.trim(), '401');
}

async function generatesValidCalls(code: string): Promise<void> {
  const file = join(folder, 'generate.mjs');
  const entry = (name: string) => pathToFileURL(join(root, 'entries', `${name}.ts`)).href;
  const own = code.replaceAll(/'astrolabe-conformance\/(\w+)'/g, (_, name) => `'${entry(name)}'`);
  writeFileSync(file, own.replace(/ \/\/ none.*/, ' if (violations.length > 0) process.exit(1);'));
  await run(process.execPath, ['--import', 'tsx', file], { cwd: root });
}

/** The tests of a file, with node:test in the place of the test runner that it is for. */
async function isATestFile(code: string): Promise<void> {
  const { stdout } = await runModule(
    'conformance.test.mjs',
    code.replace(/from '(?:vitest|@jest\/globals|mocha)'/, "from 'node:test'"),
    '--test',
    '--test-reporter=tap',
  );
  assert.match(stdout, /^\s*ok \d+ - AST-HTTP-001 /m);
  assert.match(stdout, /^# fail 0$/m);
}

async function gradesInAProgram(code: string): Promise<void> {
  const { stdout } = await runModule('program.mjs', code);
  assert.match(stdout, /^conformant/);
}

/** Runs a module that grades a destination on this machine; fails if its exit code is not 0. */
function runModule(name: string, code: string, ...words: readonly string[]): Promise<{ stdout: string }> {
  const { baseUrl, recordsUrl, apiKey } = destination;
  const filled = code
    .replace('astrolabe-conformance/verify', pathToFileURL(moduleOf('entries/verify')).href)
    .replace('http://127.0.0.1:3000/segment', baseUrl)
    .replace('http://127.0.0.1:3000/records', recordsUrl);
  writeFileSync(join(folder, name), filled);
  const loader = ['--import', import.meta.resolve('tsx')];
  return run(process.execPath, [...loader, ...words, join(folder, name)], {
    cwd: folder,
    // Without what node:test says to the processes that it starts.
    env: { PATH: process.env.PATH, ASTROLABE_API_KEY: apiKey },
  });
}

/** Blocks of docs/worlds-in-tests.md: runners of others are stood in for; `npm run client-matrix` runs them. */
async function isATestWithAWorld(code: string): Promise<void> {
  const [, name = ''] = /^\/\/ (\S+)/.exec(code) ?? [];
  const shim = join(root, 'test/client/runner-shim.js');
  const entry = moduleOf('entries/test');
  const own = name.endsWith('.cjs')
    ? `const { afterEach, beforeEach, expect, test } = require('${shim}');\n${code.replace('astrolabe-conformance/test', entry)}`
    : code
        .replace('astrolabe-conformance/test', pathToFileURL(entry).href)
        .replace(/from '(?:vitest|@playwright\/test)'/, `from '${pathToFileURL(shim).href}'`);
  const { stdout } = await runModule(name, own, '--test', '--test-reporter=tap');
  assert.match(stdout, /ok 1 - a signup is tracked$/m);
  assert.match(stdout, /^# fail 0$/m);
}

async function isSupportCodeWithAWorld(code: string): Promise<void> {
  const { cucumber, write } = makeOwnProject();
  write('features/support/world.mjs', code);
  write(
    'features/signup.feature',
    'Feature: signup\n  Scenario: a signup\n    When ada signs up\n    Then the signup of ada is tracked\n',
  );
  const { exitCode, out } = await cucumber([]);
  assert.equal(exitCode, 0, out);
  assert.match(out, /1 scenario \(1 passed\)/);
}

/** Its comments say what it prints. */
async function isAProgramWithAWorld(code: string): Promise<void> {
  const entry = pathToFileURL(moduleOf('entries/test')).href;
  const { stdout } = await runModule('world.mjs', code.replace('astrolabe-conformance/test', entry));
  const [, printed = 'ada@acme.example'] = /^console\.log\(.*\); \/\/ (.+)$/m.exec(code) ?? [];
  assert.equal(stdout.trim(), printed);
}

async function isTheMessageOfAnExpectation(code: string): Promise<void> {
  const world = await openWorld();
  await world.send({ type: 'track', messageId: 'm-1', userId: 'ada', event: 'Signed Up' });
  await world.expect({ type: 'track' });
  const error: Error = await world
    .expect({ type: 'track', event: 'Signed up' }, { within: '50ms' })
    .catch((thrown) => thrown);
  await world.close();
  const comparable = (text: string) =>
    text.replace(/\d{4}-[\d:.T-]+Z/, 'TIME').replace(/within \d+ \w+/, 'within');
  assert.equal(comparable(error.message), comparable(code.trim()));
}

async function isAnAdapter(code: string): Promise<void> {
  const { default: adapter } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  for (const [collection, schema] of [
    ['users', 'records-users'],
    ['accounts', 'records-accounts'],
    ['events', 'records-events'],
  ] as const) {
    const records = await adapter[collection]({ userId: 'ada', groupId: 'acme', connector: 'api-key' });
    assert.deepEqual(validate(schema, { [collection]: records }), []);
  }
}

function isASourceReference(code: string): void {
  const [reference] = parse(code);
  const keys =
    'sha256' in reference ? ['page', 'paragraph', 'sentence', 'sha256'] : ['page', 'title', 'heading'];
  assert.deepEqual(Object.keys(reference), keys);
}

function isAConfiguration(code: string): void {
  assert.deepEqual(validate('config', parse(code)), []);
}

async function hashesASentence(code: string): Promise<void> {
  const [, sentence = ''] = /'%s' '([^']+)'/.exec(code) ?? [];
  const { stdout } = await shell(code);
  assert.equal(stdout.split(' ')[0], readPage(sentence)[0]?.sha256);
}

/** The sketch of a result record names only members that the schema has. */
function isAResultRecord(code: string): void {
  const members = new Set<string>();
  JSON.stringify(schemaDocument('result'), (key, value) => {
    if (key === 'properties') for (const name of Object.keys(value)) members.add(name);
    return value;
  });
  const named = [...code.matchAll(/"([\w-]+)"/g)].map(([, name = '']) => name);
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((name) => !members.has(name)),
    [],
  );
}

/** From an empty folder to a scenario; the packages are linked instead of installed. */
async function startsAProject(code: string): Promise<void> {
  const { folder: cwd } = makeOwnProject();
  rmSync(join(cwd, 'package.json'));
  const lines = filledIn(code)
    .replaceAll('http://127.0.0.1:3000/records', destination.recordsUrl)
    .replaceAll('npx cucumber-js', `${process.execPath} node_modules/@cucumber/cucumber/bin/cucumber.js`)
    .split('\n')
    .filter((line) => !line.startsWith('npm install'));
  const { stdout } = await run('bash', ['-ec', lines.join('\n')], { cwd, env: { ...process.env, CI: '1' } });
  assert.match(stdout, /2 scenarios \(2 passed\)/);
}

/** A file of a project on the steps: cucumber runs the features with it. */
function isAFileOf(name: string) {
  return async (code: string) => {
    const { command, cucumber, write } = makeOwnProject();
    await command(['init', '--base-url', destination.baseUrl]);
    write(name, code);
    const { exitCode, out } = await cucumber(['features'], { ASTROLABE_API_KEY: destination.apiKey });
    assert.equal(exitCode, 0, out);
  };
}

function parsesAsYaml(code: string): void {
  assert.equal(typeof parse(code), 'object');
}

async function importsTheOpenApiDocument(code: string): Promise<void> {
  const file = pathToFileURL(join(root, 'schemas', 'openapi.json')).href;
  const { stdout } = await runModule('openapi.mjs', code.replace('astrolabe-conformance/openapi.json', file));
  assert.match(stdout, /^identify, group, track, /);
}

/** No engine is here: test/containers runs the commands of the image. What these lines name must be there. */
function namesTheContainers(code: string): void {
  const { services } = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'));
  const [image] = new Set(Object.values<{ image: string }>(services).map((service) => service.image));
  const words = code.split(/\s+/);
  for (const word of words.filter((one) => one.startsWith('astrolabe-conformance')))
    assert.equal(word, image);
  for (const [, service = ''] of code.matchAll(/^docker compose (?:up|run) (?:--\S+ (?:cat )?)*(\w+)/gm))
    assert.ok(service in services, service);
  assert.ok(words.includes('docker'));
}

async function citesInABuild(code: string): Promise<void> {
  const entry = pathToFileURL(moduleOf('entries/remark')).href;
  const { stdout } = await runModule(
    'remark.mjs',
    code
      .replace('astrolabe-conformance/remark', entry)
      .replace("from 'remark'", () => `from '${import.meta.resolve('remark')}'`),
  );
  assert.match(stdout, /\n## AST-GROUP-004: [\s\S]+\ncurl -i /);
}

/** test/openapi/client.test.ts uses the client. */
async function generatesAClient(code: string): Promise<void> {
  const generator = `${process.execPath} ${join(root, 'node_modules/oazapfts/dist/cli.js')}`;
  await shell(
    code.replace('npx oazapfts', generator).replace('node_modules/astrolabe-conformance', () => root),
  );
  assert.match(readFileSync(join(folder, 'client.ts'), 'utf8'), /export function deliverCall\(/);
}

/** test/scale.test.ts runs them, and replaces these ports. */
function isRunWithRouters(code: string): void {
  const ports = [...code.matchAll(/(?:127\.0\.0\.1:|--port )(\d+)/g)].map(([, port = '']) => port);
  assert.deepEqual(
    ports.filter((port) => !['4100', '4101', '4102'].includes(port)),
    [],
  );
}

/** The globs are resolved in test/editor.test.ts. */
function areEditorSettings(code: string): void {
  assert.deepEqual(Object.keys(JSON.parse(code)), ['cucumber.features', 'cucumber.glue']);
}

/** The function that executes a block is the first one that matches. */
const EXECUTIONS: readonly (readonly [
  language: string,
  pattern: RegExp,
  execute: (code: string) => void | Promise<void>,
])[] = [
  ['sh', /\b410[12]\b|^(?:nginx|haproxy) |haproxy\.pid|:4100\/records$/m, isRunWithRouters],
  ['nginx', /^# nginx\.conf\n/, isRunWithRouters],
  ['haproxy', /^# haproxy\.cfg\n/, isRunWithRouters],
  ['js', /^\/\/ map-worlds\.mjs\n/, isRunWithRouters],
  ['sh', /^npx astrolabe-conformance emulate\b(?!.*--repair)/, withEmulator],
  ['sh', /^npx astrolabe-conformance verify .*\nnpx astrolabe-conformance emulate /, gradesAndEmulates],
  ['sh', /^npx astrolabe-conformance verify .*--watch/, watches],
  ['sh', /^npx astrolabe-conformance exec --check/, checksAnApplication],
  ['sh', /^curl .* > seeded\.json\n/, continuesFromASnapshot],
  [
    'sh',
    /^curl .*127\.0\.0\.1:4100\/_emulator\//,
    (code) => withEmulator(`npx astrolabe-conformance emulate\n${code}`),
  ],
  ['md', /^<!-- astrolabe:cite /, isAMarkedPlace],
  ['sh', /^npx astrolabe-conformance cite --update /, citesInFiles],
  ['sh', /^(?:export ASTROLABE_API_KEY=\S+\n)?docker /, namesTheContainers],
  ['js', /astrolabe-conformance\/remark'/, citesInABuild],
  ['js', /astrolabe-conformance\/openapi\.json/, importsTheOpenApiDocument],
  ['sh', /^npx oazapfts /, generatesAClient],
  ['sh', /^printf /, hashesASentence],
  ['sh', /^(?:npx astrolabe-conformance |export ASTROLABE_)/, inShell],
  ['sh', /^npm init -y\n/, startsAProject],
  ['js', /import \{ defineSteps \}/, isAFileOf('features/support/astrolabe.mjs')],
  ['js', /import \{ profile \}/, isAFileOf('cucumber.js')],
  ['js', /import \{ startEmulator \}/, startsAnEmulator],
  ['js', /import \{ take, validCalls \}/, generatesValidCalls],
  ['js', /^\/\/ features\/.*[\s\S]*\bopenWorld\(/, isSupportCodeWithAWorld],
  ['js', /^\/\/ .*[\s\S]*\bopenWorld\(/, isATestWithAWorld],
  ['js', /\bopenWorld\(/, isAProgramWithAWorld],
  ['text', /^expected at least/, isTheMessageOfAnExpectation],
  ['js', /\bconformanceTests\(/, isATestFile],
  ['js', /\bawait verify\(/, gradesInAProgram],
  ['js', /^export default \{\n {2}async users/, isAnAdapter],
  // test/ci-recipes.test.ts runs what they do.
  ['yaml', /^name: Astrolabe(?: in five jobs)?\n|^astrolabe:\n/, parsesAsYaml],
  ['yaml', /^- \{ page: /, isASourceReference],
  ['yaml', /^emulate:/, isAConfiguration],
  ['json', /^\{\n {2}"cucumber\.features": /, areEditorSettings],
  ['', /^\{ "schemaVersion": 1,/, isAResultRecord],
];

describe('code blocks', () => {
  it('are found', () => assert.ok(snippets.length > 12));

  for (const { file, language, code } of snippets) {
    const [title = ''] = code.split('\n');
    it(`${relative('.', file)}: ${title}`, async (t) => {
      const found = EXECUTIONS.find(([name, pattern]) => name === language && pattern.test(code));
      assert.ok(found, `no function executes this ${language || 'unnamed'} block:\n${code}`);
      if (code.includes('page.txt') && !existsSync(SOURCE)) {
        assert.notEqual(process.env.ASTROLABE_REQUIRE_SOURCES, '1', `${SOURCE} is missing, and is required`);
        t.skip('the copy of the page is missing');
        return;
      }
      await found[2](code);
    });
  }
});
