/** Sends generated calls to the emulator over HTTP. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { journeys } from '../generators/journeys.ts';
import { brokenCalls, RULE_BREAKERS } from '../generators/rule-breakers.ts';
import { take } from '../generators/take.ts';
import { unsupportedCalls } from '../generators/unsupported-calls.ts';
import { validCalls } from '../generators/valid-calls.ts';

/** Rules about common fields that decide nothing that is stored: the choice odd-common-field. */
const IGNORED: ReadonlySet<string> = new Set([
  ...['type:messageId', 'min-length:messageId', 'type:timestamp', 'type:context', 'type:integrations'],
  ...['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'].map((name) => `format:${name}`),
]);

/** Whether an empty ID is not the only one of its person: the choice empty-id. A group needs no person. */
function hasOtherId(rule: string, type: string, body: unknown): boolean {
  const empty = /^min-length:(userId|anonymousId)$/.exec(rule)?.[1];
  if (empty === undefined) return false;
  const { [empty === 'userId' ? 'anonymousId' : 'userId']: other } = body as Record<string, unknown>;
  return type === 'group' || typeof other === 'string';
}

describe('generated calls at the emulator', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
  });
  after(() => emulator.close());

  async function statusOf(body: unknown): Promise<number> {
    const answer = await fetch(emulator.baseUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${emulator.apiKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  it('are accepted if they are valid', async () => {
    for (const call of take(validCalls(31), 1500))
      assert.equal(await statusOf(call), 200, JSON.stringify(call));
    for (const call of take(journeys(31), 300)) assert.equal(await statusOf(call), 200, JSON.stringify(call));
  });

  it('are refused with the documented status for each rule that they break, unless the emulator ignores it', async () => {
    for (const { rule, type, statuses, graded, body } of take(brokenCalls(31), RULE_BREAKERS.length * 4)) {
      const status = await statusOf(body);
      const isIgnored = !graded && (IGNORED.has(rule) || hasOtherId(rule, type, body));
      const expected: readonly number[] = isIgnored ? [200] : statuses;
      assert.ok(
        expected.includes(status),
        `${rule} of ${type} was answered ${status}: ${JSON.stringify(body)}`,
      );
    }
  });

  it('are answered 501 if their type is not supported', async () => {
    for (const call of take(unsupportedCalls(31), 30)) assert.equal(await statusOf(call), 501);
  });
});
