/** The examples of the emulator's own sides: their requests, if they are asked for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { executeOwnExamples } from './execute-own.ts';

const LOST = 'SEG-DELIVER-005.1';
const CLOSED = 'SEG-DELIVER-003.2';
const BUILT_IN = 'SEG-DELIVER-006.1';

async function executed(ids: readonly string[], keepExchanges?: boolean) {
  const examples = readCatalogue('emulator').filter(({ id }) => ids.includes(id));
  assert.equal(examples.length, ids.length);
  const clauses = await executeOwnExamples(examples, {}, keepExchanges);
  const results = clauses.flatMap((clause) => clause.examples);
  for (const { id, verdict, reason } of results) assert.equal(verdict, 'pass', `${id}: ${reason}`);
  return new Map(results.map((result) => [result.id, result.exchanges]));
}

test('the requests are in the order of the clock, from the source to the last attempt', async () => {
  const exchanges = (await executed([LOST], true)).get(LOST) ?? [];
  assert.deepEqual(
    exchanges.map(({ request, response }) => [new URL(request.url).pathname, response?.status]),
    [['/v1/track', 200], ...Array.from({ length: 9 }, () => ['/segment', 503])],
  );
  const times = exchanges.slice(1).map(({ startedAt }) => Date.parse(startedAt));
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  assert.deepEqual(
    waits,
    waits.toSorted((one, other) => one - other),
  );
  assert.ok((waits.at(-1) ?? 0) > 3_600_000, `${waits}`);
});

test('a closed connection is an exchange without a response', async () => {
  const exchanges = (await executed([CLOSED], true)).get(CLOSED) ?? [];
  assert.deepEqual(
    exchanges.slice(1).map(({ response, failure }) => response?.status ?? failure),
    ['ECONNRESET', 200],
  );
});

test('no key is in them', async () => {
  const text = JSON.stringify((await executed([LOST], true)).get(LOST));
  assert.match(text, /«write-key»/);
  assert.match(text, /Basic «api-key»/);
  assert.doesNotMatch(text, /wk_|fk_|Zmtf/);
});

test('there are none if they are not asked for, or the calls went to the built-in destination', async () => {
  assert.deepEqual((await executed([LOST])).get(LOST), []);
  assert.deepEqual((await executed([BUILT_IN], true)).get(BUILT_IN), []);
});
