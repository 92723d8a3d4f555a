/**
 * `npm run artillery`: sends a load with the built-in runner and with Artillery, each a part of it, to a destination that is a
 * process of its own, and reconciles it. `npm run artillery -- 1000000` sends more, and `-- 1000000 drop`, `swap` or `misdate` has a
 * destination with that fault, of which reconcile must name each spoiled call and nothing else.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { callNamedIn, callOf, callsOfUser, kindOf, type PlannedCall } from '../../generators/load/index.ts';
import type { LoadPlan, LoadRecord } from '../../schemas/index.ts';
import { PROGRAM, startNode } from '../program.ts';

const root = resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);

/** Artillery needs 22.18. */
const NODE = '24.21.0';
/** The first is the built-in runner's, the others are Artillery's: two shards each. */
const MACHINES = 3;
const WORKERS = 2;

const [calls = '60000', fault = 'none'] = process.argv.slice(2);
const users = String(Math.ceil(Number(calls) / 10));
const say = (text: string) => process.stdout.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-artillery-'));
const out = join(folder, 'load');
const destination = startNode(
  ['--import', 'tsx', join(import.meta.dirname, 'faulty-destination.ts'), fault],
  {
    cwd: root,
  },
);
const { baseUrl, recordsUrl, apiKey } = await destination.firstLine();
const env = { PATH: process.env.PATH, HOME: process.env.HOME, ASTROLABE_API_KEY: apiKey };

/** Runs a command to its end; its output is the error if it fails. */
async function run(command: string, words: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr } = await execute(command, words, {
    cwd: out,
    env: { ...env, ...more },
    maxBuffer: 2 ** 28,
  }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`${error.message}\n${error.stdout ?? ''}\n${error.stderr ?? ''}`.slice(-4000));
  });
  return `${stdout}${stderr}`;
}

async function tool(...words: readonly string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [...PROGRAM, ...words], {
    cwd: root,
    env,
    maxBuffer: 2 ** 28,
  }).catch((error: Error & { stdout?: string; stderr?: string; code?: number }) => {
    // A fault that is found is no failure of the command.
    if (error.code === 1) return { stdout: error.stdout ?? '' };
    throw new Error(`${error.stdout ?? ''}\n${error.stderr ?? ''}`);
  });
  return stdout;
}

async function reconciled(): Promise<LoadRecord> {
  const where = ['--plan', join(out, 'plan.json'), '--records-url', recordsUrl, '--settle', '1s'];
  say((await tool('reconcile', ...where)).split('\n\n')[0] ?? '');
  return JSON.parse(readFileSync(join(out, 'load.json'), 'utf8')) as LoadRecord;
}

/** Artillery and this package, as the README of the project says; the package is the packed one. */
async function install(): Promise<string> {
  const { stdout } = await execute('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const file = join(out, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.dependencies['astrolabe-conformance'] = `file:${join(folder, stdout.trim())}`;
  writeFileSync(file, JSON.stringify(manifest));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund']);
  const found = await run('npx', ['-y', '-p', `node@${NODE}`, '-c', 'node -p process.execPath']);
  return dirname(found.trim());
}

async function sendWithArtillery(machine: number, nodeFolder: string): Promise<void> {
  const words = ['run', '--quiet', '--output', `artillery-${machine}.json`, 'artillery.yml'];
  await run(join(out, 'node_modules/.bin/artillery'), words, {
    PATH: `${nodeFolder}:${process.env.PATH}`,
    ASTROLABE_SHARD: `${machine}/${MACHINES}`,
    ARTILLERY_DISABLE_TELEMETRY: 'true',
  });
}

const plan = ['--users', users, '--calls', calls, '--seed', '7', '--run-id', 'x7', '--out', out];
const machines = ['--machines', String(MACHINES), '--workers', String(WORKERS)];
say(await tool('load', '--as', 'artillery', '--base-url', baseUrl, ...plan, ...machines));
const nodeFolder = await install();
const startedAt = performance.now();
const [builtIn] = await Promise.all([
  tool(
    ...['load', '--base-url', baseUrl, '--plan', join(out, 'plan.json')],
    ...['--shard', `1/${MACHINES}`, '--workers', String(WORKERS)],
  ),
  sendWithArtillery(2, nodeFolder),
  sendWithArtillery(3, nodeFolder),
]);
say(builtIn.split('\n\n')[0] ?? '');
say(
  `${calls} calls by two shards of load and four of Artillery in ${Math.round((performance.now() - startedAt) / 1000)} s`,
);
const record = await reconciled();
if (fault === 'none') {
  // What Artillery's workers wrote is gone with their machines on some platforms: then its reports must do.
  for (const shard of [3, 4, 5, 6]) rmSync(join(out, `shard-${shard}-of-${MACHINES * WORKERS}.json`));
  const again = await reconciled();
  assert.deepEqual([again.verdict, again.sent.unsent], ['right', 0]);
}
const end = await destination.stop('SIGTERM');
assert.equal(end.code, 0);
const { spoiled, calls: arrived } = JSON.parse(destination.out().trim().split('\n').at(-1) ?? '') as {
  readonly spoiled: readonly string[];
  readonly calls: number;
};
check(record, spoiled, arrived);
rmSync(folder, { recursive: true, force: true });

/** What was spoiled is named, and nothing else. */
function check({ verdict, sent, found }: LoadRecord, wrong: readonly string[], requests: number): void {
  assert.equal(sent.accepted, Number(calls));
  assert.equal(requests, Number(calls) + sent.sentAgain);
  const counted = (sent.artillery ?? []).reduce((sum, report) => sum + report.requests, 0);
  assert.equal(
    counted,
    sent.shards.filter(({ shard }) => shard.number > WORKERS).reduce((sum, one) => sum + one.calls, 0),
  );
  const named = new Set(found?.faults.map(({ call }) => call?.messageId));
  const accused = [...named].filter((messageId) => !wrong.includes(messageId ?? ''));
  assert.deepEqual(accused, []);
  const planned = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as LoadPlan;
  assert.deepEqual(
    wrong.filter((messageId) => isMissed(planned, messageId) && !named.has(messageId)),
    [],
  );
  assert.equal(verdict, { none: 'right', misdate: 'right-with-warnings' }[fault] ?? 'wrong');
  say(
    fault === 'none'
      ? `${calls} calls, reconciled over all users: nothing wrong`
      : `${fault}: ${wrong.length} calls spoiled, ${named.size} of them named in ${found?.total} faults, nothing else accused`,
  );
}

/** Whether no other call says what this one says: Accounts are shared, and an audience may be entered a second time. */
function isMissed(plan: LoadPlan, messageId: string): boolean {
  const call = callNamedIn(plan, messageId);
  if (call === undefined) throw new Error(`${messageId} is not a call of the plan`);
  const kind = kindOf(plan, call);
  if (kind !== 'audience') return kind !== 'group';
  const audienceOf = (planned: PlannedCall) => JSON.stringify(callOf(plan, planned).traits);
  const others = Array.from({ length: callsOfUser(plan, call.user) }, (_, index) => ({ ...call, index }));
  return others.every(
    (other) =>
      other.index === call.index ||
      kindOf(plan, other) !== 'audience' ||
      audienceOf(other) !== audienceOf(call),
  );
}
