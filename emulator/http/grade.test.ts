import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createFakeGrader, GRADED, LOCAL, STAGING } from '../grading/testing.ts';
import type { Emulator, EmulatorOptions } from '../index.ts';
import { startWithCore } from '../start.ts';
import { KEYS } from '../testing.ts';

const running: Emulator[] = [];
afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.close())));

/** An emulator with a grader that does what a test says, and a function that asks its control plane. */
async function bench(options: EmulatorOptions = {}, grader = createFakeGrader()) {
  const { emulator } = await startWithCore({ ...KEYS, port: 0, ...options }, grader);
  running.push(emulator);
  const { controlUrl, url, controlToken } = emulator;
  const headers = {
    'content-type': 'application/json',
    ...(controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` }),
  };
  const ask = async (method: string, body?: unknown, path = '/grade') => {
    const answer = await fetch(controlUrl + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return { ask, grader, url };
}

describe('grade at the control plane', () => {
  it('shows the targets, and begins a run of the built-in destination with the keys of the world', async () => {
    const { ask, grader } = await bench();
    assert.deepEqual(await ask('GET'), {
      status: 200,
      body: { grader: true, targets: [LOCAL, STAGING] },
    });
    const { status, body } = await ask('POST', {});
    assert.deepEqual([status, body.run.state, body.run.target], [202, 'running', undefined]);
    const { writeKey: _, ...keys } = KEYS;
    assert.deepEqual(grader.runs[0]?.order.keys, keys);
    const { body: opened } = await ask('POST', {}, '/worlds');
    await ask('POST', {}, `/worlds/${opened.world.id}/grade`);
    assert.equal(grader.runs[1]?.order.keys.apiKey, opened.world.apiKey);
  });

  it('answers a run that cannot begin with what to send instead, and changes nothing', async () => {
    const { ask, grader } = await bench();
    for (const [body, status, code, pointer, message] of [
      [{ target: 'unknown' }, 404, 'grade-target-unknown', '/target', /a name that GET grade lists/],
      [{ target: 'staging' }, 409, 'grade-unconfirmed', '/confirm', /must be "staging.example.com"/],
      [{ target: 'staging', confirm: 'x' }, 409, 'grade-unconfirmed', '/confirm', /staging/],
      [{ target: 'broken' }, 409, 'grade-target-unusable', undefined, /\$KEY is not set/],
      [{ target: 'busy' }, 409, 'grade-under-way', undefined, /DELETE grade/],
      [{ baseUrl: 'http://evil.example' }, 400, 'control-invalid', '/baseUrl', /baseUrl/],
      [{ confirm: true }, 400, 'control-invalid', '/confirm', /string/],
      [[], 400, 'control-invalid', '', /object/],
    ] as const) {
      const answer = await ask('POST', body);
      assert.deepEqual(
        [answer.status, answer.body.code, answer.body.violations?.[0].pointer],
        [status, code, pointer],
      );
      assert.match(answer.body.message, message);
    }
    assert.equal(grader.runs.length, 0);
    assert.equal((await ask('DELETE')).body.code, 'grade-unknown');
    assert.equal((await ask('POST', { target: 'staging', confirm: STAGING.confirm })).status, 202);
  });

  it('tells readers of the live view how far a run is', async () => {
    const { ask, grader, url } = await bench();
    const answer = await fetch(`${url}/_emulator/events`, { headers: { accept: 'text/event-stream' } });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    await ask('POST', {});
    grader.runs[0]?.watcher.example(7);
    let text = '';
    while (!/"grade":\{[^}]*"done":7/.test(text)) text += (await reader?.read())?.value ?? assert.fail(text);
    await reader?.cancel();
  });

  it('serves the report without a token to who knows its address, without an origin, and to nobody else', async () => {
    const { ask, grader, url } = await bench({ controlToken: 'a-token-for-tests' });
    await ask('POST', {});
    grader.runs[0]?.watcher.ended({ graded: GRADED });
    const { body } = await ask('GET');
    const { report } = body.run.result;
    const answer = await fetch(url + report);
    assert.equal(await answer.text(), GRADED.page);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^sandbox allow-scripts /);
    assert.doesNotMatch(policy, /allow-same-origin|connect-src/);
    assert.match(policy, /default-src 'none'/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    for (const other of ['/_report/default/x', '/_report/nobody/secret-1', '/_report/default', '/_report']) {
      assert.equal((await fetch(url + other)).status, 404, other);
    }
    assert.equal((await fetch(`${url}/_emulator/grade`)).status, 401);
    await ask('DELETE', {});
    assert.equal((await fetch(url + report)).status, 404);
  });

  it('ends a run with the emulator', async () => {
    const { ask, grader } = await bench();
    await ask('POST', {});
    await running.splice(0)[0]?.close();
    assert.deepEqual(grader.told, ['kill']);
  });
});
