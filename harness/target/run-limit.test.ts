import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRunEnd } from './run-end.ts';
import { createRunLimit } from './run-limit.ts';

const MB = 1024 * 1024;

function limitOf(longestMs?: number) {
  let time = 5000;
  const limit = createRunLimit(longestMs, () => time);
  const wait = (ms: number) => {
    time += ms;
  };
  return { limit, wait };
}

describe('the limits of a run', () => {
  it('end it after its time, in words that name the option', () => {
    const { limit, wait } = limitOf(90_000);
    wait(89_999);
    assert.equal(limit.reached(), undefined);
    wait(1);
    assert.equal(limit.reached(), 'the run took longer than 90 s (--max-time)');
  });

  it('end it after too many bytes, of which each request adds some', () => {
    const { limit } = limitOf();
    limit.received(64 * MB);
    assert.equal(limit.reached(), undefined);
    for (let request = 0; request < 1000; request += 1) {
      limit.requested();
      limit.received(32 * 1024);
    }
    assert.equal(limit.reached(), undefined);
    limit.received(1);
    assert.match(limit.reached() ?? '', /^the responses were larger than a run reads: 64 MB/);
  });

  it('keep the first reason', () => {
    const { limit, wait } = limitOf(1000);
    limit.received(65 * MB);
    wait(2000);
    assert.match(limit.reached() ?? '', /responses/);
  });
});

describe('the end of a run', () => {
  it('is noted as a limit only if it kept something from being done', () => {
    const { limit, wait } = limitOf(1000);
    const end = createRunEnd(() => false, limit);
    assert.equal(end.stopped(), false);
    wait(1000);
    assert.equal(end.stopped(), true);
    assert.equal(end.limited(), undefined);
    assert.equal(end.whyStopped('before'), 'the run took longer than 1 s (--max-time)');
    assert.equal(end.limited(), 'the run took longer than 1 s (--max-time)');
  });

  it('is not a limit if a person stopped the run', () => {
    const { limit, wait } = limitOf(1000);
    wait(1000);
    const end = createRunEnd(() => true, limit);
    assert.equal(end.whyStopped('during'), 'the run was stopped during this example');
    assert.equal(end.limited(), undefined);
  });
});
