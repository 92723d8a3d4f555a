/** The wording of violations, and hostile values. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SchemaName, schemaDocument, type Violation, validate } from './index.ts';

it('a document is the caller’s own copy', () => {
  const copy = schemaDocument('identify');
  delete copy.allOf;
  assert.notEqual(schemaDocument('identify').allOf, undefined);
  assert.notDeepEqual(validate('identify', { type: 'identify' }), []);
});

describe('a violation has a pointer, a rule, and what to write instead', () => {
  const cases: readonly [SchemaName, unknown, readonly Violation[]][] = [
    [
      'identify',
      { type: 'identify', traits: {} },
      [
        {
          pointer: '',
          rule: 'required:userId-or-anonymousId',
          message: 'identify needs a userId or an anonymousId',
        },
      ],
    ],
    [
      'group',
      { type: 'group' },
      [
        {
          pointer: '',
          rule: 'required:groupId',
          message: 'group needs a groupId: write a non-empty string',
        },
      ],
    ],
    [
      'identify',
      ['identify'],
      [
        {
          pointer: '',
          rule: 'type:identify',
          message: 'identify must be an object, not an array',
        },
      ],
    ],
    [
      'track',
      { type: 'track', userId: true, event: '', properties: [], timestamp: 'noon' },
      [
        {
          pointer: '/userId',
          rule: 'type:userId',
          message: 'userId must be a non-empty string or null, not a boolean',
        },
        {
          pointer: '/timestamp',
          rule: 'format:timestamp',
          message: 'timestamp must have the form of "2024-05-01T12:00:00.000Z"',
        },
        {
          pointer: '/event',
          rule: 'min-length:event',
          message: 'event must not be empty: write a non-empty string',
        },
        {
          pointer: '/properties',
          rule: 'type:properties',
          message: 'properties must be an object, not an array',
        },
      ],
    ],
    [
      'records-users',
      { users: [{ properties: {}, accountIds: ['a', 5] }] },
      [
        {
          pointer: '/users/0/accountIds/1',
          rule: 'type:accountIds',
          message: 'users[0].accountIds[1] must be a string, not a number',
        },
      ],
    ],
    [
      'audience-identify',
      {
        type: 'identify',
        userId: 'u-1',
        traits: { vip: 1 },
        context: {
          personas: {
            computation_class: 'audience',
            computation_id: 'aud_1',
            computation_key: 'vip',
            namespace: `spa_${'0'.repeat(27)}`,
            space_id: `spa_${'0'.repeat(27)}`,
          },
        },
        integrations: { All: true, Astrolabe: true },
        messageId: `personas_${'0'.repeat(27)}`,
      },
      [
        {
          pointer: '/integrations/All',
          rule: 'const:All',
          message: 'integrations.All must be false',
        },
        {
          pointer: '/context/personas/computation_id',
          rule: 'pattern:computation_id',
          message: 'context.personas.computation_id must have the form of "aud_2fVh3LqXyT8bN0cRkWmZ5sJdQaE"',
        },
        {
          pointer: '/traits',
          rule: 'computed-member:traits',
          message: 'traits needs the member that context.personas.computation_key names: write a boolean',
        },
      ],
    ],
    [
      'audience-definition',
      { name: 'x'.repeat(201), as: ['group'], rule: { event: 'Order', trait: 'plan', less: 5, equals: 1 } },
      [
        {
          pointer: '/as',
          rule: 'not:as',
          message: 'as is not allowed here: only an account-level audience chooses its calls',
        },
        {
          pointer: '/name',
          rule: 'max-length:name',
          message: 'name must have at most 200 characters',
        },
        {
          pointer: '/rule',
          rule: 'one-of:trait-or-accountTrait-or-event',
          message: 'rule has trait and event: write only one of them',
        },
        {
          pointer: '/rule',
          rule: 'one-of:equals-or-notEquals-or-contains-or-exists-or-greater-or-less',
          message: 'rule has equals and less: write only one of them',
        },
        {
          pointer: '/rule',
          rule: 'dependent-required:property',
          message: 'rule.less needs property as well',
        },
      ],
    ],
    [
      'trait-formula',
      { compute: 'sum', event: 'Order', withinDays: 0, days: 3 },
      [
        { pointer: '', rule: 'required:property', message: 'trait formula needs property' },
        {
          pointer: '/days',
          rule: 'additional-properties:trait-formula',
          message: 'days is not known here: write compute, event, property or withinDays',
        },
        {
          pointer: '/withinDays',
          rule: 'exclusive-minimum:withinDays',
          message: 'withinDays must be above 0',
        },
      ],
    ],
    [
      'clock-move',
      { ms: -1.5 },
      [
        { pointer: '/ms', rule: 'type:ms', message: 'ms must be a whole number, not a fraction' },
        { pointer: '/ms', rule: 'minimum:ms', message: 'ms must be at least 0' },
      ],
    ],
    [
      'instance-change',
      { apiKey: 'a b', enabled: true },
      [
        {
          pointer: '/apiKey',
          rule: 'pattern:apiKey',
          message: 'apiKey must be printable ASCII without spaces and colons',
        },
      ],
    ],
  ];
  for (const [schema, value, expected] of cases) {
    it(expected.map(({ rule }) => rule).join(', '), () =>
      assert.deepEqual(validate(schema, value), expected),
    );
  }

  it('the pointer to an unknown member has its name escaped', () => {
    const [violation] = validate('result', { 'a/b~c': 1 }).filter(({ rule }) =>
      rule.startsWith('additional'),
    );
    assert.deepEqual(violation, {
      pointer: '/a~1b~0c',
      rule: 'additional-properties:result',
      message:
        'a/b~c is not known here: write schemaVersion, tool, run, controls, target, verdict, counts or clauses',
    });
  });
});

describe('hostile values', () => {
  it('a member named __proto__ does not satisfy a rule about other members', () => {
    const value = JSON.parse('{"type":"identify","__proto__":{"userId":"u-1"},"traits":{"__proto__":[]}}');
    assert.deepEqual(
      validate('identify', value).map(({ rule }) => rule),
      ['required:userId-or-anonymousId'],
    );
  });

  it('a computation key named __proto__ or constructor does not find an inherited member', () => {
    for (const key of ['__proto__', 'constructor']) {
      const rules = validate('computed-trait-identify', {
        traits: {},
        context: { personas: { computation_key: key } },
      }).map(({ rule }) => rule);
      assert.ok(rules.includes('computed-member:traits'), key);
    }
  });

  it('nesting of any depth is validated without an exception', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 100_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
    const call = { type: 'identify', userId: 'u-1', traits: { deep }, context: { deep } };
    assert.deepEqual(validate('identify', call), []);
    assert.deepEqual(validate('call', call), []);
    assert.equal(validate('context', { page: deep, personas: [deep] }).length, 1);
    assert.equal(validate('call', { ...call, type: deep }).at(0)?.rule, 'enum:type');
    assert.equal(validate('identify', { ...call, userId: deep }).at(0)?.rule, 'type:userId');
    let rule: unknown = { trait: 'plan', exists: true };
    for (let level = 0; level < 100_000; level += 1) rule = { all: [rule] };
    assert.equal(validate('audience-rule', rule).at(0)?.rule, 'max-nesting:audience-rule');
    assert.equal(validate('audience-definition', { name: 'Deep', rule }).at(0)?.rule, 'max-nesting:rule');
  });

  it('values that JSON does not have are violations, not exceptions', () => {
    for (const value of [undefined, Number.NaN, 1n, Symbol('call'), () => {}]) {
      assert.deepEqual(
        validate('identify', value).map(({ rule }) => rule),
        ['type:identify'],
      );
    }
  });

  it('a frozen value is validated like any other', () => {
    const call = Object.freeze({ type: 'track', userId: null, anonymousId: 'a-1', event: 'Opened' });
    assert.deepEqual(validate('track', call), []);
  });
});
