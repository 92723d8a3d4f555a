/**
 * Objects, and arrays that contain objects. Left out because they are never graded, or only observed: members that are
 * null, nesting deeper than 32, and whether an update merges objects. An update changes the values of the same members.
 */
import type { Row } from './entry.ts';

const RECORD = { id: 7, name: 'Initech', plan: 'pro', public: false };

/** Objects of one and two levels. */
export const OBJECTS: readonly Row[] = [
  [
    'address',
    { city: 'Austin', country: 'USA', postalCode: '73301', street: '4120 Freidrich' },
    'a documented trait: flattened to address.city',
  ],
  [
    'company',
    { name: 'Initech', id: 123, employee_count: 329, public: false },
    'a documented trait: turned into an Account',
  ],
  ['object_of_one', { only: 'a' }, 'unwrapped'],
  ['object_empty', {}, 'dropped as empty; an array in PHP'],
  ['object_of_numbers', { zero: 0, one: 1, fraction: 2.5, negative: -3 }, 'numbers become text'],
  ['object_of_booleans', { on: true, off: false }, 'false is dropped'],
  ['object_of_empty', { text: '', list: [], object: {}, kept: 'a' }, 'filtered of empty members'],
  ['object_of_falsy', { no: false, zero: 0, blank: '' }, 'filtered, then dropped as empty'],
  ['object_of_lists', { tags: ['b', 'a', 'b'], counts: [3, 1] }, 'lists are sorted, or become text'],
  ['object_of_one_list', { tags: ['only'] }, 'the list is unwrapped'],
  ['object_of_two_levels', { inner: { city: 'Austin', zip: '73301' } }, 'the second level becomes text'],
  ['object_mixed_levels', { a: 1, inner: { b: 2 }, c: 'x' }, 'the second level is dropped'],
  [
    'object_two_inner',
    { one: { a: 1 }, two: { a: 2 } },
    'the second level is flattened, and its names collide',
  ],
  ['object_inner_empty', { inner: {}, a: 1 }, 'empty objects are dropped'],
  ['object_inner_list', { inner: { tags: ['a', ['b']] } }, 'nested lists are flattened'],
  ['object_of_records', { owners: [{ id: 1 }, { id: 2 }] }, 'objects in a list become text'],
  ['object_names_spaced', { 'first name': 'Ada', 'last name': 'L' }, 'names get underscores'],
  ['object_names_dotted', { 'a.b': 1, a: { b: 2 } }, 'a path that collides with a real one'],
  ['object_names_cased', { Plan: 'a', plan: 'b' }, 'names are folded'],
  ['object_names_dollar', { $set: 1, price$: 2 }, 'refused or dropped by MongoDB'],
  ['object_names_digits', { 0: 'a', 1: 'b' }, 'taken for an array'],
  ['object_names_gap', { 2: 'a', 7: 'b' }, 'taken for an array with gaps'],
  ['object_names_other', { 部門: 'a', número: 'b', '🎯': 'c' }, 'names are lost'],
  ['object_like_array', { length: 2, 0: 'a', 1: 'b' }, 'taken for an array'],
  ['object_like_list', { items: ['a'], count: 1 }, 'taken for a page of results'],
  ['object_like_date', { $date: '2026-02-28T10:11:12Z' }, 'read as MongoDB’s extended JSON'],
  ['object_like_value', { type: 'string', value: 'a' }, 'unwrapped as a typed value'],
  ['object_like_record', { id: 1, userId: 'a', traits: { b: 1 } }, 'taken for a record'],
  ['object_like_reference', { $ref: '#/a' }, 'resolved as a reference'],
  ['object_like_error', { error: 'none', message: 'fine' }, 'taken for an error'],
  ['object_like_class', { constructor: 'a', toString: 'b' }, 'names that every JavaScript object has'],
  [
    'object_of_20',
    Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`member_${index + 1}`, index])),
    'cut after sixteen members',
  ],
  [
    'products',
    [
      { product_id: 'b-1', price: 19, quantity: 1 },
      { product_id: 'a-2', price: 0.5, quantity: 0 },
    ],
    'a documented property: one event each',
  ],
  ['record_list', [RECORD], 'objects in a list become text, or the list is unwrapped'],
  [
    'records',
    [
      { sku: 'b', count: 2 },
      { sku: 'a', count: 0 },
    ],
    'sorted, or filtered of falsy members',
  ],
  ['records_equal', [{ a: 1 }, { a: 1 }], 'stored as a set'],
  ['records_uneven', [{ a: 1 }, { b: 2 }, {}], 'a table is made of them'],
  ['records_mixed', [1, { a: 1 }, 'x', [2]], 'all members are converted to the type of the first'],
  ['records_nested', [{ inner: { a: [1] } }], 'cut at the second level'],
  ['object_to_text', { plan: 'pro' }, 'an object is not replaced by a text', 'none'],
  ['object_to_number', { plan: 'pro' }, 'an object is not replaced by a number', 7],
  ['object_to_false', { plan: 'pro' }, 'a falsy value does not replace an object', false],
  ['object_to_list', { plan: 'pro' }, 'merged with the list by position: {"0": "a", "plan": "pro"}', ['a']],
];
