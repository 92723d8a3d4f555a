import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checksNothing, misspeltKeyword } from './keywords.ts';

describe('misspeltKeyword', () => {
  const cases: readonly (readonly [schema: unknown, pointer: string, meant: string])[] = [
    [{ requird: ['a'] }, '/requird', 'required'],
    [{ Required: ['a'] }, '/Required', 'required'],
    [{ properties: { a: { tpye: 'string' } } }, '/properties/a/tpye', 'type'],
    [{ properties: { 'a/b': { enums: [] } } }, '/properties/a~1b/enums', 'enum'],
    [{ allOf: [{}, { if: { patern: 'a' } }] }, '/allOf/1/if/patern', 'pattern'],
    [{ items: { additional_properties: false } }, '/items/additional_properties', 'additionalProperties'],
    [{ $defs: { a: { minLenght: 1 } } }, '/$defs/a/minLenght', 'minLength'],
    [{ propertys: {} }, '/propertys', 'properties'],
    [{ ref: '#/$defs/a' }, '/ref', '$ref'],
    [{ anyof: [] }, '/anyof', 'anyOf'],
  ];
  for (const [schema, pointer, meant] of cases) {
    it(`finds ${pointer}`, () => assert.deepEqual(misspeltKeyword(schema), { pointer, meant }));
  }

  it('allows unknown keywords that are near to none, and names and values that are no keywords', () => {
    for (const schema of [
      true,
      { label: 'a', owner: 'b', note: 'c', 'x-enum': 1, comment: 'd', example: 1, tags: [], nullable: true },
      { properties: { requird: {}, typ: {} }, required: ['requird'] },
      { enum: [{ requird: 1 }], default: { tpye: 1 }, const: { enums: 1 }, examples: [{ patern: 1 }] },
    ]) {
      assert.equal(misspeltKeyword(schema), undefined);
    }
  });
});

describe('checksNothing', () => {
  const idle: readonly unknown[] = [
    true,
    {},
    { type: 'object' },
    { description: 'a', labels: {}, required: [], minProperties: 0, additionalProperties: true },
    { type: 'object', properties: { properties: { type: 'object' }, context: {} } },
    { if: { required: ['a'] } },
    { $defs: { a: { type: 'string' } } },
  ];
  for (const schema of idle) {
    it(`is true of ${JSON.stringify(schema)}`, () =>
      assert.equal(checksNothing(schema, ['', '/properties/properties']), true));
  }

  const checking: readonly unknown[] = [
    false,
    { type: 'string' },
    { required: ['a'] },
    { properties: { a: { type: 'object' } } },
    { additionalProperties: false },
    { if: {}, then: { required: ['a'] } },
    { items: [{}, { format: 'date' }] },
    { not: {} },
    { const: false },
    { items: false },
    { minLength: 1 },
    { $ref: '#/$defs/a', $defs: { a: {} } },
  ];
  for (const schema of checking) {
    it(`is false of ${JSON.stringify(schema)}`, () =>
      assert.equal(checksNothing(schema, ['', '/properties/properties']), false));
  }
});
