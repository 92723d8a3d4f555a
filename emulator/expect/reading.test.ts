import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveOptions } from '../options/index.ts';
import { OPERATOR_NAMES, satisfiesAll } from './condition.ts';
import { differencesOf, distanceOf } from './differences.ts';
import { readExpectation } from './expectation.ts';
import { readWhere, type Where } from './read-where.ts';

const CALL = {
  type: 'track',
  event: 'Signed Up',
  userId: 'u1',
  timestamp: '2024-05-01T12:00:00.000Z',
  properties: {
    plan: 'pro',
    total: 10,
    trial: false,
    note: null,
    tags: ['new', { id: 7 }],
    'total billed': 3,
    'a.b': 1,
    address: { city: 'Berlin', zip: '10115' },
  },
};

function conditionsOf(where: Where) {
  const { conditions, violations } = readWhere(where);
  assert.deepEqual(violations, []);
  return conditions;
}

const path = (...names: string[]) => [{ path: ['properties', ...names], is: 1 }];

describe('a condition', () => {
  for (const [where, isMet] of [
    [{}, true],
    [{ type: 'track', event: 'Signed Up' }, true],
    [{ type: 'track', event: 'signed up' }, false],
    [{ 'properties.plan': 'pro' }, true],
    [{ 'properties.total billed': 3 }, true],
    [{ 'properties.total': '10' }, false],
    [{ 'properties.note': null }, true],
    [{ 'properties.none': null }, false],
    [{ 'properties.trial': false }, true],
    [{ 'properties.address': { zip: '10115', city: 'Berlin' } }, true],
    [{ 'properties.address': { city: 'Berlin' } }, false],
    [{ 'properties.tags': ['new', { id: 7 }] }, true],
    [{ 'properties.tags.1.id': 7 }, true],
    [{ 'properties.tags.2': { $exists: false } }, true],
    [{ 'properties.a.b': 1 }, false],
    [path('a.b'), true],
    [[{ path: 'properties.plan', is: 'pro' }], true],
    [{ 'toString.name': { $exists: true } }, false],
    [{ __proto__x: { $exists: false } }, true],
    [{ event: { $eq: 'Signed Up' } }, true],
    [{ 'properties.address': { $eq: { city: 'Berlin', zip: '10115' } } }, true],
    [{ event: { $ne: 'Signed Up' } }, false],
    [{ 'properties.none': { $ne: 1 } }, true],
    [{ event: { $in: ['Signed In', 'Signed Up'] } }, true],
    [{ event: { $in: ['Signed In'] } }, false],
    [{ 'properties.plan': { $exists: true } }, true],
    [{ 'properties.note': { $exists: true } }, true],
    [{ 'properties.none': { $exists: false } }, true],
    [{ 'properties.total': { $gt: 9, $lt: 11 } }, true],
    [{ 'properties.total': { $gt: 10 } }, false],
    [{ 'properties.total': { $gte: 10, $lte: 10 } }, true],
    [{ 'properties.total': { $lt: 10 } }, false],
    [{ 'properties.total': { $gt: '1' } }, false],
    [{ timestamp: { $gte: '2024-05-01' } }, true],
    [{ timestamp: { $lt: '2024-05-01' } }, false],
    [{ event: { $startsWith: 'Signed' } }, true],
    [{ event: { $endsWith: 'In' } }, false],
    [{ event: { $contains: 'ned' } }, true],
    [{ 'properties.tags': { $contains: { id: 7 } } }, true],
    [{ 'properties.tags': { $contains: 'old' } }, false],
    [{ 'properties.total': { $startsWith: '1' } }, false],
  ] as readonly (readonly [Where, boolean])[]) {
    it(`${JSON.stringify(where)} is ${isMet ? 'met' : 'not met'}`, () => {
      assert.equal(satisfiesAll(CALL, conditionsOf(where)), isMet);
    });
  }

  it('has a test for every operator', () => {
    assert.equal(OPERATOR_NAMES.length, 11);
  });
});

