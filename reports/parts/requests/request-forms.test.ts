/** Requests in forms to copy: what each contains, and when a form is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { callExchange, HOSTILE, recordsExchange } from '../../fixtures/record.ts';
import { REQUEST_FORMS } from '../../form-names.ts';
import { jsLiteral } from '../../text/js-literal.ts';
import { laidOut, requestAs } from './request-forms.ts';

const sent = (call: unknown) =>
  callExchange({ body: typeof call === 'string' ? call : JSON.stringify(call) });

const GROUP = {
  type: 'group',
  userId: 'ada',
  groupId: '0e8c78ea9d97a7b8185e8632',
  traits: { name: 'Initech', 'total billed': 830 },
  messageId: 'm-1',
};

/** Runs analytics.js code with a library that records its arguments. */
function calledWith(code: string): unknown[] {
  const calls: unknown[] = [];
  const keep =
    (method: string) =>
    (...given: unknown[]) =>
      calls.push([method, ...given]);
  runInNewContext(code, {
    analytics: { identify: keep('identify'), group: keep('group'), track: keep('track') },
  });
  return JSON.parse(JSON.stringify(calls));
}

test('analytics.js has the method of the call', () => {
  assert.deepEqual(calledWith(requestAs('analytics.js', sent(GROUP)) ?? ''), [
    ['group', GROUP.groupId, GROUP.traits],
  ]);
  const identify = { type: 'identify', userId: 'ada', traits: { plan: 'pro' }, integrations: { All: false } };
  assert.deepEqual(calledWith(requestAs('analytics.js', sent(identify)) ?? ''), [
    ['identify', 'ada', { plan: 'pro' }, { integrations: { All: false } }],
  ]);
  const track = { type: 'track', anonymousId: 'zed', event: 'User Registered' };
  assert.deepEqual(calledWith(requestAs('analytics.js', sent(track)) ?? ''), [
    ['track', 'User Registered', {}],
  ]);
});

test('Node has the members of the call, without its type', () => {
  const code = requestAs('node', sent(GROUP)) ?? '';
  const [, literal = ''] = /analytics\.group\((.*)\);\nawait/s.exec(code) ?? [];
  const { type: _, ...members } = GROUP;
  assert.deepEqual(JSON.parse(JSON.stringify(runInNewContext(`(${literal})`))), members);
});

test('JSON is the indented body; HTTP has the headers that calls are judged by', () => {
  assert.equal(requestAs('json', sent(GROUP)), JSON.stringify(GROUP, null, 2));
  assert.equal(
    requestAs('http', sent({ type: 'identify' })),
    'POST https://astrolabe.example/segment\ncontent-type: application/json\nauthorization: Basic «api-key»\n\n{\n  "type": "identify"\n}',
  );
});

test('a body that indenting would change stays as it is', () => {
  for (const body of ['{"n": 1.0}', '{"a":1,"a":2}', '{"big":12345678901234567890}', '{"cut":', HOSTILE]) {
    assert.equal(laidOut(body), body);
  }
});

test('a call that a library cannot send has no library form', () => {
  const broken = [
    '{"type":',
    '[]',
    'null',
    { type: 'page', userId: 'ada' },
    { type: 'identify', traits: {} },
    { type: 'identify', userId: 'ada', traits: [] },
    { type: 'group', userId: 'ada' },
    { type: 'track', userId: 'ada' },
  ];
  for (const call of broken) {
    assert.equal(requestAs('analytics.js', sent(call)), undefined);
    assert.equal(requestAs('node', sent(call)), undefined);
    assert.notEqual(requestAs('curl', sent(call)), undefined);
  }
  const read = recordsExchange('{"users":[]}');
  assert.deepEqual(
    REQUEST_FORMS.filter((form) => requestAs(form, read) === undefined),
    ['analytics.js', 'node', 'json'],
  );
});

test('a literal evaluates to its value, whatever its keys and texts', () => {
  const json = `{"__proto__":{"admin":true},"a b":[1,[],{}],"long":"${'x'.repeat(80)}","q":"'\\"\\u2028"}`;
  const value: unknown = JSON.parse(json);
  const again = runInNewContext(`(${jsLiteral(value)})`);
  assert.equal(JSON.stringify(again), JSON.stringify(value));
  assert.ok(Object.hasOwn(again, '__proto__'));
});
