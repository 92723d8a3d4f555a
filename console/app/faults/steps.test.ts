import assert from 'node:assert/strict';
import { it } from 'node:test';
import { answersFrom, FIRST_STEP } from './steps.ts';

it('makes of each kind of step what the control plane takes, without what was left empty', () => {
  const step = { ...FIRST_STEP, times: '2' };
  assert.deepEqual(answersFrom(step), [{ status: 503, times: 2 }]);
  assert.deepEqual(answersFrom({ ...step, status: '429', retryAfter: '2', delay: '3s' }), [
    { status: 429, retryAfter: 2, delay: '3s', times: 2 },
  ]);
  assert.deepEqual(answersFrom({ ...step, kind: 'reset', retryAfter: '9' }), [{ reset: true, times: 2 }]);
  assert.deepEqual(answersFrom({ ...step, kind: 'delay', delay: '300ms' }), [{ delay: '300ms', times: 2 }]);
  assert.deepEqual(answersFrom({ ...step, kind: 'pass', delay: '1s' }), ['pass', 'pass']);
});
