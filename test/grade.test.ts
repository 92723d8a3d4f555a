/** `emulate` that grades, as a process: the built-in destination, targets of the configuration file, and bad ends. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShownGrade } from '../emulator/grading/shown.ts';
import { API_KEY } from './canaries.ts';
import { startDestination } from './destination/index.ts';
import { makeFolder } from './folder.ts';
import { startProgram } from './program.ts';

/** On a busy machine a run takes many times as long as on an idle one. */
const PATIENCE_MS = 120_000;

/** Starts `emulate` in a folder with a configuration file, if there is one. */
async function emulate(
  config?: unknown,
  { words = [], env = {} }: { words?: string[]; env?: Record<string, string> } = {},
) {
  const cwd = makeFolder('command');
  if (config !== undefined) writeConfig(cwd, config);
  const running = startProgram(['emulate', '--port', '0', '--json', ...words], { cwd, env });
  after(() => running.stop('SIGKILL'));
  const printed = await running.firstLine();
  const ask = async (method: string, body?: unknown) => {
    const answer = await fetch(`${printed.controlUrl}/grade`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    for (const key of [API_KEY, printed.apiKey]) assert.ok(!text.includes(key), 'a key is in an answer');
    return { status: answer.status, body: JSON.parse(text) };
  };
  const until = async (isThere: (shown: ShownGrade) => boolean) => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { body } = await ask('GET');
      if (isThere(body)) return body as ShownGrade;
      assert.ok(Date.now() < deadline, JSON.stringify(body.run));
      await sleep(50);
    }
  };
  const grade = async (order: object) => {
    const { status, body } = await ask('POST', order);
    assert.equal(status, 202, JSON.stringify(body));
    return (await until(({ run }) => run?.state === 'ended' || run?.state === 'broken')).run ?? assert.fail();
  };
  return { ...printed, running, cwd, ask, until, grade };
}

function writeConfig(cwd: string, config: unknown): void {
  writeFileSync(join(cwd, 'astrolabe.config.json'), JSON.stringify(config));
}

function failedIn({ clauses }: { clauses: NonNullable<ShownGrade['run']>['clauses'] }): string[] {
  return clauses.filter(({ judged }) => judged?.verdict === 'fail').map(({ id }) => id);
}

