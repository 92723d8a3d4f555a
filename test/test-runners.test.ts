/** `astrolabe-conformance/verify` from a program, inside node:test, and in the shapes of the other test runners. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startEmulator } from '../emulator/index.ts';
import type * as Entry from '../entries/verify.ts';
import type { ConformanceOptions, TestRunner } from '../entries/verify.ts';
import { validate } from '../schemas/index.ts';
import { makeFolder } from './folder.ts';
import { moduleOf, startNode } from './program.ts';
import { runCommand } from './shell.ts';

const ENTRY = pathToFileURL(moduleOf('entries/verify')).href;

// The build: a thread that loads the sources takes several times as long.
const { ConformanceFailure, conformanceTests, InvalidVerifyOptions, verify }: typeof Entry = await import(
  ENTRY
);

/** An emulator that forgets what an update does not name, which one example finds with a few calls. */
async function broken<Value>(use: (target: ConformanceOptions) => Promise<Value>): Promise<Value> {
  const emulator = await startEmulator({ port: 0, defects: ['update-replaces'] });
  const { baseUrl, apiKey, recordsUrl } = emulator;
  try {
    return await use({ baseUrl, apiKey, recordsUrl, example: 'AST-IDENT-003.1' });
  } finally {
    await emulator.close();
  }
}

const GOOD = { example: ['AST-IDENT-001.1', 'AST-HTTP-002.1'] };

