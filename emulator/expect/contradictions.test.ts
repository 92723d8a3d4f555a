import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readWhere, type Where } from './read-where.ts';

/** Pointers to the conditions that no call can meet beside the others. */
function refused(where: Where): readonly string[] {
  return readWhere(where).violations.map(({ pointer }) => pointer);
}

/** Two conditions on one member. */
const both = (one: unknown, other: unknown): Where => [
  { path: 'properties.plan', is: one },
  { path: ['properties', 'plan'], is: other },
];

describe('conditions on one member', () => {
  for (const [one, other] of [
    ['pro', 'free'],
    ['pro', { $ne: 'pro' }],
    [{ $in: ['pro', { a: 1 }] }, { $in: ['free', { a: 2 }] }],
    [{ $in: ['pro', 'free'] }, { $startsWith: 'team' }],
    ['pro', { $exists: false }],
    [{ $exists: true }, { $exists: false }],
    [{ $gt: 5 }, { $exists: false }],
    [{ $gt: 5 }, { $lt: 5 }],
    [{ $gte: 5 }, { $lt: 5 }],
    [{ $gt: 5 }, { $gt: 'a' }],
    [{ $gt: 5 }, { $startsWith: '5' }],
    [{ $gt: 5 }, { $contains: '5' }],
    [{ $startsWith: 'a' }, { $contains: 7 }],
    [{ $startsWith: 'pro' }, { $startsWith: 'free' }],
    [{ $endsWith: 'pro' }, { $endsWith: 'free' }],
    [{ $startsWith: 'b' }, { $lt: 'a' }],
    [{ $startsWith: 'b' }, { $gt: 'c' }],
    [{ $gt: '2024-05-02' }, { $lte: '2024-05-01' }],
    [null, { $gt: 0 }],
  ]) {
    it(`contradict each other: ${JSON.stringify([one, other])}`, () => {
      assert.deepEqual(refused(both(one, other)), ['/where/1/is']);
      assert.deepEqual(refused(both(other, one)), ['/where/1/is']);
    });
  }

  for (const [one, other] of [
    ['pro', 'pro'],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    ['pro', { $ne: 'free' }],
    [{ $in: ['pro', 'free'] }, { $startsWith: 'fr' }],
    [{ $ne: 1 }, { $exists: false }],
    [{ $gte: 5 }, { $lte: 5 }],
    [{ $gt: 5 }, { $ne: 6 }],
    [{ $startsWith: 'pro' }, { $startsWith: 'professional' }],
    [{ $startsWith: 'pro' }, { $endsWith: 'free' }],
    [{ $startsWith: '2024' }, { $gt: '2024-05-01' }],
    [{ $startsWith: '2024' }, { $lte: '2024' }],
    [{ $contains: 'a' }, { $contains: 7 }],
    [{ $contains: 'a' }, { $startsWith: 'b' }],
    [null, { $ne: 1 }],
  ]) {
    it(`can all be met: ${JSON.stringify([one, other])}`, () => {
      assert.deepEqual(refused(both(one, other)), []);
      assert.deepEqual(refused(both(other, one)), []);
    });
  }
});

describe('conditions on a member and on what is in it', () => {
  it('contradict each other if the one leaves no room for the other', () => {
    for (const where of [
      { properties: { plan: 'pro' }, 'properties.plan': 'free' },
      { properties: { plan: 'pro' }, 'properties.seats': { $exists: true } },
      { properties: { $exists: false }, 'properties.plan': 'pro' },
      { 'properties.plan': { $gt: 1 }, 'properties.plan.name': 'pro' },
      { 'properties.plan': 'pro', properties: { $in: [{ plan: 'free' }, 'text'] } },
    ] as const) {
      assert.equal(refused(where).length, 1, JSON.stringify(where));
    }
  });

  it('can all be met otherwise', () => {
    for (const where of [
      { properties: { plan: 'pro' }, 'properties.plan': 'pro' },
      { properties: { plan: 'pro' }, 'properties.seats': { $ne: 1 } },
      { properties: { $exists: true }, 'properties.plan': 'pro' },
      { 'properties.plan': 'pro', 'properties.planned': 'free' },
      { 'properties.tags': { $contains: 'new' }, 'properties.tags.0': 'new' },
    ] as const) {
      assert.deepEqual(refused(where), [], JSON.stringify(where));
    }
  });
});

it('contradictions are found in long lists too', () => {
  const list = (from: number) => ({ $in: Array.from({ length: 10_000 }, (_, index) => from + index) });
  assert.deepEqual(refused(both(list(0), list(9_999))), []);
  assert.deepEqual(refused(both(list(0), list(10_000))), ['/where/1/is']);
});
