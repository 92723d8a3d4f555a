import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMisspelt, nearNames } from './near-names.ts';

const KNOWN = ['update-replaces', 'third-update-replaces', 'late-storing', 'group-replaces', 'key-in-body'];

describe('near names', () => {
  it('share half of their words, or the beginnings of them', () => {
    assert.deepEqual(nearNames('update-replace', KNOWN)[0], 'update-replaces');
    assert.ok(nearNames('replaces', KNOWN).includes('update-replaces'));
    assert.deepEqual(nearNames('Late_Storing', KNOWN), ['late-storing']);
    assert.ok(!nearNames('update', KNOWN).includes('third-update-replaces'));
  });

  it('are at most three, the most similar first', () => {
    const many = ['value-1', 'value-2', 'value-3', 'value-4', 'value'];
    assert.deepEqual(nearNames('value', many), ['value', 'value-1', 'value-2']);
  });

  it('have two letters swapped, however short they are', () => {
    assert.deepEqual(nearNames('prot', ['host', 'port', 'seed']), ['port']);
  });

  it('are none if no name is similar', () => {
    assert.deepEqual(nearNames('nonsense', KNOWN), []);
    assert.deepEqual(nearNames('', KNOWN), []);
  });
});

describe('a misspelt name', () => {
  for (const [name, wanted] of [
    ['user_id', 'userId'],
    ['propertys', 'properties'],
    ['tarck', 'track'],
    ['trait', 'traits'],
  ] as const) {
    it(`${name} is similar to ${wanted}`, () => assert.ok(isMisspelt(name, wanted)));
  }

  for (const [name, wanted] of [
    ['page', 'name'],
    ['group', 'track'],
    ['anything', 'traits'],
  ] as const) {
    it(`${name} is not similar to ${wanted}`, () => assert.ok(!isMisspelt(name, wanted)));
  }
});
