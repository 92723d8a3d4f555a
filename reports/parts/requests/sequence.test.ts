import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../../../schemas/index.ts';
import { callExchange, recordsExchange } from '../../fixtures/record.ts';
import { sequenceOf } from './sequence.ts';
import { stepName, stepTiming } from './step-words.ts';

const identify = (userId: string, more: object = {}) =>
  callExchange({ body: JSON.stringify({ type: 'identify', userId, ...more }) });

const group = (userId: string, groupId: string) =>
  callExchange({ body: JSON.stringify({ type: 'group', userId, groupId }) });

function look(collection: string, query: string, startedAt = '2024-05-01T12:00:00.200Z'): Exchange {
  const exchange = recordsExchange('{}');
  const url = `https://astrolabe.example/records/${collection}?${query}`;
  return { ...exchange, startedAt, request: { ...exchange.request, url } };
}

const marker = (userId: string): Exchange => ({ ...identify(userId), purpose: 'marker' });

test('looks that alternate between two records are two steps, with how long they went on', () => {
  const times = ['12:00:00.200', '12:00:00.300', '12:00:01.200', '12:00:01.300'];
  const looks = times.map((time, index) =>
    look(
      ...((index % 2 === 0 ? ['users', 'userId=a'] : ['accounts', 'groupId=g']) as [string, string]),
      `2024-05-01T${time}Z`,
    ),
  );
  const steps = sequenceOf([group('a', 'g'), ...looks], undefined);
  assert.deepEqual(
    steps.map((step) => [stepName(step), step.exchanges.length]),
    [
      ['group a, g', 1],
      ['look at the User a', 2],
      ['look at the Account g', 2],
    ],
  );
  assert.equal(steps[1] && stepTiming(steps[1]), '2 times in 1.0 s, the last after 3 ms');
});

test('the same look after another call is another step', () => {
  const steps = sequenceOf(
    [identify('a'), look('users', 'userId=a'), identify('a'), look('users', 'userId=a')],
    undefined,
  );
  assert.deepEqual(
    steps.map(({ kind }) => kind),
    ['call', 'look', 'call', 'look'],
  );
});

test('a marker and the looks at it are one step', () => {
  const steps = sequenceOf(
    [
      identify('a'),
      marker('m'),
      look('users', 'userId=m'),
      look('users', 'userId=m'),
      look('users', 'userId=a'),
    ],
    undefined,
  );
  assert.deepEqual(
    steps.map(({ kind, exchanges }) => [kind, exchanges.length]),
    [
      ['call', 1],
      ['marker', 3],
      ['look', 1],
    ],
  );
});

test('a call that was sent again because of the network is one step', () => {
  const first: Exchange = { ...identify('a'), sentAgain: 'throttled' };
  const steps = sequenceOf([first, identify('b'), identify('a')], undefined);
  assert.deepEqual(
    steps.map(({ exchanges }) => exchanges.length),
    [2, 1],
  );
  assert.match(steps[0] ? stepTiming(steps[0]) : '', /^2 times in .* \(throttled\), the last/);
});

test('what matters: the look that the message names, and the last call about that record', () => {
  const exchanges = [group('a', 'g'), group('b', 'g'), look('users', 'userId=a'), look('users', 'userId=b')];
  const steps = sequenceOf(exchanges, { message: 'the User "a" does not list the Account' });
  assert.deepEqual(
    steps.map(({ matters }) => matters),
    [true, false, true, false],
  );
});

test('if no look follows the last call, its response was judged', () => {
  const exchanges = [identify('a'), look('users', 'userId=a'), callExchange({ body: 'not JSON' })];
  const steps = sequenceOf(exchanges, { message: 'the call was accepted', expected: 'a refusal' });
  assert.deepEqual(
    steps.map(({ matters }) => matters),
    [false, false, true],
  );
  assert.equal(steps[2] && stepName(steps[2]), 'POST with 8 characters');
});

test('names say neither which run nor which example wrote them', () => {
  const [step] = sequenceOf([identify('conformance-r1-IDENT-002-1-ada')], undefined);
  assert.equal(step && stepName(step), 'identify …ada');
});
