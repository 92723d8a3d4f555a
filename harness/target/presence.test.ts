import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpResponse, NoResponse } from './client/index.ts';
import { createPresence } from './presence.ts';

const OK: HttpResponse = { status: 200, headers: {}, body: '' };
const NOTHING: NoResponse = { code: 'ECONNREFUSED', failure: 'connection refused' };

function presenceOf(control: HttpResponse | NoResponse) {
  let controls = 0;
  const presence = createPresence(async () => {
    controls += 1;
    return control;
  });
  return { ...presence, controls: () => controls };
}

describe('the presence of a target', () => {
  it('is checked after three examples in a row had no response, and it is gone if the control has none', async () => {
    const { saw, gone, controls } = presenceOf(NOTHING);
    await saw(OK, 'a');
    await saw(OK, 'b');
    for (const example of ['c', 'd']) await saw(NOTHING, example);
    assert.equal(controls(), 0);
    await saw(NOTHING, 'e');
    assert.equal(controls(), 1);
    assert.equal(gone(), 'the target stopped responding after 2 calls');
  });

  it('is missed with a hint if the control is only silent', async () => {
    const silence = { code: 'ETIMEDOUT', failure: 'no complete response within 100 ms' };
    const { saw, gone } = presenceOf(silence);
    for (const example of ['a', 'b', 'c']) await saw(silence, example);
    assert.match(gone() ?? '', /after 0 calls; if it serves one connection at a time, pass --concurrency 1$/);
  });

  it('is not doubted because of one example, however often it has no response', async () => {
    const { saw, controls } = presenceOf(NOTHING);
    for (let times = 0; times < 10; times += 1) await saw(NOTHING, 'a');
    assert.equal(controls(), 0);
  });

  it('is not doubted if other calls have responses in between', async () => {
    const { saw, controls } = presenceOf(NOTHING);
    for (const example of ['a', 'b', 'c', 'd']) {
      await saw(NOTHING, example);
      await saw(OK, example);
    }
    assert.equal(controls(), 0);
  });

  it('is certain again once the control has a response', async () => {
    const { saw, gone, controls } = presenceOf(OK);
    for (const example of ['a', 'b', 'c', 'd', 'e', 'f']) await saw(NOTHING, example);
    assert.equal(gone(), undefined);
    assert.equal(controls(), 2);
  });

  it('is checked once for calls that fail at the same time', async () => {
    const { saw, controls } = presenceOf(NOTHING);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((example) => saw(NOTHING, example)));
    assert.equal(controls(), 1);
  });
});
