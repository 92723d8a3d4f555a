import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createBench, KEYS } from '../../testing.ts';
import type { Instance } from '../instances.ts';
import { deliverInProcess } from './in-process.ts';

const instance: Instance = {
  id: 'default',
  name: 'Astrolabe',
  apiKey: KEYS.apiKey,
  enabled: true,
  endpoint: 'built-in',
};
const call = { type: 'identify', userId: 'u' };
const ignore = { error: () => {} };

it('a delivery within the process uses a new key from the next call on', () => {
  const { destination } = createBench().core;
  const deliver = deliverInProcess(destination, () => 0, ignore);
  const statuses = [KEYS.apiKey, KEYS.restrictedApiKey, 'nobody', KEYS.apiKey].map(
    (apiKey) => deliver({ ...instance, apiKey }, call).status,
  );
  assert.deepEqual(statuses, [200, 403, 401, 200]);
});

it('a fault of the destination is an error that is retried and logged', () => {
  const { destination } = createBench().core;
  const reported: unknown[] = [];
  const fault = new Error('broken');
  const broken = {
    ...destination,
    deliver: () => {
      throw fault;
    },
  };
  const deliver = deliverInProcess(broken, () => 0, { error: (_, details) => reported.push(details) });
  assert.deepEqual(deliver(instance, call), { error: 'EMULATOR_FAULT', ms: 0 });
  assert.deepEqual(reported, [fault]);
});
