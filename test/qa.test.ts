/** How a QA team uses verify: shared and slow endpoints, known failures, reports. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startEmulator } from '../emulator/index.ts';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { RENDERABLE, REPORT_FORMATS } from '../reports/catalogue.ts';
import { type ResultRecord, validate } from '../schemas/index.ts';
import { eventually } from './eventually.ts';
import {
  type DestinationOptions,
  type OutsideDestination,
  runCommand,
  startDestination,
} from './outside/index.ts';
import { startProgram } from './program.ts';
import { pointAt, type Ran } from './shell.ts';

async function against<T>(
  options: DestinationOptions,
  use: (destination: OutsideDestination) => Promise<T>,
): Promise<T> {
  const destination = await startDestination({
    blockingApiKey: 'bk-Quality-1',
    restrictedApiKey: 'rk-Quality-1',
    ...options,
  });
  try {
    return await use(destination);
  } finally {
    await destination.close();
  }
}

function verifyAt(destination: Parameters<typeof pointAt>[0], ...words: string[]): Promise<Ran> {
  const { argv, env } = pointAt(destination);
  return runCommand([...argv, ...words], env);
}

function unmetOf(ran: Ran): string[] {
  return ran
    .record()
    .clauses.filter(({ verdict }) => !['pass', 'info', 'not-applicable'].includes(verdict))
    .map(({ id }) => id);
}

function failedIn(ran: Ran): string[] {
  const failed = ran.record().clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  return failed.map(({ id }) => id);
}

describe('verify against real-world endpoints', () => {
  it('is conformant if a destination answers 202 and stores 300 ms later', async () => {
    const ran = await against({ storeDelayMs: 300 }, (destination) => verifyAt(destination));
    assert.deepEqual(unmetOf(ran), []);
    assert.equal(ran.exitCode, 0);
  });

  it('is conformant but slower if more than 40 calls per second are answered 429', async () => {
    const rateLimit = { callsPerSecond: 40, retryAfter: 'seconds' } as const;
    const ran = await against({ rateLimit }, (destination) =>
      verifyAt(destination, '--clauses', 'AST-IDENT-*'),
    );
    assert.deepEqual(unmetOf(ran), []);
    assert.equal(ran.exitCode, 0);
  });

  it('grades two concurrent runs with the same seed correctly', async () => {
    const rans = await against({}, (destination) =>
      Promise.all([verifyAt(destination, '--seed', '7'), verifyAt(destination, '--seed', '7')]),
    );
    for (const ran of rans) assert.equal(ran.exitCode, 0, unmetOf(ran).join());
    assert.notEqual(rans[0]?.record().run.id, rans[1]?.record().run.id);
  });

  it('blocks the rest of a run that has reached --max-calls, and is incomplete', async () => {
    const ran = await against({}, (destination) => verifyAt(destination, '--max-calls', '50'));
    assert.equal(ran.exitCode, 3);
    assert.match(ran.record().run.reasons.join(), /no more than 50 calls \(--max-calls\)/);
  });

  it('keeps to --rate', async () => {
    const started = Date.now();
    const ran = await against({}, (destination) =>
      verifyAt(destination, '--rate', '50', '--clauses', 'AST-IDENT-003'),
    );
    const { calls, markers, records } = ran.record().run.requests;
    assert.equal(ran.exitCode, 0);
    assert.ok(Date.now() - started >= ((calls + markers + records - 1) / 50) * 1000);
  });

  it('ends early with exit 1 if everything is accepted and nothing is stored', async () => {
    const ran = await against({ faults: ['stores-nothing'] }, (destination) =>
      verifyAt(destination, '--settle', '1s'),
    );
    assert.equal(ran.exitCode, 1);
    assert.equal(ran.record().run.requests.markers, 0, 'no example waits once the control found nothing');
    const [failed] = ran.record().clauses.filter(({ verdict }) => verdict === 'fail');
    assert.equal(failed?.id, 'AST-IDENT-001');
    const [example] = failed.examples;
    assert.match(example?.difference?.message ?? '', /pass a longer --settle/);
    assert.ok(example?.exchanges.some(({ purpose }) => purpose === 'records'));
  });

  it('exits 4 against something that is not an HTTP server', async () => {
    const server = createServer();
    server.on('connection', (socket) => socket.end('220 mail ready\r\n'));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const ran = await verifyAt({ baseUrl: `http://127.0.0.1:${port}/x`, apiKey: 'k' });
    server.close();
    assert.equal(ran.exitCode, 4);
    assert.match(ran.record().run.reasons.join(), /not valid HTTP/);
  });

  it('exits 4 if the URL is https and the server has no TLS', async () => {
    const ran = await against({}, ({ baseUrl, apiKey }) =>
      verifyAt({ baseUrl: baseUrl.replace('http:', 'https:'), apiKey }),
    );
    assert.equal(ran.exitCode, 4);
    assert.match(ran.record().run.reasons.join(), /TLS handshake failed/);
  });

  it('exits 4 if no response arrives in time', async () => {
    const server = createServer(() => {});
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const ran = await verifyAt({ baseUrl: `http://127.0.0.1:${port}/x`, apiKey: 'k' }, '--timeout', '200ms');
    server.closeAllConnections();
    server.close();
    assert.equal(ran.exitCode, 4);
    assert.match(ran.record().run.reasons.join(), /within 200 ms/);
  });
});

describe('an adapter', () => {
  async function withAdapter(code: (recordsUrl: string) => string, extension = 'mjs'): Promise<Ran> {
    return against({}, async ({ recordsUrl, ...bare }) => {
      const { argv, env } = pointAt(bare);
      const file = join(import.meta.dirname, `adapter-${process.pid}-${Math.random()}.tmp.${extension}`);
      writeFileSync(file, code(recordsUrl));
      try {
        return await runCommand(
          [...argv, '--adapter', file, '--timeout', '500ms', '--clauses', 'AST-IDENT-00?'],
          env,
        );
      } finally {
        (await import('node:fs')).rmSync(file);
      }
    });
  }

  it('gives the same results as a Records API', async () => {
    const ran = await withAdapter(
      (recordsUrl) => `
        const ask = (collection) => async ({ connector, ...query }) => {
          const answer = await fetch('${recordsUrl}/' + collection + '?' + new URLSearchParams(query), {
            headers: { authorization: 'Basic ' + btoa('q7Rz-allow-Kd41mWx:') },
          });
          return (await answer.json())[collection];
        };
        export default { users: ask('users'), accounts: ask('accounts'), events: ask('events') };`,
    );
    assert.equal(ran.exitCode, 0, ran.record().run.reasons.join());
    assert.equal(ran.record().run.evidence, 'readback');
  });

  const faulty: readonly [string, string, RegExp][] = [
    [
      'throws',
      'async users() { throw new Error("no database"); }, accounts() {}, events() {}',
      /adapter's users\(\) threw: no database/,
    ],
    [
      'hangs',
      'users: () => new Promise(() => {}), accounts() {}, events() {}',
      /adapter's users\(\) did not return within 500 ms/,
    ],
    [
      'answers nonsense',
      'users: () => "many", accounts() {}, events() {}',
      /adapter's users\(\) returned invalid records/,
    ],
    [
      'ends the process',
      'users: () => process.exit(0), accounts() {}, events() {}',
      /the adapter ended its thread with exit code 0/,
    ],
    [
      'blocks its thread',
      'users() { for (;;); }, accounts() {}, events() {}',
      /adapter's users\(\) did not return within 500 ms/,
    ],
    [
      'answers every query with the same User',
      'users: () => [{ userId: "x", properties: {}, accountIds: [] }], accounts: () => [], events: () => []',
      /1 users for an id that was never sent/,
    ],
  ];
  for (const [what, members, sentence] of faulty) {
    it(`that ${what} is named, and the run is incomplete without a clause that failed`, async () => {
      const ran = await withAdapter(() => `export default { ${members} };`);
      assert.equal(ran.exitCode, 3);
      assert.match(ran.record().run.reasons.join(), sentence);
      assert.deepEqual(failedIn(ran), []);
    });
  }

  it('that blocks its thread for a moment at each read changes no verdict, and its reads are counted', async () => {
    const ran = await withAdapter(
      () => `
        const block = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
        export default { users() { block(1); return []; }, accounts: () => [], events: () => [] };`,
    );
    assert.equal(ran.exitCode, 1);
    assert.deepEqual(failedIn(ran), ['AST-IDENT-001']);
    assert.ok(ran.record().run.requests.records > 3);
  });

  const unusable: readonly [string, string, RegExp][] = [
    ['lacks a function', 'export default { users() {} };', /missing: accounts, events/],
    ['does not parse', 'export default {\n  users() {{},\n};', /cannot load the adapter .*adapter-.*:2\)/],
    ['throws while it loads', '\nthrow new Error("no driver");', /no driver \(.*adapter-.*:2\)/],
    ['ends the process while it loads', 'process.exit(0);', /ended its thread with exit code 0 while/],
  ];
  for (const [what, code, sentence] of unusable) {
    it(`that ${what} is found before the first call`, async () => {
      const ran = await withAdapter(() => code);
      assert.equal(ran.exitCode, 2);
      assert.match(ran.err, sentence);
      assert.doesNotMatch(ran.err, /\n {4}at /);
    });
  }

  it('may be TypeScript', async () => {
    const ran = await withAdapter(
      () => 'const none = (): never[] => [];\nexport default { users: none, accounts: none, events: none };',
      'ts',
    );
    assert.equal(ran.exitCode, 1, ran.err);
    assert.deepEqual(failedIn(ran), ['AST-IDENT-001']);
  });
});

describe('a baseline file', () => {
  it('excuses recorded failures, says so in the verdict, and fails the run if an example is fixed', async () => {
    await against({ faults: ['page-400', 'replaces-instead-of-merging'] }, async (destination) => {
      const file = join((await runCommand(['list'])).cwd, 'baseline.json');
      const words = ['--settle', '100ms', '--clauses', 'AST-IDENT-003', '--baseline', file];
      const written = await verifyAt(destination, ...words, '--update-baseline');
      assert.equal(written.exitCode, 0);
      const { entries } = JSON.parse(readFileSync(file, 'utf8'));
      const examples = readCatalogue().filter(({ clauseId }) => clauseId === 'AST-IDENT-003');
      assert.deepEqual(
        entries.map((entry: { example: string }) => entry.example),
        examples.map(({ id }) => id).toSorted(),
      );
      const excused = await verifyAt(destination, ...words);
      const { argv, env } = pointAt(destination);
      const human = await runCommand([...argv.filter((word) => word !== '--json'), ...words], env);
      assert.match(human.out, /excused by the baseline .*: AST-IDENT-003.1/);
      assert.deepEqual([excused.exitCode, excused.record().verdict], [0, 'known-failures']);
      assert.match(human.out, /Known failures only \(/);
      assert.deepEqual(validate('result', excused.record()), []);
    });
    await against({}, async (destination) => {
      const file = join((await runCommand(['list'])).cwd, 'baseline.json');
      writeFileSync(file, '{"entries": [{"example": "AST-IDENT-003.1", "reason": "was broken"}]}');
      const mended = await verifyAt(destination, '--clauses', 'AST-IDENT-003', '--baseline', file);
      assert.equal(mended.exitCode, 1);
      assert.match(mended.record().run.baseline?.problems.join() ?? '', /AST-IDENT-003.1 passes now/);
      writeFileSync(file, '{"entries": [{"example": "AST-IDENT-003.77", "reason": "typo"}]}');
      assert.equal((await verifyAt(destination, '--baseline', file)).exitCode, 2);
    });
  });
});

describe('a checklist', () => {
  it('lists what a person should see, with exact ids, and records the answers separately from what was observed', async () => {
    await against({}, async ({ recordsUrl, ...bare }) => {
      const ran = await verifyAt(bare, '--checklist', '--clauses', 'AST-IDENT-00?');
      const folder = join(ran.cwd, 'reports/output');
      const list = readFileSync(join(folder, 'checklist.md'), 'utf8');
      const { run } = ran.record();
      assert.match(
        list,
        new RegExp(`there is a User "conformance-${run.id}-IDENT-003-1-ada" that holds .*"plan":"pro"`),
      );
      assert.equal(ran.record().clauses.find(({ id }) => id === 'AST-IDENT-003')?.verdict, 'not-observable');

      const conformance = join(folder, 'conformance.json');
      const unnamed = await runCommand(['report', conformance, '--attest', join(folder, 'checklist.md')]);
      assert.equal(unnamed.exitCode, 2);
      assert.match(unnamed.err, /who looked/);

      writeFileSync(
        join(folder, 'checklist.md'),
        list
          .replace('- Attested by: ', '- Attested by: Ada')
          .replace('- Attested on: ', '- Attested on: 2026-11-23')
          .replace('- [ ] `AST-IDENT-003.1`', '- [x] `AST-IDENT-003.1`')
          .replace('- [ ] `AST-IDENT-003.2`', '- [-] `AST-IDENT-003.2`'),
      );
      const attested = await runCommand([
        'report',
        conformance,
        '--attest',
        join(folder, 'checklist.md'),
        '--format',
        'json',
      ]);
      assert.deepEqual(validate('result', attested.record()), []);
      const shown = await runCommand(['report', conformance, '--attest', join(folder, 'checklist.md')]);
      assert.match(shown.out, /attested, not observed: confirmed by Ada on 2026-11-23\s+AST-IDENT-003.1/);
      const clause = attested.record().clauses.find(({ id }) => id === 'AST-IDENT-003');
      assert.equal(clause?.verdict, 'not-observable');
      assert.deepEqual(
        clause?.examples.flatMap(({ id, attestation }) => (attestation ? [[id, attestation.holds]] : [])),
        [
          ['AST-IDENT-003.1', true],
          ['AST-IDENT-003.2', false],
        ],
      );
      assert.match(shown.out, /Not conformant \(attested, responses only/);
      assert.match(shown.out, /AST-IDENT-003 \(MUST\) was found broken by Ada on 2026-11-23, not observed/);
      assert.deepEqual([attested.record().verdict, attested.record().run.exitCode], ['nonconformant', 1]);
      const gated = ['report', conformance, '--attest', join(folder, 'checklist.md'), '--gate'];
      assert.deepEqual([shown.exitCode, (await runCommand(gated)).exitCode], [0, 1]);
    });
  });
});

describe('report and diff', () => {
  it('merge the shards of one run, and refuse those of another', async () => {
    await against({}, async (destination) => {
      const shard = (id: string, clauses: string) =>
        verifyAt(destination, '--run-id', id, '--seed', '1', '--clauses', clauses);
      const files = [
        await shard('shards', 'AST-IDENT-*'),
        await shard('shards', 'AST-HTTP-*'),
        await shard('other', 'AST-HTTP-*'),
      ].map(({ cwd }) => join(cwd, 'reports/output/conformance.json'));
      const merged = await runCommand(['report', files[0] ?? '', files[1] ?? '', '--format', 'json']);
      assert.equal(merged.record().verdict, 'conformant');
      assert.equal(merged.record().clauses.length, 29);
      assert.deepEqual(validate('result', merged.record()), []);
      const refused = await runCommand(['report', files[0] ?? '', files[2] ?? '']);
      assert.equal(refused.exitCode, 2);
      assert.match(refused.err, /runs shards and other/);
    });
  });

  it('keep the defects of a shard in the merged verdict, whichever clauses the shards cover', async () => {
    const emulator = await startEmulator({ port: 0, defects: ['group-replaces'] });
    try {
      const files: string[] = [];
      for (const clauses of ['AST-IDENT-*', 'AST-TRACK-*']) {
        const shard = await verifyAt(emulator, '--run-id', 'shardx', '--clauses', clauses);
        assert.equal(shard.exitCode, 3);
        files.push(join(shard.cwd, 'reports/output/conformance.json'));
      }
      const merged = (await runCommand(['report', ...files, '--format', 'json'])).record();
      assert.deepEqual([merged.verdict, merged.run.exitCode], ['incomplete', 3]);
      assert.match(merged.run.reasons.join(), /group-replaces/);
      assert.equal((await runCommand(['report', ...files])).exitCode, 0);
      assert.equal((await runCommand(['report', ...files, '--gate'])).exitCode, 3);
      const badge = await runCommand(['report', ...files, '--format', 'badge-json']);
      assert.match(badge.out, /"message": "incomplete"/);
    } finally {
      await emulator.close();
    }
  });

  it('report a merged record of tag selections as a selection', async () => {
    await against({}, async (destination) => {
      const files: string[] = [];
      for (const tags of ['@AST-IDENT-001', '@AST-TRACK-001']) {
        const shard = await verifyAt(destination, '--run-id', 'tagged', '--tags', tags);
        files.push(join(shard.cwd, 'reports/output/conformance.json'));
      }
      const merged = (await runCommand(['report', ...files, '--format', 'json'])).record();
      assert.equal(merged.clauses.length, 2);
      assert.equal(merged.run.selection.tags, '(@AST-IDENT-001) or (@AST-TRACK-001)');
      const badge = await runCommand(['report', ...files, '--format', 'badge-json']);
      assert.match(badge.out, /"message": "conformant .* selection · \d+ of \d+ clauses not observed"/);
      assert.match(badge.out, /"color": "lightgrey"/);
    });
  });

  it('show what changed, and exit 1 if something got worse', async () => {
    const grade = (options: DestinationOptions) =>
      against(options, async (destination) => {
        const { cwd } = await verifyAt(destination, '--settle', '100ms', '--clauses', 'AST-HTTP-*');
        return join(cwd, 'reports/output/conformance.json');
      });
    const [good, bad] = [await grade({}), await grade({ faults: ['page-400'] })];
    const worse = await runCommand(['diff', good, bad]);
    assert.equal(worse.exitCode, 1);
    assert.match(worse.out, /- AST-HTTP-006.1\/page {2}pass → warn/);
    assert.doesNotMatch(worse.out, /AST-HTTP-001/);
    assert.equal((await runCommand(['diff', bad, good])).exitCode, 0);
    assert.equal((await runCommand(['diff', good, good])).out, 'Nothing changed.\n');
  });

  for (const format of RENDERABLE) {
    it(`render ${format} again from the record`, async () => {
      const { cwd } = await runCommand(['verify', '--clauses', 'AST-ERR-*']);
      const folder = join(cwd, 'reports/output');
      const ran = await runCommand(['report', join(folder, 'conformance.json'), '--format', format]);
      assert.equal(ran.exitCode, 0);
      assert.ok(['github', 'checklist'].includes(format) || ran.out.length > 50);
      const { file } = REPORT_FORMATS[format];
      if (file?.written !== 'always' || ran.out === '') return;
      assert.equal(ran.out, readFileSync(join(folder, file.name), 'utf8'));
    });
  }

  it('names the formats if one does not exist', async () => {
    const ran = await runCommand(['report', 'any.json', '--format', 'cucumber-html']);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /--format must be console, json, html, .* or ledger, not "cucumber-html"/);
  });

  const broken: readonly [string, string, RegExp][] = [
    ['cut short', '{"schemaVersion": 1, "tool": {"na', /incomplete, or not JSON/],
    ['of another version', '{"schemaVersion": 2}', /schemaVersion 2; this tool reads/],
    ['no record', '{"hello": "world"}', /has no schemaVersion/],
    ['of another shape', '{"schemaVersion": 1}', /is not a result record: at ""/],
  ];
  for (const [what, text, sentence] of broken) {
    it(`report in a sentence that a file is ${what}`, async () => {
      const file = join((await runCommand(['list'])).cwd, 'broken.json');
      writeFileSync(file, text);
      const ran = await runCommand(['report', file]);
      assert.equal(ran.exitCode, 2);
      assert.match(ran.err, sentence);
      assert.doesNotMatch(ran.err, /\n\s+at /);
    });
  }
});

describe('a configuration file', () => {
  async function withConfig(
    name: string,
    text: string,
    words: string[],
    env: Record<string, string> = {},
  ): Promise<Ran> {
    const file = join((await runCommand(['list'])).cwd, name);
    writeFileSync(file, text);
    return runCommand(['verify', '--json', '--config', file, ...words], env);
  }

  it('names targets; argv overrides the environment, and the environment overrides the file', async () => {
    await against({}, async ({ baseUrl, apiKey }) => {
      const yaml = `seed: 1\nstrict: true\nclauses: [AST-ERR-*]\ntargets:\n  here:\n    baseUrl: ${baseUrl}\n    apiKey: $HERE_KEY\n    seed: 2\n`;
      const env = { HERE_KEY: apiKey };
      const ran = await withConfig('c.yaml', yaml, ['--target', 'here'], env);
      assert.deepEqual([ran.exitCode, ran.record().run.seed, ran.record().run.strict], [0, 2, true]);
      assert.deepEqual(ran.record().run.selection.clauses, ['AST-ERR-*']);
      const seeded = await withConfig('c.yaml', yaml, ['--target', 'here'], { ...env, ASTROLABE_SEED: '3' });
      assert.equal(seeded.record().run.seed, 3);
      const argv = await withConfig('c.yaml', yaml, ['--target', 'here', '--seed', '4'], {
        ...env,
        ASTROLABE_SEED: '3',
      });
      assert.equal(argv.record().run.seed, 4);
    });
  });

  const refused: readonly [string, string, string, string[], RegExp][] = [
    ['an unknown option', 'c.json', '{"baseURL": "x"}', [], /baseURL/],
    ['a value of the wrong type', 'c.json', '{"rate": "fast"}', [], /rate/],
    [
      'an unknown target',
      'c.json',
      '{"targets": {"a": {}}}',
      ['--target', 'b'],
      /no target "b": did you mean a\?/,
    ],
    ['a variable that is not set', 'c.json', '{"apiKey": "$NOT_SET"}', [], /NOT_SET, which is not set/],
    ['broken YAML', 'c.yaml', 'a: [', [], /cannot be read/],
  ];
  for (const [what, name, text, words, sentence] of refused) {
    it(`is refused for ${what}`, async () => {
      const ran = await withConfig(name, text, words);
      assert.equal(ran.exitCode, 2);
      assert.match(ran.err, sentence);
    });
  }
});

describe('verify --dry-run', () => {
  it('prints every call with its clause, and sends none', async () => {
    await against({}, async (destination) => {
      const { argv, env } = pointAt(destination);
      const words = argv.filter((word) => word !== '--json');
      const ran = await runCommand([...words, '--dry-run'], env);
      assert.equal(ran.exitCode, 0);
      assert.equal(await destination.requests(), 0);
      assert.match(ran.out, /AST-IDENT-003 \(MUST\)/);
      assert.match(ran.out, /POST .*"userId":"conformance-\w+-IDENT-003-1-ada"/);
      assert.match(ran.out, new RegExp(`would be posted to ${destination.baseUrl}`));
      assert.equal(ran.out.includes(destination.apiKey), false);
      assert.equal(existsSync(join(ran.cwd, 'reports/output')), false);
    });
  });
});

describe('Ctrl-C', () => {
  it('keeps the results so far and makes the run incomplete', async () => {
    await against({ storeDelayMs: 300 }, async (destination) => {
      const { argv, env } = pointAt(destination);
      const cwd = (await runCommand(['list'])).cwd;
      // None of these rests, so that something passes soon.
      const some = ['--clauses', 'AST-HTTP-*', '--clauses', 'AST-AUTH-*'];
      const running = startProgram([...argv, ...some, '--concurrency', '1', '--report-dir', cwd], { env });
      await eventually(async () => ((await destination.requests()) > 80 ? [true] : []));
      const { code: exitCode } = await running.stop('SIGINT');
      const record = JSON.parse(readFileSync(join(cwd, 'conformance.json'), 'utf8'));
      assert.equal(exitCode, 3);
      assert.deepEqual(validate('result', record), []);
      assert.equal(record.verdict, 'incomplete');
      assert.match(record.run.reasons.join(), /stopped before its end/);
      const { clauses } = record as ResultRecord;
      const examples = clauses.flatMap((clause) => clause.examples);
      assert.ok(examples.some(({ verdict }) => verdict === 'pass'));
      assert.ok(examples.some(({ verdict }) => verdict === 'blocked'));
    });
  });
});