describe('the grader of emulate', () => {
  it('grades the built-in destination while it answers, as verify does, and serves the report', async () => {
    const { ask, until, url, grade, recordsUrl } = await emulate();
    assert.deepEqual((await ask('GET')).body, { grader: true, targets: [] });
    assert.equal((await ask('POST', {})).status, 202);
    assert.equal((await ask('POST', {})).body.code, 'grade-under-way');
    await until(({ run }) => (run?.examples.done ?? 0) > 0);
    assert.equal((await fetch(recordsUrl)).status, 404, 'it answers meanwhile');
    const { run } = await until(({ run }) => run?.state === 'ended');
    assert.match(run?.result?.headline ?? '', /^Conformant \(responses and stored records\)/);
    assert.deepEqual([run?.result?.exitCode, run?.examples.done], [0, run?.examples.total]);
    assert.ok(run?.clauses.every(({ judged }) => judged !== undefined));
    const page = await (await fetch(url + run?.result?.report)).text();
    assert.match(page, /^<!doctype html>[\s\S]*<title>Astrolabe conformance: conformant/);
    assert.equal((await grade({})).run, 2);
  });

  it('finds the clause that a target of the configuration file breaks, with a key that no answer has', async () => {
    const destination = await startDestination({ faults: ['track-leaks-into-user'] });
    after(() => destination.close());
    const { baseUrl, recordsUrl } = destination;
    const local = { baseUrl, recordsUrl, apiKey: '$TARGET_KEY', reportDir: 'reports', history: true };
    const { grade, ask } = await emulate(
      { clauses: ['AST-TRACK-*', 'AST-AUTH-001'], targets: { local } },
      { env: { TARGET_KEY: API_KEY, ASTROLABE_RECORDS_URL: 'http://127.0.0.1:9/' } },
    );
    assert.deepEqual((await ask('GET')).body.targets, [{ name: 'local', address: baseUrl }]);
    const run = await grade({ target: 'local' });
    assert.deepEqual(failedIn(run), ['AST-TRACK-003']);
    assert.deepEqual([run.target, run.address, run.result?.exitCode], ['local', baseUrl, 1]);
    const found = run.clauses.find(({ id }) => id === 'AST-TRACK-003');
    assert.match(found?.judged?.note ?? '', /AST-TRACK-003[\s\S]*expected/i);
    assert.match(run.result?.summary ?? '', /AST-TRACK-003/);
  });

  it('is not gradable with a defect, as verify says', async () => {
    const { grade } = await emulate(undefined, { words: ['--defect', 'event-properties-on-user'] });
    const run = await grade({});
    assert.deepEqual(failedIn(run), ['AST-TRACK-003']);
    assert.match(run.result?.headline ?? '', /defects switched on/);
    assert.notEqual(run.result?.exitCode, 0);
  });

  it('says that a target cannot be reached, and goes on', async () => {
    const targets = { gone: { baseUrl: 'http://127.0.0.1:9/x', apiKey: 'of-nobody-41f0c7' } };
    const { grade, ask } = await emulate({ targets });
    const run = await grade({ target: 'gone' });
    assert.equal(run.result?.exitCode, 4);
    assert.match(run.result?.meaning ?? '', /cannot be reached/);
    assert.match(run.result?.summary ?? '', /connection refused/);
    assert.equal((await ask('DELETE')).body.run.state, 'ended');
  });

  it('reads the configuration file again, and says what is wrong with it', async () => {
    const { ask, cwd, grade } = await emulate({ targets: { one: { baseUrl: 'http://127.0.0.1:9/' } } });
    assert.deepEqual((await ask('GET')).body.targets, [{ name: 'one', address: 'http://127.0.0.1:9/' }]);
    assert.match((await grade({ target: 'one' })).problem ?? '', /apiKey/);
    writeConfig(cwd, {
      targets: { two: { baseUrl: 'https://far.example/a?code=s3cret', apiKey: 'of-nobody-41f0c7' } },
    });
    assert.equal((await ask('POST', { target: 'one' })).body.code, 'grade-target-unknown');
    const { body } = await ask('GET');
    assert.deepEqual(body.targets, [
      { name: 'two', address: 'https://far.example/a', confirm: 'far.example' },
    ]);
    assert.equal((await ask('POST', { target: 'two' })).body.code, 'grade-unconfirmed');
    writeFileSync(join(cwd, 'astrolabe.config.json'), '{');
    assert.match((await ask('GET')).body.problem, /cannot be read/);
    assert.equal((await ask('POST', { target: 'two' })).body.code, 'grade-target-unusable');
  });

  it('stops a run with what was found so far, ends it at once, and ends with the process', async () => {
    const { ask, until, running } = await emulate();
    await ask('POST', {});
    await ask('DELETE');
    const { run } = await until(({ run }) => run?.state === 'ended');
    assert.match(run?.result?.headline ?? '', /stopped before its end/);
    await ask('POST', {});
    await ask('DELETE');
    await ask('DELETE');
    const { run: killed } = await until(({ run }) => run?.state === 'broken');
    assert.equal(killed?.problem, 'The run was ended before it had a result.');
    assert.equal((await ask('POST', {})).status, 202);
    const { code } = await running.stop('SIGTERM');
    assert.deepEqual([code, running.err()], [0, '']);
  });

  it('ends a run whose adapter ends its process, and is not harmed', async () => {
    const targets = {
      mad: { baseUrl: 'http://127.0.0.1:9/x', apiKey: 'of-nobody-41f0c7', adapter: './mad.mjs' },
    };
    const { grade, cwd, ask } = await emulate({ targets });
    writeFileSync(join(cwd, 'mad.mjs'), 'process.exit(7);\n');
    const run = await grade({ target: 'mad' });
    assert.match(run.problem ?? '', /ended its thread with exit code 7/);
    assert.equal((await ask('GET')).status, 200);
  });
});
