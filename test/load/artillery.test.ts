/** `load --as artillery`: what it writes, and what its processor sends when Artillery calls it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { type ArtilleryContext, createProcessor } from '../../entries/artillery.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import { makeFolder } from '../folder.ts';
import { startProgram } from '../program.ts';
import { withFront } from './folders.ts';
import { load, reconcile } from './run.ts';

const SMALL = ['--users', '40', '--calls', '400', '--seed', '7', '--run-id', 'x7'];

async function writeProject(baseUrl: string, folder: string, ...words: readonly string[]) {
  const running = startProgram([
    ...['load', '--as', 'artillery', '--base-url', baseUrl, '--out', folder],
    ...[...SMALL, ...words],
  ]);
  const { code } = await running.ended;
  return { code, out: running.out(), err: running.err() };
}

/** What Artillery gives to a virtual user: target and variables of artillery.yml, and the name of the test. */
function contextOf(folder: string, env: Readonly<Record<string, string>>, testId = 'test'): ArtilleryContext {
  const { config } = parse(readFileSync(join(folder, 'artillery.yml'), 'utf8'));
  return { vars: { target: config.target, $env: env, $testId: `${folder}${testId}`, ...config.variables } };
}

/** Counts as Artillery does. */
function createCounts() {
  const counters = new Map<string, number>();
  const errors: unknown[] = [];
  return {
    counters,
    errors,
    emit(event: string, name: unknown, value: unknown) {
      if (event === 'counter') counters.set(String(name), (counters.get(String(name)) ?? 0) + Number(value));
      if (event === 'error') errors.push(name);
    },
  };
}

function reportOf(counters: ReadonlyMap<string, number>) {
  const times = { firstCounterAt: 1000, lastCounterAt: 2000 };
  return JSON.stringify({ aggregate: { counters: Object.fromEntries(counters), ...times } });
}

