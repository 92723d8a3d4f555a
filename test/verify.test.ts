/** verify from end to end: a command line, a destination, a verdict and an exit code. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadRegistry } from '../harness/registry/index.ts';
import { validate } from '../schemas/index.ts';
import { type OutsideDestination, runCommand, startDestination } from './outside/index.ts';
import { pointAt } from './shell.ts';

const NOTHING_SELECTED = 'nothing was selected: no example matches the filters';

describe('verify against the embedded emulator', () => {
  it('is conformant: every clause that is neither INFO nor not applicable passes with an example', async () => {
    const ran = await runCommand(['verify', '--json', '--replay']);
    const record = ran.record();
    assert.equal(ran.exitCode, 0, ran.err);
    assert.equal(record.verdict, 'conformant');
    assert.deepEqual(validate('result', record), []);
    for (const { id, level, verdict, examples } of record.clauses) {
      assert.ok(examples.length > 0, `${id} has no example`);
      if (level === 'INFO') assert.equal(verdict, 'info', id);
      else if (id === 'AST-HTTP-002') assert.equal(verdict, 'not-applicable', 'loopback needs no HTTPS');
      else
        assert.equal(verdict, 'pass', `${id}: ${JSON.stringify(examples.find((e) => e.verdict !== 'pass'))}`);
    }
    assert.deepEqual(readdirSync(join(ran.cwd, 'reports/output')).sort(), [
      'badge.json',
      'badge.svg',
      'conformance.json',
      'junit.xml',
      'report.html',
      'summary.md',
    ]);
  });

  it('replays no history unless it is told to', async () => {
    const { clauses } = (await runCommand(['verify', '--json', '--clauses', 'AST-REPLAY-*'])).record();
    assert.equal(clauses.length, 4);
    for (const { verdict, examples } of clauses) {
      assert.equal(verdict, 'not-applicable');
      for (const { reason, exchanges } of examples) {
        assert.match(reason ?? '', /only with --replay/);
        assert.deepEqual(exchanges, []);
      }
    }
  });

  it('also writes the reports that --report names', async () => {
    const words = ['--clauses', 'AST-ERR-001', '--report', 'cucumber-html', '--report', 'ledger'];
    const ran = await runCommand(['verify', ...words]);
    assert.equal(ran.exitCode, 0, ran.err);
    for (const file of ['conformance.json', 'cucumber.html', 'ledger.ndjson']) {
      assert.ok(existsSync(join(ran.cwd, 'reports/output', file)), file);
      assert.match(ran.out, new RegExp(`reports/output/${file}$`, 'm'));
    }
  });
});

describe('verify against an independent destination', () => {
  let destination: OutsideDestination;
  before(async () => {
    destination = await startDestination({
      blockingApiKey: 'bk-Independent-1',
      restrictedApiKey: 'rk-Independent-1',
    });
  });
  after(() => destination.close());

  it('is conformant with read-back', async () => {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand(argv, env);
    const unmet = ran
      .record()
      .clauses.filter(({ verdict }) => !['pass', 'info', 'not-applicable'].includes(verdict));
    assert.deepEqual(
      unmet.map(({ id, verdict, examples }) => [
        id,
        verdict,
        examples.find((e) => e.verdict === verdict)?.difference,
      ]),
      [],
    );
    assert.equal(ran.exitCode, 0);
    assert.equal(ran.record().verdict, 'conformant');
  });

  it('says what was not observable without read-back, and exits 0', async () => {
    const { recordsUrl, ...bare } = destination;
    const { argv, env } = pointAt(bare);
    const ran = await runCommand(argv, env);
    const record = ran.record();
    assert.equal(ran.exitCode, 0);
    assert.equal(record.run.evidence, 'wire');
    for (const { id, evidence, verdict } of record.clauses) {
      assert.equal(verdict === 'not-observable', evidence === 'readback', `${id} is ${verdict}`);
    }
    const human = await runCommand(
      argv.filter((word) => word !== '--json'),
      env,
    );
    assert.match(human.out, /not observable/);
    assert.match(human.out, /--records-url/);
  });

  it('never writes a key to a report', async () => {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand([...argv, '--report', 'cucumber-html', '--report', 'ctrf'], env);
    const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
    for (const name of ['conformance.json', 'junit.xml', 'ctrf.json', 'cucumber.html']) {
      const text = readFileSync(join(ran.cwd, 'reports/output', name), 'utf8');
      for (const key of [destination.apiKey, 'bk-Independent-1', 'rk-Independent-1']) {
        for (const form of [key, base64(key), base64(`${key}:`), encodeURIComponent(key)]) {
          assert.equal(text.includes(form), false, `${name} contains ${form}`);
        }
      }
    }
  });

  it('exits 4 with a wrong key, blocks everything and still leaves a record', async () => {
    const { argv, env } = pointAt({ ...destination, apiKey: 'not-the-key' });
    const ran = await runCommand(argv, env);
    assert.equal(ran.exitCode, 4);
    assert.equal(ran.record().verdict, 'incomplete');
    assert.ok(ran.record().clauses.every(({ verdict, level }) => verdict === 'blocked' || level === 'INFO'));
    assert.match(ran.record().run.reasons.join(), /answered 401.*ASTROLABE_API_KEY/);
    assert.ok(existsSync(join(ran.cwd, 'reports/output/conformance.json')));
  });

  it('exits 4 against a closed port', async () => {
    const closed = await startDestination();
    await closed.close();
    const { argv, env } = pointAt(closed);
    const ran = await runCommand(argv, env);
    assert.equal(ran.exitCode, 4);
    assert.match(ran.record().run.reasons.join(), /connection refused/);
  });

  const filtered: readonly [string, string[], number, RegExp][] = [
    ['a clause that does not exist', ['--clauses', 'NOPE-*'], 2, /"NOPE-\*" matches no clause/],
    ['an example that does not exist', ['--example', 'AST-IDENT-002.99'], 2, /no example has that id/],
    ['a tag that does not exist', ['--tags', '@wip'], 2, /no example has the tag @wip/],
    [
      'a report that does not exist',
      ['--report', 'pdf'],
      2,
      /--report must be ctrf, ledger or cucumber-html, not "pdf"/,
    ],
    ['a broken tag expression', ['--tags', '@must and'], 2, /is not a tag expression/],
    ['an option that does not exist', ['--base-uri', 'http://x'], 2, /unknown option '--base-uri'/],
    ['a malformed base URL', ['--base-url', '127.0.0.1:80'], 2, /not an http or https URL/],
    ['a switch with another value', [], 2, /ASTROLABE_STRICT is a switch/],
  ];
  for (const [what, words, exitCode, sentence] of filtered) {
    it(`exits ${exitCode} for ${what}, with a sentence and no stack trace`, async () => {
      const { argv, env } = pointAt(destination);
      const ran = await runCommand(
        [...argv, ...words],
        what.startsWith('a switch') ? { ...env, ASTROLABE_STRICT: 'maybe' } : env,
      );
      assert.equal(ran.exitCode, exitCode);
      assert.match(ran.err, sentence);
      assert.doesNotMatch(ran.err, /\n\s+at /);
    });
  }

  it('exits 3 if valid filters have no example in common', async () => {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand([...argv, '--clauses', 'AST-IDENT-*', '--tags', '@AST-HTTP-001'], env);
    assert.equal(ran.exitCode, 3);
    assert.equal(ran.record().verdict, 'incomplete');
    assert.deepEqual(ran.record().run.reasons, [NOTHING_SELECTED]);
  });

  it('exits 3 for a clause that no scenario covers yet, and says why in one line', async (test) => {
    const clause = loadRegistry().clauses.find(
      ({ id, unscenarioed }) => id.startsWith('AST-') && unscenarioed !== undefined,
    );
    if (clause === undefined) return test.skip('every clause has a scenario');
    const { argv, env } = pointAt(destination);
    const ran = await runCommand([...argv.filter((word) => word !== '--json'), '--clauses', clause.id], env);
    assert.equal(ran.exitCode, 3);
    assert.ok(ran.out.includes(`\n- ${NOTHING_SELECTED}\nIncomplete, no verdict`), ran.out);
    assert.doesNotMatch(ran.out, /conformant/i);
  });

  it('exits 3 if every selected scenario is skipped', async () => {
    const { recordsUrl, ...bare } = destination;
    const { argv, env } = pointAt(bare);
    const ran = await runCommand([...argv, '--clauses', 'AST-IDENT-001'], env);
    assert.equal(ran.exitCode, 3);
    assert.match(ran.record().run.reasons.join(), /nothing could be judged/);
  });

  it('runs one example alone', async () => {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand([...argv, '--example', 'AST-HTTP-001.1/track'], env);
    assert.deepEqual(
      ran.record().clauses.flatMap(({ examples }) => examples.map(({ id }) => id)),
      ['AST-HTTP-001.1/track'],
    );
    assert.equal(ran.exitCode, 0);
  });

  it('asks before it writes to an endpoint that is not on this machine', async () => {
    const ran = await runCommand(['verify', '--base-url', 'https://hooks.invalid/segment'], {
      ASTROLABE_API_KEY: 'k',
    });
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /--yes/);
  });
});
