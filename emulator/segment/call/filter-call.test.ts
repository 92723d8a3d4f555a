import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Instance } from '../instances.ts';
import { filterCall } from './filter-call.ts';

const instance: Instance = {
  id: 'default',
  name: 'Astrolabe',
  apiKey: 'k',
  enabled: true,
  endpoint: 'built-in',
};

describe('the integrations object', () => {
  for (const integrations of [
    undefined,
    null,
    {},
    { All: true },
    { All: 'false' },
    { All: false, Astrolabe: true },
    { All: false, Astrolabe: { setting: 1 } },
    { All: false, Astrolabe: 'false' },
    { All: false, Astrolabe: null },
    { astrolabe: false },
    { ASTROLABE: false, all: false },
    { 'Segment.io': true },
    { Warehouses: { all: false } },
  ]) {
    it(`delivers a call with ${JSON.stringify(integrations)}`, () =>
      assert.equal(filterCall({ type: 'track', integrations }, instance), undefined));
  }

  for (const integrations of [
    { All: false },
    { Astrolabe: false },
    { All: true, Astrolabe: false },
    { All: false, astrolabe: true },
    { All: false, 'Segment.io': true },
  ]) {
    it(`does not deliver a call with ${JSON.stringify(integrations)}`, () =>
      assert.equal(filterCall({ type: 'track', integrations }, instance), 'FILTERED_BY_INTEGRATIONS_OBJECT'));
  }

  it('has no inherited names', () => {
    assert.equal(filterCall({ type: 'track', integrations: { All: true } }, instance), undefined);
    const integrations = JSON.parse('{"__proto__": {"Astrolabe": false}}');
    assert.equal(filterCall({ type: 'track', integrations }, instance), undefined);
  });
});

describe('an instance', () => {
  for (const type of ['identify', 'group', 'track', 'delete']) {
    it(`accepts ${type}`, () => assert.equal(filterCall({ type }, instance), undefined));
  }

  for (const type of ['page', 'screen', 'alias']) {
    it(`does not accept ${type}`, () =>
      assert.equal(filterCall({ type }, instance), 'UNSUPPORTED_EVENT_TYPE'));
  }

  it('accepts nothing while it is disabled or has no API key', () => {
    const call = { type: 'track' };
    assert.equal(filterCall(call, { ...instance, enabled: false }), 'DESTINATION_DISABLED');
    assert.equal(filterCall(call, { ...instance, apiKey: '' }), 'INVALID_SETTINGS');
  });
});