describe('an Artillery project', () => {
  it('sends each shard once, whoever takes it, and is reconciled with what load sent', () =>
    withFront(undefined, async (front, folder) => {
      const { code } = await writeProject(front.baseUrl, folder, '--machines', '2', '--workers', '2');
      assert.equal(code, 0);
      const env = { ASTROLABE_API_KEY: front.apiKey, ASTROLABE_SHARD: '2/2' };
      const { sendShards } = createProcessor({ folder });
      const counts = createCounts();
      // One virtual user more than there are shards.
      await Promise.all([1, 2, 3].map(() => sendShards(contextOf(folder, env), counts)));
      assert.deepEqual(Object.fromEntries(counts.counters), {
        'http.requests': 200,
        'http.responses': 200,
        'http.codes.200': 200,
        'astrolabe.shard_3_of_4.accepted': 100,
        'astrolabe.shard_4_of_4.accepted': 100,
      });
      writeFileSync(join(folder, 'artillery-2.json'), reportOf(counts.counters));

      const words = ['--plan', join(folder, 'plan.json'), '--shard', '1/2', '--workers', '2'];
      assert.equal((await load(front, folder, ...words)).exitCode, 0);
      const { exitCode, record, out } = await reconcile(front, folder);
      assert.equal(exitCode, 0);
      assert.equal(record?.verdict, 'right');
      assert.deepEqual(record.sent.artillery, [
        { file: 'artillery-2.json', requests: 200, responses: { 200: 200 }, errors: {} },
      ]);
      assert.match(out, /^Artillery {2,}artillery-2\.json: 200 requests, 200 with 200$/m);
      assert.deepEqual(
        [...front.times.values()],
        Array.from({ length: 400 }, () => 1),
      );

      for (const shard of [3, 4]) rmSync(join(folder, `shard-${shard}-of-4.json`));
      const fromReport = await reconcile(front, folder);
      assert.deepEqual([fromReport.exitCode, fromReport.record?.sent.unsent], [0, 0]);
      rmSync(join(folder, 'artillery-2.json'));
      const without = await reconcile(front, folder);
      assert.deepEqual([without.exitCode, without.record?.sent.unsent], [3, 200]);
    }));

  it('goes on where it was when it is started again', () => {
    const ends = { isOpen: false };
    return withFront(
      (_call, before) => (before < 100 || ends.isOpen ? {} : { answer: { status: 401 } }),
      async (front, folder) => {
        await writeProject(front.baseUrl, folder);
        const env = { ASTROLABE_API_KEY: front.apiKey };
        const { sendShards } = createProcessor({ folder });
        await sendShards(contextOf(folder, env, 'first'), createCounts());
        ends.isOpen = true;
        const counts = createCounts();
        await sendShards(contextOf(folder, env, 'second'), counts);
        assert.equal(counts.counters.get('astrolabe.shard_1_of_1.accepted'), 400);
        assert.equal(counts.counters.get('http.requests'), 300);
        assert.equal((await reconcile(front, folder)).record?.verdict, 'right');
      },
    );
  });

  it('says why nobody answers', async () => {
    const { close, ...gone } = await startEmbedded();
    await close();
    const folder = makeFolder('load');
    await writeProject(gone.baseUrl, folder);
    const env = { ASTROLABE_API_KEY: gone.apiKey };
    const { sendShards } = createProcessor({ folder });
    const counts = createCounts();
    await assert.rejects(sendShards(contextOf(folder, env), counts), /refused/);
    assert.ok(counts.errors.length > 0 && counts.errors.every((code) => code === 'ECONNREFUSED'));
  });

  for (const [name, env, problem] of [
    ['no API key', {}, /needs the API key of a connector: set ASTROLABE_API_KEY/],
    [
      'no consent',
      { ASTROLABE_API_KEY: 'k-1' },
      /write test data to astrolabe\.example.*\n.*ASTROLABE_YES=1/,
    ],
    ['a shard that is none', { ASTROLABE_API_KEY: 'k-1', ASTROLABE_SHARD: '3/2' }, /3\/2/],
    [
      'an option that is none',
      { ASTROLABE_API_KEY: 'k-1', ASTROLABE_WORKERS: 'two' },
      /ASTROLABE_WORKERS must be/,
    ],
  ] as const) {
    it(`refuses to send with ${name}`, async () => {
      const folder = makeFolder('load');
      await writeProject('https://astrolabe.example/segment', folder);
      const { sendShards } = createProcessor({ folder });
      await assert.rejects(sendShards(contextOf(folder, env), createCounts()), problem);
      assert.deepEqual(
        readdirSync(folder).filter((file) => file.startsWith('shard-')),
        [],
      );
    });
  }

  it('has what each platform needs, and no secret', async () => {
    const folder = makeFolder('load');
    const url = 'https://astrolabe.example/segment?token=qwertz';
    const words = ['--machines', '3', '--workers', '2', '--rate', '50'];
    const { code, out } = await writeProject(url, folder, ...words);
    assert.equal(code, 0);
    assert.match(out, /400 calls in 6 shards of at most 70/);
    const names = readdirSync(folder).sort();
    assert.deepEqual(names, [
      ...['.dockerignore', 'Dockerfile', 'README.md', 'artillery.yml'],
      ...['kubernetes.yaml', 'package.json', 'plan.json', 'processor.mjs'],
    ]);
    const texts = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    assert.doesNotMatch(texts, /qwertz/);
    assert.match(texts, /set `ASTROLABE_BASE_URL` to the whole URL/);
    const { config, scenarios } = parse(readFileSync(join(folder, 'artillery.yml'), 'utf8'));
    assert.equal(config.target, 'https://astrolabe.example/segment');
    assert.equal(config.phases[0].arrivalRate, 2);
    assert.equal(config.variables.rate, '50');
    assert.deepEqual(scenarios[0].flow, [{ function: 'sendShards' }]);
    const [claim, job] = parseAllDocuments(readFileSync(join(folder, 'kubernetes.yaml'), 'utf8')).map((one) =>
      one.toJS(),
    );
    assert.equal(claim.kind, 'PersistentVolumeClaim');
    assert.equal(job.spec.completions, 3);
    const [{ args }] = job.spec.template.spec.containers;
    assert.match(args[0], /^ASTROLABE_SHARD=\$\(\(JOB_COMPLETION_INDEX \+ 1\)\)\/3 npx artillery run /);
  });

  it('leaves files alone that are there', async () => {
    const folder = makeFolder('load');
    await writeProject('http://127.0.0.1:1/', folder);
    writeFileSync(join(folder, 'artillery.yml'), '# mine\n');
    const { code, err } = await writeProject('http://127.0.0.1:1/', folder);
    assert.equal(code, 0);
    assert.match(err, /artillery\.yml is there already, and was left as it is/);
    assert.equal(readFileSync(join(folder, 'artillery.yml'), 'utf8'), '# mine\n');
  });

  it('takes no shard when it is written', async () => {
    const folder = join(makeFolder('load'), 'new');
    const { code, err } = await writeProject('http://127.0.0.1:1/', folder, '--shard', '1/2');
    assert.equal(code, 2);
    assert.match(err, /--shard cannot be combined with --as artillery/);
    assert.equal(existsSync(folder), false);
  });
});
