import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { basic, createBench, KEYS } from '../testing.ts';
import type { Inbound } from './call.ts';

const identify = { type: 'identify', userId: 'u1', traits: { plan: 'pro' } };

/** Calls that are refused for their shape or type, with the status that the contract requires. */
const REFUSED: readonly (readonly [string, unknown, number, string])[] = [
  ['an empty body', '', 400, 'AST-HTTP-004'],
  ['incomplete JSON', '{"type":"identify",', 400, 'AST-HTTP-004'],
  ['two objects', '{}{}', 400, 'AST-HTTP-004'],
  ['an array', [identify], 400, 'AST-HTTP-004'],
  ['a string', '"identify"', 400, 'AST-HTTP-004'],
  ['null', 'null', 400, 'AST-HTTP-004'],
  ['brackets that are never closed', '['.repeat(200_000), 400, 'AST-HTTP-004'],
  ['an identify without an id', { type: 'identify', traits: {} }, 400, 'AST-HTTP-005'],
  ['an identify with null ids', { type: 'identify', userId: null, anonymousId: null }, 400, 'AST-HTTP-005'],
  ['a track without an id', { type: 'track', event: 'Tried' }, 400, 'AST-HTTP-005'],
  ['a track without event', { type: 'track', userId: 'u1' }, 400, 'AST-HTTP-005'],
  ['a group without groupId', { type: 'group', userId: 'u1' }, 400, 'AST-HTTP-005'],
  ['traits that are an array', { ...identify, traits: [] }, 400, 'AST-HTTP-005'],
  ['traits that are a string', { ...identify, traits: 'plan' }, 400, 'AST-HTTP-005'],
  ['group traits that are a number', { type: 'group', groupId: 'g', traits: 7 }, 400, 'AST-HTTP-005'],
  [
    'properties that are a string',
    { type: 'track', userId: 'u', event: 'e', properties: '' },
    400,
    'AST-HTTP-005',
  ],
  ['a page', { type: 'page', userId: 'u1' }, 501, 'AST-HTTP-006'],
  ['a screen', { type: 'screen', userId: 'u1' }, 501, 'AST-HTTP-006'],
  ['an alias', { type: 'alias', userId: 'u1', previousId: 'u0' }, 501, 'AST-HTTP-006'],
  ['a delete', { type: 'delete', userId: 'u1', context: [], integrations: [] }, 501, 'AST-DEL-001'],
  ['a type that is a name of Object', { type: 'constructor', userId: 'u1' }, 501, 'choice:unknown-type=501'],
];

