/** The corpora: nothing that is never graded, names once each, and updates that change something. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inCallParts } from './call-parts.ts';
import { CORPUS } from './corpora.ts';
import { PROPERTY_NAMES } from './names.ts';
import { LONG_TEXTS, TEXTS } from './texts.ts';
import { VALUES } from './values.ts';

/** Everything inside a value: the value itself, members, and names of members. */
function inside(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return [value, ...Object.keys(value), ...Object.values(value).flatMap(inside)];
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const json = (value: unknown) => JSON.stringify(value);

for (const [corpus, properties] of Object.entries(CORPUS)) {
  describe(`the corpus "${corpus}"`, () => {
    const values = properties.flatMap(({ value, becomes }) => [value, becomes]);

    it('has each name once, and no empty one', () => {
      const names = properties.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length);
      assert.equal(names.includes(''), false);
    });

    it('has nothing that is never graded', () => {
      for (const item of [...properties.map(({ name }) => name), ...values].flatMap(inside)) {
        assert.notEqual(item, null);
        if (typeof item === 'number') assert.ok(Math.abs(item) <= 2 ** 53 - 1, `${item}`);
        if (typeof item === 'string') {
          assert.doesNotMatch(item, /\0|\p{Cs}/u);
          assert.ok(Buffer.byteLength(item) <= 4_096, item.slice(0, 40));
        }
      }
      assert.ok(Math.max(...values.map(depthOf)) < 32);
      // A sweep of names of records leaves out those that the destination uses itself.
      const own = [
        'email',
        'phone',
        '__proto__',
        ...(corpus === 'names of records' ? [] : ['id', 'createdAt']),
      ];
      assert.deepEqual(
        properties.map(({ name }) => name).filter((name) => own.includes(name)),
        [],
      );
    });

    it('survives JSON', () => {
      for (const value of values) assert.deepEqual(JSON.parse(json(value)), value);
    });

    it('fits into calls that need not be large, and is complete in them', () => {
      const parts = inCallParts(properties);
      assert.deepEqual(parts.flat(), properties);
      for (const part of parts) {
        assert.ok(part.length <= 200);
        for (const which of ['value', 'becomes'] as const) {
          const traits = json(Object.fromEntries(part.map((property) => [property.name, property[which]])));
          assert.ok(Buffer.byteLength(traits) < 7_200, `${traits.length}`);
        }
      }
    });
  });
}

describe('an update of a corpus', () => {
  it('changes every value and every text', () => {
    for (const corpus of ['values', 'texts', 'names', 'computed values'] as const) {
      for (const { name, value, becomes } of CORPUS[corpus])
        assert.notEqual(json(value), json(becomes), name);
    }
  });

  it('changes most values to one of another type', () => {
    const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);
    const changed = CORPUS.values.filter(({ value, becomes }) => kindOf(value) !== kindOf(becomes));
    assert.ok(changed.length > CORPUS.values.length / 2, `${changed.length}`);
  });

  it('keeps the members of an object, because merging and replacing are both lawful', () => {
    const isObject = (json: unknown) => typeof json === 'object' && !Array.isArray(json);
    for (const { name, value, becomes } of CORPUS.objects) {
      if (!isObject(value) || !isObject(becomes)) continue;
      assert.deepEqual(Object.keys(becomes as object), Object.keys(value as object), name);
    }
  });
});

describe('the rows of the corpora', () => {
  it('are many, and say why they are there', () => {
    assert.ok(VALUES.length > 100, `${VALUES.length} values`);
    assert.ok(TEXTS.length > 250, `${TEXTS.length} texts`);
    assert.ok(PROPERTY_NAMES.length > 150, `${PROPERTY_NAMES.length} names`);
    for (const [name, , why] of [...VALUES, ...TEXTS, ...LONG_TEXTS]) assert.ok(why.length > 3, name);
  });

  it('have every control character that JSON allows, except C1 between the first and the last', () => {
    const all = TEXTS.map(([, text]) => text).join('');
    const missing = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).filter(
      (control) => !all.includes(control),
    );
    assert.deepEqual(missing, []);
  });
});
