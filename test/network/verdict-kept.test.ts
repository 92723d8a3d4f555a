/** A verdict outlives what happens around it: limits of the target, a report folder and outputs that cannot be written. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeFolder } from '../folder.ts';
import { type OutsideDestination, runCommand, startDestination } from '../outside/index.ts';
import { PROGRAM } from '../program.ts';
import { pointAt } from '../shell.ts';
import { having, isCall, status, through } from './through.ts';

const WAIT = status(429, { 'retry-after': '61' });

describe('a target that asks to wait for more than a minute', { concurrency: 2 }, () => {
  for (const [number, what] of ['the key', 'the blocking key', 'an unknown key', 'a broken body'].entries()) {
    it(`at the control with ${what} ends the run with exit 4 and the reason`, async () => {
      let calls = 0;
      const ran = await through({
        trouble: (_, path) => {
          if (isCall(path)) calls += 1;
          return isCall(path) && calls === number + 1 ? WAIT : undefined;
        },
      });
      assert.equal(ran.exitCode, 4, ran.err);
      assert.match(ran.record().run.reasons.join(), /asked to wait for more than 60 s/);
      assert.deepEqual(having(ran.record(), 'fail', 'warn', 'harness-error'), []);
    });
  }

  for (const collection of ['users', 'accounts', 'events']) {
    it(`at the first read of ${collection} ends the run with exit 3 and the reason`, async () => {
      const ran = await through({
        trouble: (_, path) => (path.includes(`/${collection}`) ? WAIT : undefined),
      });
      assert.equal(ran.exitCode, 3, ran.err);
      assert.match(ran.record().run.findings?.evidenceFault ?? '', /asked to wait for more than 60 s/);
      assert.deepEqual(having(ran.record(), 'fail', 'warn', 'harness-error'), []);
    });
  }
});

/** Enough for a proven failure. */
const ONE = ['--clauses', 'AST-AUTH-006'];