describe('receive', () => {
  for (const [name, body, status, rule] of REFUSED) {
    it(`answers ${name} with ${status} and stores nothing`, () => {
      const bench = createBench();
      const decision = bench.send(body);
      assert.equal(decision.status, status);
      assert.ok(decision.rules.includes(rule), decision.rules.join());
      assert.equal(typeof (decision.body as { message: unknown }).message, 'string');
      assert.equal(decision.mutation, undefined);
      assert.equal(bench.total(), 0);
    });
  }

  it('names every invalid field', () => {
    const { body } = createBench().send({ type: 'track', properties: [] });
    const { violations } = body as { violations: { rule: string }[] };
    assert.deepEqual(violations.map(({ rule }) => rule).toSorted(), [
      'required:event',
      'required:userId-or-anonymousId',
      'type:properties',
    ]);
  });

  it('checks the key before the body', () => {
    const bench = createBench();
    for (const body of ['not JSON', { type: 'page' }, identify]) {
      assert.equal(bench.send(body, 'nobody').status, 401);
      assert.equal(bench.send(body, KEYS.restrictedApiKey).status, 403);
    }
    assert.equal(bench.total(), 0);
  });

  it('repeats nothing that was sent', () => {
    const bench = createBench();
    const secret = 'hunter2-secret';
    for (const body of [secret, `{"${secret}"`, { type: secret }, { type: 'identify', userId: [secret] }]) {
      const decision = bench.send(body, secret);
      const again = bench.send(body);
      assert.ok(!JSON.stringify([decision.body, decision.rules, again.body, again.rules]).includes(secret));
    }
  });

  it('answers a body that cannot be read', () => {
    const bench = createBench();
    for (const code of ['body-too-large', 'body-encoding'] as const) {
      const decision = bench.core.destination.deliver(inbound({ payload: { kind: 'unreadable', code } }));
      assert.deepEqual([decision.status, decision.code], [400, code]);
    }
  });

  it('names the supported method', () => {
    const decision = createBench().core.destination.deliver(inbound({ method: 'GET' }));
    assert.deepEqual([decision.status, decision.headers], [400, { allow: 'POST' }]);
  });

  it('refuses nesting beyond the limit, and accepts nesting just below it', () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const bench = createBench();
    const call = (levels: number) => `{"type":"identify","userId":"u","traits":${nested(levels)}}`;
    assert.equal(bench.send(call(990)).status, 200);
    assert.equal(bench.users({ userId: 'u' }).length, 1);
    assert.equal(bench.send(call(50_000)).code, 'nested-too-deeply');
  });

  it('accepts unknown fields', () => {
    const bench = createBench();
    const decision = bench.send({
      ...identify,
      email: 'a@b.example',
      projectId: 'p',
      version: 2,
      _metadata: {},
    });
    assert.equal(decision.status, 200);
  });

  for (const [id, names] of Object.entries({
    userId: ['user_id', 'userid', 'UserId', 'USER_ID'],
    anonymousId: ['anonymous_id', 'anonymousid', 'AnonymousId', 'ANONYMOUS_ID'],
  })) {
    for (const name of names) {
      it(`reads ${name} as ${id}`, () => {
        const bench = createBench();
        assert.equal(bench.send({ type: 'identify', [name]: 'someone' }).status, 200);
        assert.equal(bench.users({ [id]: 'someone' }).length, 1);
      });
    }
  }

  for (const name of ['group_id', 'groupid', 'GroupId', 'GROUP_ID']) {
    it(`reads ${name} as groupId`, () => {
      const bench = createBench();
      assert.equal(bench.send({ type: 'group', [name]: 'g1' }).status, 200);
      assert.equal(bench.accounts({ groupId: 'g1' }).length, 1);
    });
  }
});

describe('the size of a call', () => {
  const limits = { members: 20, idLength: 50 };

  for (const [what, call, code] of [
    ['many members', { type: 'identify', userId: 'u1', traits: membersOf(30) }, 'too-many-members'],
    [
      'many elements',
      { type: 'identify', userId: 'u1', traits: { list: Array(30).fill(0) } },
      'too-many-members',
    ],
    ['a long userId', { type: 'identify', userId: 'u'.repeat(51) }, 'id-too-long'],
    ['a long groupId', { type: 'group', userId: 'u1', groupId: 'g'.repeat(51) }, 'id-too-long'],
    ['a long event name', { type: 'track', userId: 'u1', event: 'e'.repeat(51) }, 'id-too-long'],
  ] as const) {
    it(`is refused with ${what}, and nothing is stored`, () => {
      const bench = createBench({ limits });
      const decision = bench.send(call);
      assert.deepEqual([decision.status, decision.code, bench.total()], [400, code, 0]);
    });
  }

  it('is accepted up to the limits', () => {
    const bench = createBench({ limits });
    assert.equal(bench.send({ type: 'identify', userId: 'u'.repeat(50), traits: membersOf(17) }).status, 200);
  });
});

function membersOf(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`name-${index}`, index]));
}

function inbound(parts: Partial<Inbound>): Inbound {
  return {
    method: 'POST',
    authorization: basic(KEYS.apiKey),
    contentType: 'application/json',
    payload: { kind: 'value', value: identify },
    ...parts,
  };
}
