import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PropertyHolder, type PropertyRules, updateProperties } from './properties.ts';

const RULES: PropertyRules = { nulls: 'keep', nested: 'replace' };
const merging: PropertyRules = { nulls: 'remove', nested: 'merge' };

describe('updateProperties', () => {
  it('merges members at every level if nested objects are merged', () => {
    const holder: PropertyHolder = { properties: { a: { b: { c: 1, gone: 2 }, list: [1] } } };
    updateProperties(holder, { a: { b: { d: 3, gone: null }, list: [2] } }, merging);
    assert.deepEqual(holder.properties, { a: { b: { c: 1, d: 3 }, list: [2] } });
  });

  it('never mistakes a prototype for a member', () => {
    const holder: PropertyHolder = { properties: {} };
    updateProperties(holder, JSON.parse('{"__proto__":{"a":1},"constructor":{"b":1}}'), merging);
    updateProperties(holder, JSON.parse('{"__proto__":{"c":1},"constructor":{"d":1}}'), merging);
    assert.equal(
      JSON.stringify(holder.properties),
      '{"__proto__":{"a":1,"c":1},"constructor":{"b":1,"d":1}}',
    );
    assert.equal(Object.getPrototypeOf(holder.properties), Object.prototype);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  it('does not change a property that a later call has set', () => {
    const holder: PropertyHolder = { properties: {} };
    updateProperties(holder, { a: 'second' }, RULES, 2);
    updateProperties(holder, { a: 'first', b: 'first' }, RULES, 1);
    updateProperties(holder, { a: 'again' }, RULES, 2);
    assert.deepEqual(holder.properties, { a: 'again', b: 'first' });
  });
});
