import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExampleResult, Exchange, ResultRecord } from '../../schemas/index.ts';
import { callExchange, clause, example, recordOf, recordsExchange } from '../fixtures/record.ts';
import { failuresByCause } from './causes.ts';
import { renderClauseCard, renderFailureCard } from './failure-card.ts';
import { unmetExamples } from './unmet.ts';

const about = { level: 'MUST', evidence: 'readback', title: 'A rule' } as const;

function cardOf(parts: Partial<ExampleResult>, from: Partial<Pick<ResultRecord, 'target'>> = {}): string {
  const one = example('AST-IDENT-002.1', 'fail', { difference: { message: 'it was different' }, ...parts });
  const record = recordOf([clause('AST-IDENT-002', about, [one])], { verdict: 'nonconformant', ...from });
  const [unmet] = unmetExamples(record);
  assert.ok(unmet);
  return renderFailureCard(record, unmet);
}

test('a card shows only the last response of a polled read-back, and no marker', () => {
  const marker: Exchange = { ...callExchange({ body: 'the marker' }), purpose: 'marker' };
  const card = cardOf({
    exchanges: [callExchange(), marker, recordsExchange('first'), recordsExchange('last')],
  });
  assert.match(card, /\n {4}last\n/);
  assert.doesNotMatch(card, /first|"the marker"/);
  assert.match(card, /look at the User …ada: 200 \(2 times in 0\.0 s, the last after 3 ms\)/);
  assert.match(card, /\(1 exchange of this tool's own markers in conformance\.json\)/);
});

test('the last call is shown, however many read-backs follow it', () => {
  const reads = ['a', 'b', 'c', 'd'].map((id): Exchange => {
    const read = recordsExchange('{"users":[]}');
    return {
      ...read,
      request: { ...read.request, url: `https://astrolabe.example/records/users?userId=${id}` },
    };
  });
  const card = cardOf({ exchanges: [callExchange({ body: 'the call' }), ...reads] });
  assert.match(card, /\n {4}the call\n/);
  assert.match(card, /userId=d/);
});

test('a long body is cut, with a note that says how much is missing', () => {
  const card = cardOf({ exchanges: [callExchange({}, { body: 'y'.repeat(30_000) })] });
  assert.match(card, /y{1200} … \(cut: 28800 of 30000 characters not shown\)/);
  assert.doesNotMatch(card, /y{1201}/);
});

test('a request that is too long for a terminal has no curl command', () => {
  const card = cardOf({ exchanges: [callExchange({ body: 'z'.repeat(30_000) })] });
  assert.match(card, /too long to copy/);
  assert.doesNotMatch(card, /--data-binary/);
});

test('an exchange without a response says why', () => {
  const { response: _, ...unanswered } = callExchange();
  const card = cardOf({ exchanges: [{ ...unanswered, failure: 'the connection was closed' }] });
  assert.match(card, /: no response: the connection was closed \(after 12 ms\)/);
});

test('members that differ are named by their JSON pointers', () => {
  const difference = {
    message: 'it was different',
    expected: { plan: 'pro', tags: ['a', 'b'], 'a/b': true, same: 1 },
    actual: { plan: 'free', tags: ['a'], same: 1, extra: null },
  };
  const card = cardOf({ difference });
  assert.match(card, /\/plan: expected "pro", got "free"/);
  assert.match(card, /\/tags\/1: expected "b", got \(absent\)/);
  assert.match(card, /\/a~1b: expected true, got \(absent\)/);
  assert.match(card, /\/extra: expected \(absent\), got null/);
  assert.doesNotMatch(card, /\/same/);
});

test('the command to run it again names the target, unless it is the embedded emulator', () => {
  const baseUrl = 'https://astrolabe.example/segment?a=1&b=2';
  const remote = 'npx astrolabe-conformance verify --example AST-IDENT-002.1 --base-url';
  assert.ok(
    cardOf({}, { target: { baseUrl, embedded: false } }).includes(`${remote} '${baseUrl}' --adapter`),
  );
  assert.match(
    cardOf({}, { target: { baseUrl, recordsUrl: baseUrl, embedded: true } }),
    /verify --example AST-IDENT-002\.1 --seed 7$/,
  );
});

test('two objects are compared by their members alone', () => {
  const card = cardOf({
    difference: { message: 'x', expected: { plan: 'pro', rest: 'r' }, actual: { plan: 'free', rest: 'r' } },
  });
  assert.doesNotMatch(card, /expected {2}|"rest"/);
});

test('what was expected of a response is in words, without quotes', () => {
  const card = cardOf({ difference: { message: 'x', expected: '200 or 202', actual: '201 with {"a":1}' } });
  assert.match(card, /expected {2}200 or 202\n {2}actual {4}201 with \{"a":1\}\n/);
});

test('a message that names forty properties names three and counts the others', () => {
  const names = Array.from({ length: 40 }, (_, index) => `"property_${index + 1}"`).join(', ');
  const card = cardOf({ difference: { message: `the User does not hold ${names} as sent` } });
  assert.match(card, /hold "property_1", "property_2", "property_3" and 37 more as sent/);
});

test('every call can be sent again, and the look at the records beside them', () => {
  const bodies = ['{"type":"identify","userId":"a"}', '{"type":"group","userId":"a","groupId":"g"}'];
  const card = cardOf({
    exchanges: [
      ...bodies.map((body) => callExchange({ body })),
      recordsExchange('[]'),
      recordsExchange('[]'),
    ],
  });
  const again = card.slice(card.indexOf('Send again'));
  for (const body of bodies) assert.ok(again.includes(`--data-binary '${body}'`), body);
  assert.equal(again.split('curl -i').length - 1, 3);
  assert.match(
    again,
    /Look at the records\n {2}curl -i 'https:\/\/astrolabe\.example\/records\/users\?userId=/,
  );
});

test('a clause has the card of its worst example, and a line for each further one', () => {
  const examples = ['AST-IDENT-002.1', 'AST-IDENT-002.2/emoji'].map((id) =>
    example(id, 'fail', { difference: { message: `${id} was different` } }),
  );
  const record = recordOf([clause('AST-IDENT-002', about, examples)], { verdict: 'nonconformant' });
  const [failure] = failuresByCause(record).flatMap(({ failures }) => failures);
  assert.ok(failure);
  const card = renderClauseCard(record, failure);
  assert.match(card, /Further examples of this clause\n {2}AST-IDENT-002\.2\/emoji: .* was different$/);
  assert.equal(card.split('Run again').length, 2);
  const brief = renderClauseCard(record, failure, true);
  assert.match(brief, /Difference[\s\S]*Run again[\s\S]*Further examples/);
  assert.doesNotMatch(brief, /Example\n|Exchanges/);
});

test('failures come first, then tool errors, then warnings', () => {
  const examples = (['warn', 'pass', 'harness-error', 'fail'] as const).map((verdict, index) =>
    example(`AST-IDENT-002.${index}`, verdict),
  );
  const order = unmetExamples(recordOf([clause('AST-IDENT-002', about, examples)]));
  assert.deepEqual(
    order.map((one) => one.example.verdict),
    ['fail', 'harness-error', 'warn'],
  );
});