describe('verify in a program', () => {
  it('returns the record that the command line prints', async () => {
    const options = { ...GOOD, seed: 7, runId: 'same', strict: true };
    const record = await verify(options);
    const argv = ['--example', GOOD.example[0] ?? '', '--example', GOOD.example[1] ?? ''];
    const printed = await runCommand(
      ['verify', '--json', ...argv, '--seed', '7', '--run-id', 'same', '--strict'],
      {},
    );
    assert.deepEqual(validate('result', record), []);
    const comparable = ({ run, verdict, clauses }: typeof record) => ({
      verdict,
      // How long it took, and how often it had to look, differs.
      run: { ...run, startedAt: '', durationMs: 0, latency: '', requests: '', network: '' },
      clauses: clauses.map(({ id, verdict: one, examples }) => [id, one, examples.map(({ steps }) => steps)]),
    });
    assert.deepEqual(
      comparable(JSON.parse(JSON.stringify(record))),
      comparable(JSON.parse(JSON.stringify(printed.record()))),
    );
  });

  it('writes reports to the folder that it is given, relative to cwd, and else nothing', async () => {
    const cwd = makeFolder('library');
    await verify({ ...GOOD, cwd });
    assert.deepEqual(readdirSync(cwd), []);
    await verify({ ...GOOD, cwd, reportDir: 'out', report: 'cucumber-html', history: true });
    const written = readdirSync(join(cwd, 'out'));
    for (const name of ['conformance.json', 'report.html', 'history.ndjson'])
      assert.ok(written.includes(name));
  });

  it('reads variables only from the environment that it is given', async () => {
    const { target, run } = await broken(async ({ baseUrl = '', apiKey = '', example = '' }) => {
      const env = { ASTROLABE_BASE_URL: baseUrl, ASTROLABE_API_KEY: apiKey, ASTROLABE_JSON: '1' };
      return await verify({ env, example, strict: true });
    });
    assert.equal(target.embedded, false);
    assert.equal(run.evidence, 'wire');
    assert.ok(run.options?.includes('--base-url') && !run.options.includes('--json'));
    await assert.rejects(
      verify({ env: { ASTROLABE_RATE: 'fast' } }),
      /^InvalidVerifyOptions: ASTROLABE_RATE|rate must/,
    );
  });

  it('ends early when its signal is aborted, and does not begin after that', async () => {
    const stop = new AbortController();
    const server = createServer((request, response) => {
      stop.abort(new Error('enough'));
      request.resume().on('end', () => response.writeHead(202).end());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const options = { baseUrl, apiKey: 'a-key-of-a-test', signal: stop.signal };
    try {
      const { run } = await verify(options);
      assert.equal(run.stopped, true);
      assert.notEqual(run.exitCode, 0);
      await assert.rejects(verify(options), /enough/);
    } finally {
      server.close();
    }
  });

  it('hides keys in what it returns and logs', async () => {
    const apiKey = 'secret-of-this-test-0123';
    const logged: string[] = [];
    const record = await verify({
      baseUrl: 'http://127.0.0.1:1/',
      apiKey,
      log: (text) => logged.push(text),
    });
    assert.equal(record.run.exitCode, 4);
    assert.ok(!JSON.stringify([record, logged]).includes(apiKey));
  });

  for (const [what, options, problems] of [
    [
      'every wrong option at once',
      { strcit: true, rate: -1, clauses: 'AST-IDNT-*', timeout: 5000, baseUrl: 'ftp://x', apiKey: ' k' },
      [
        /^there is no option "strcit": did you mean strict\?$/,
        /^timeout must be a string with a unit/,
        /^apiKey begins with white space/,
        /^clauses "AST-IDNT-\*" matches no clause: did you mean AST-IDENT-/,
        /^baseUrl is not an http or https URL/,
        /^rate must be a number above 0, not "-1"$/,
      ],
    ],
    [
      'a key that is missing',
      { baseUrl: 'http://127.0.0.1:1/' },
      [/^baseUrl needs the API key of a connector: pass apiKey$/],
    ],
    ['a stray option', { recordsUrl: 'http://127.0.0.1:1/' }, [/^recordsUrl without baseUrl: /]],
    [
      'two options that exclude each other',
      { exploreOnly: true, smoke: true },
      [/^exploreOnly cannot be combined with smoke: /],
    ],
    [
      'another machine without yes',
      { baseUrl: 'https://astrolabe.example/', apiKey: 'k' },
      [/ write test data to astrolabe\.example, .* To run them, add yes: true\.$/],
    ],
    ['a report without a folder', { report: 'ledger' }, [/^report needs reportDir, /]],
    ['a target without a file', { target: 'staging' }, [/^target needs config, /]],
    ['a function', { rate: () => 10 }, [/^rate must be a number, not a function$/]],
    [
      'what is not an object',
      'http://127.0.0.1:1/',
      [/^the options must be an object such as \{ baseUrl, apiKey \}, not a string$/],
    ],
    [
      'a signal, an environment and a log of another type',
      { signal: {}, env: 3, log: 'x' },
      [/^env must/, /^signal must/, /^log must/],
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(verify(options as ConformanceOptions), (error) => {
        assert.ok(error instanceof InvalidVerifyOptions);
        assert.equal(error.problems.length, problems.length, error.message);
        for (const problem of problems)
          assert.ok(
            error.problems.some((one) => problem.test(one)),
            error.message,
          );
        assert.doesNotMatch(error.message, /--[a-z]|ASTROLABE_/);
        return true;
      });
    });
  }
});

/** A test as a runner has noted it. */
interface Noted {
  readonly path: string;
  readonly isSkipped: boolean;
  readonly body: () => void;
}

/** Notes what is declared, as strictly as the strictest runner: nothing is returned, and no body takes an argument. */
function recordingRunner(): { runner: TestRunner; tests: Noted[] } {
  const tests: Noted[] = [];
  const path: string[] = [];
  const noteAs = (isSkipped: boolean) => (title: string, body: () => void) => {
    assert.equal(body.length, 0, 'jest and mocha take an argument for a callback');
    tests.push({ path: [...path, title].join(' > '), isSkipped, body });
  };
  const describeHere = (title: string, body: () => void) => {
    path.push(title);
    assert.equal(body(), undefined, 'jest refuses a describe that returns something');
    path.pop();
  };
  return {
    runner: { describe: describeHere, it: Object.assign(noteAs(false), { skip: noteAs(true) }) },
    tests,
  };
}

describe('conformanceTests', () => {
  it('declare a test for each clause, skip what was not judged, and pass', async () => {
    const { runner, tests } = recordingRunner();
    const record = await conformanceTests(GOOD, runner);
    assert.equal(record.verdict, 'conformant');
    const root = 'Astrolabe conformance of the embedded emulator';
    assert.deepEqual(
      tests.map(({ path, isSkipped }) => [path.replace(/ [([].*/, ''), isSkipped]),
      [
        [`${root} > AST-HTTP > AST-HTTP-002`, true],
        [`${root} > AST-IDENT > AST-IDENT-001`, false],
        [`${root} > the run > is complete: Conformant`, false],
      ],
    );
    assert.match(tests[0]?.path ?? '', /\[not-applicable: HTTPS is not required/);
    for (const { body } of tests) body();
  });

  it('fail with the failure card, without a stack of the tool', async () => {
    const { runner, tests } = recordingRunner();
    await broken((target) => conformanceTests(target, runner));
    const [clause, run] = tests;
    assert.throws(
      () => clause?.body(),
      (error) => {
        assert.ok(error instanceof ConformanceFailure);
        assert.match(
          error.message,
          /^AST-IDENT-003\.1 .*\nClause\n {2}AST-IDENT-003 · MUST[\s\S]*\nRun again\n {2}npx /,
        );
        assert.equal(error.stack, `ConformanceFailure: ${error.message}`);
        return true;
      },
    );
    run?.body();
  });

  it('need the functions of a runner, before anything is sent', async () => {
    for (const runner of [{}, { describe }, { describe, it: () => {} }, 'vitest']) {
      await assert.rejects(conformanceTests(GOOD, runner as unknown as TestRunner), /\{ describe, it \}/);
    }
  });
});

describe('conformanceTests in a file of node:test', () => {
  const folder = makeFolder('node-test');

  async function runFile(name: string, options: ConformanceOptions | Record<string, unknown>) {
    const file = join(folder, `${name}.test.mjs`);
    const code = [
      "import { describe, it } from 'node:test';",
      `import { conformanceTests } from ${JSON.stringify(ENTRY)};`,
      `await conformanceTests(${JSON.stringify(options)}, { describe, it });`,
    ];
    writeFileSync(file, code.join('\n'));
    const loader = ENTRY.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
    const { ended, out, err } = startNode([...loader, '--test', '--test-reporter=tap', file], {
      cwd: folder,
    });
    const { code: exitCode } = await ended;
    return { exitCode, out: out(), err: err() };
  }

  it('passes, and prints nothing of its own', async () => {
    const { exitCode, out, err } = await runFile('good', GOOD);
    assert.equal(exitCode, 0, out);
    assert.match(out, /# pass 2\n[\s\S]*# skipped 1\n/);
    assert.match(out, /ok 1 - AST-HTTP-002 .* # SKIP/);
    // A loader of TypeScript may warn.
    assert.equal(ENTRY.endsWith('.ts') ? '' : err, '');
    const foreign = out.split('\n').filter((line) => !/^\s*(#|ok|\d|---|\.\.\.|\w+:|TAP|$)/.test(line));
    assert.deepEqual(foreign, []);
    assert.ok(!existsSync(join(folder, 'reports')));
  });

  it('fails with the card of a clause', async () => {
    const { exitCode, out } = await broken((target) => runFile('bad', target));
    assert.equal(exitCode, 1);
    assert.match(out, /# fail 1\n/);
    assert.match(out, /not ok 1 - AST-IDENT-003 [\s\S]*does not hold "email" as sent[\s\S]*Run again/);
  });

  it('fails for a target that cannot be reached, and skips what it could not judge', async () => {
    const { exitCode, out } = await runFile('gone', { ...GOOD, baseUrl: 'http://127.0.0.1:1/', apiKey: 'k' });
    assert.equal(exitCode, 1);
    assert.match(out, /not ok 1 - is complete[\s\S]*What to do/);
    assert.match(out, /# pass 0\n[\s\S]*# fail 1\n/);
  });

  it('fails for an option that it does not know, by the near name', async () => {
    const { exitCode, out } = await runFile('misspelt', { clause: 'AST-IDENT-001' });
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /InvalidVerifyOptions[\s\S]*there is no option "clause": did you mean clauses\?|there is no option "clause": did you mean clauses\?/,
    );
  });
});