describe('what cannot be asked for', () => {
  const { choices } = resolved();
  for (const [body, pointer, message] of [
    [{ where: { event: { $matches: 'x' } } }, '/where/event/$matches', /not an operator: write one of \$eq/],
    [{ where: { event: { $startWith: 'x' } } }, '/where/event/$startWith', /did you mean \$startsWith\?/],
    [{ where: { event: { $eq: 'x', value: 1 } } }, '/where/event/value', /"value" is beside an operator/],
    [{ where: { event: { $in: 'x' } } }, '/where/event/$in', /\$in takes a list of at least one value/],
    [{ where: { event: { $in: [] } } }, '/where/event/$in', /\$in takes/],
    [{ where: { event: { $exists: 1 } } }, '/where/event/$exists', /\$exists takes true or false/],
    [{ where: { 'a.b/c~d': { $gt: null } } }, '/where/a.b~1c~0d/$gt', /\$gt takes a number, or a string/],
    [{ where: { event: { $endsWith: 1 } } }, '/where/event/$endsWith', /\$endsWith takes a string/],
    [{ where: { 'properties.': 1 } }, '/where/properties.', /the path must have 1 to 32 names/],
    [{ where: { '': 1 } }, '/where/', /the path must have/],
    [{ where: [{ path: [], is: 1 }] }, '/where/0/is', /the path must have/],
    [{ where: { a: nested(120) } }, '/where', /nested within 100 levels/],
    [
      { where: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`m${at}`, 1])) },
      '/where',
      /at most 100/,
    ],
    [{ within: '61s' }, '/within', /of at most 60s/],
    [{ within: 60_001 }, '/within', /of at most 60s/],
    [{ within: 'soon' }, '/within', /a duration such as 300ms/],
    [{ times: { exactly: 1 }, quiet: '6s' }, '/quiet', /of at most within, which is 5000 ms/],
    [{ times: { exactly: 1 }, quiet: 'long' }, '/quiet', /a duration such as 300ms/],
    [
      { times: { atLeast: 1 }, quiet: '1s' },
      '/quiet',
      /can only be combined with times.exactly or times.atMost/,
    ],
  ] as const) {
    it(`is ${JSON.stringify(body).slice(0, 60)}`, () => {
      const read = readExpectation(body as never, choices);
      assert.ok('violations' in read);
      assert.deepEqual(
        read.violations.map((one) => one.pointer),
        [pointer],
      );
      assert.match(read.violations[0]?.message ?? '', message);
    });
  }

  for (const [where, stage, delivers] of [
    [{ type: 'page' }, 'stored', false],
    [{ type: 'page' }, 'delivered', false],
    [{ type: 'page' }, 'received', true],
    [{ type: { $in: ['page', 'screen'] } }, 'stored', false],
    [{ type: { $in: ['page', 'track'] } }, 'stored', true],
    [{ type: 'trak' }, 'stored', false],
    [{ type: 'delete' }, 'stored', false],
    [{ type: 'delete' }, 'delivered', true],
    [{ type: { $ne: 'track' } }, 'stored', true],
    [{ 'properties.type': 'page' }, 'stored', true],
  ] as const) {
    it(`${delivers ? 'is not' : 'is'} ${JSON.stringify(where)} at the stage ${stage}`, () => {
      const read = readExpectation({ where, stage }, choices);
      assert.equal('expectation' in read, delivers, JSON.stringify(read));
    });
  }

  it('can be asked for if a choice makes delete calls store', () => {
    const { choices: others } = resolved({ 'delete-call': 'remove-user' });
    assert.ok('expectation' in readExpectation({ where: { type: 'delete' } }, others));
  });
});

describe('the differences of a call', () => {
  it('name the member, what was expected and what is there', () => {
    const where = {
      event: 'Signed Out',
      'properties.total': { $gt: 10 },
      'properties.none': 1,
      'properties.address': { city: 'Berlin', street: 'x' },
      userId: 'u1',
    };
    assert.deepEqual(differencesOf(CALL, conditionsOf(where)), [
      { path: 'event', expected: 'Signed Out', actual: 'Signed Up' },
      { path: 'properties.total', expected: { $gt: 10 }, actual: 10 },
      { path: 'properties.none', expected: 1 },
      { path: 'properties.address.street', expected: 'x' },
      { path: 'properties.address.zip', expected: { $exists: false }, actual: '10115' },
    ]);
  });

  it('are bounded, however much differs', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`m${at}`, 'x'.repeat(100)]));
    const found = differencesOf({ traits: { text: 'y'.repeat(100_000) } }, conditionsOf({ traits: many }));
    assert.equal(found.length, 20);
    assert.ok(JSON.stringify(differencesOf({ a: many }, conditionsOf({ a: 1 }))).length < 1_000);
  });

  it('are smaller the more alike a call is', () => {
    const conditions = conditionsOf({ type: 'track', event: 'Signed up!', 'properties.plan': 'pro' });
    const distances = [
      CALL,
      { ...CALL, event: 'Order Completed' },
      { ...CALL, event: 'Order Completed', properties: {} },
      {},
    ].map((call) => distanceOf(call, conditions));
    assert.deepEqual(
      distances,
      distances.toSorted((one, other) => one - other),
    );
    assert.equal(new Set(distances).size, 4);
    assert.equal(distanceOf(CALL, conditionsOf({ type: 'track' })), 0);
  });
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

function resolved(choices = {}) {
  return resolveOptions({ choices });
}
