import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isNear } from './near-name.ts';

it('a name is near another where half of their words are the same or begin alike', () => {
  assert.ok(isNear('update-replace', 'update-replaces'));
  assert.ok(isNear('replaces', 'update-replaces'));
  assert.ok(isNear('Late_Storing', 'late-storing'));
  assert.ok(!isNear('update', 'third-update-replaces'));
  assert.ok(!isNear('nonsense', 'update-replaces'));
  assert.ok(!isNear('', 'update-replaces'));
});