describe('a run whose outputs cannot be written', { concurrency: 2 }, () => {
  let broken: OutsideDestination;
  let whole: OutsideDestination;
  before(async () => {
    broken = await startDestination({ faults: ['accepts-key-prefix'] });
    whole = await startDestination();
  });
  after(() => Promise.all([broken.close(), whole.close()]));

  /** The words and variables that grade one of them on one clause. */
  function grading(destination: OutsideDestination, ...words: readonly string[]) {
    const { argv, env } = pointAt(destination);
    return { argv: [...argv.filter((word) => word !== '--json'), ...ONE, ...words], env };
  }

  /** What a report folder would hold. */
  async function namesOfReports(): Promise<string[]> {
    const folder = makeFolder('reports');
    const { argv, env } = grading(whole, '--report-dir', folder, '--history', '--report', 'cucumber-html');
    assert.equal((await runCommand(argv, env)).exitCode, 0);
    return readdirSync(folder);
  }

  it('names each report, prints the summary, and exits with the verdict', async () => {
    const names = await namesOfReports();
    assert.ok(names.length >= 7);
    for (const [destination, exitCode] of [
      [whole, 0],
      [broken, 1],
    ] as const) {
      const folder = makeFolder('reports');
      for (const name of names) mkdirSync(join(folder, name));
      const { argv, env } = grading(
        destination,
        '--report-dir',
        folder,
        '--history',
        '--report',
        'cucumber-html',
      );
      const ran = await runCommand(argv, env);
      assert.equal(ran.exitCode, exitCode);
      assert.match(ran.out, exitCode === 0 ? /Conformant/ : /Not conformant/);
      for (const name of names) assert.ok(ran.err.includes(join(folder, name)), `${name}: ${ran.err}`);
      assert.doesNotMatch(ran.err, /fault of|\n {4}at /);
      assert.deepEqual(readdirSync(folder).toSorted(), names.toSorted());
    }
  });

  it('writes the reports that it can write', async () => {
    const folder = makeFolder('reports');
    mkdirSync(join(folder, 'junit.xml'));
    const { argv, env } = grading(broken, '--report-dir', folder);
    const ran = await runCommand(argv, env);
    assert.equal(ran.exitCode, 1);
    assert.match(ran.err, /junit\.xml was not written: /);
    assert.doesNotMatch(ran.out, /junit\.xml/);
    for (const name of ['conformance.json', 'report.html', 'summary.md']) {
      assert.match(ran.out, new RegExp(`${name}$`, 'm'));
      assert.ok(existsSync(join(folder, name)));
    }
  });

  it('follows no symbolic link in its report folder, and keeps the verdict', async () => {
    const folder = makeFolder('reports');
    const elsewhere = makeFolder('elsewhere');
    for (const name of ['junit.xml', 'history.ndjson']) {
      writeFileSync(join(elsewhere, name), 'mine\n');
      symlinkSync(join(elsewhere, name), join(folder, name));
    }
    symlinkSync(join(elsewhere, 'new.html'), join(folder, 'report.html'));
    const { argv, env } = grading(broken, '--report-dir', folder, '--history');
    const ran = await runCommand(argv, env);
    assert.equal(ran.exitCode, 1);
    assert.match(ran.out, /Not conformant/);
    for (const name of ['junit.xml', 'history.ndjson', 'report.html']) {
      assert.ok(ran.err.includes(`${join(folder, name)} is a symbolic link, which is not followed`), ran.err);
    }
    assert.deepEqual(readdirSync(elsewhere).toSorted(), ['history.ndjson', 'junit.xml']);
    assert.equal(readFileSync(join(elsewhere, 'junit.xml'), 'utf8'), 'mine\n');
    assert.equal(readFileSync(join(elsewhere, 'history.ndjson'), 'utf8'), 'mine\n');
    for (const name of ['conformance.json', 'summary.md']) assert.ok(existsSync(join(folder, name)));
  });

  it('does not begin if the folder of a baseline to be written is missing', async () => {
    // One of its own, because another test may be calling the others.
    const idle = await startDestination();
    const earlier = await idle.requests();
    const missing = join(makeFolder('baseline'), 'nowhere', 'baseline.json');
    const { argv, env } = grading(idle, '--update-baseline', '--baseline', missing);
    const ran = await runCommand(argv, env);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /cannot write --baseline .*create the folder/);
    assert.equal(await idle.requests(), earlier);
    await idle.close();
  });

  it('excuses no failure by a baseline that could not be written', async () => {
    const baseline = join(makeFolder('baseline'), 'baseline.json');
    writeFileSync(baseline, '{"entries":[]}');
    mkdirSync(`${baseline}.part`);
    const { argv, env } = grading(broken, '--update-baseline', '--baseline', baseline);
    const ran = await runCommand(argv, env);
    assert.equal(ran.exitCode, 1);
    assert.match(ran.err, /cannot write --baseline/);
    assert.match(ran.out, /Not conformant/);
  });

  it('ends with its verdict and its reports if nobody reads its output', async () => {
    const folder = makeFolder('reports');
    const { argv, env } = grading(broken, '--report-dir', folder);
    const child = spawn(process.execPath, [...PROGRAM, ...argv], { env: { PATH: process.env.PATH, ...env } });
    child.stdout.destroy();
    child.stderr.destroy();
    const [code] = await once(child, 'close');
    assert.equal(code, 1);
    assert.ok(existsSync(join(folder, 'conformance.json')));
  });

  const FULL = '/dev/full';
  const skip = !existsSync(FULL) && `there is no ${FULL} here`;
  for (const [what, stdio, destination, exitCode] of [
    ['output', 1, () => broken, 1],
    ['output', 1, () => whole, 0],
    ['error', 2, () => whole, 0],
  ] as const) {
    it(`exits ${exitCode} if standard ${what} is on a full disk`, { skip }, async () => {
      const { argv, env } = grading(destination(), '--report-dir', makeFolder('reports'));
      const full = openSync(FULL, 'w');
      const stdios = ['ignore', 'pipe', 'pipe'].map((way, index) => (index === stdio ? full : way));
      const child = spawn(process.execPath, [...PROGRAM, ...argv], {
        env: { PATH: process.env.PATH, ...env },
        stdio: stdios as ['ignore', 'pipe', 'pipe'],
      });
      closeSync(full);
      let err = '';
      child.stdout?.resume();
      child.stderr?.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      const [code] = await once(child, 'close');
      assert.equal(code, exitCode, err);
      if (stdio === 1) assert.match(err, /^cannot write to standard output: .*ENOSPC/m);
    });
  }
});
