import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Choices } from '../../choices/index.ts';
import { resolveChoices } from '../../resolve-choices.ts';
import { inspectValues, planInspection } from './inspect-values.ts';

/** What is refused, with and without a look at the length; both must be the same. */
function refused(text: string, inspection: ReturnType<typeof planInspection>): string | undefined {
  const value: unknown = JSON.parse(text);
  const code = (length: number | undefined) => {
    const refusal = inspectValues(value, inspection, length);
    return refusal === undefined ? undefined : String(refusal.error);
  };
  assert.equal(code(text.length), code(undefined), text);
  return code(undefined);
}

function choicesWith(given: Partial<Choices> = {}): Choices {
  const resolved = resolveChoices(given);
  assert.ok('value' in resolved);
  return resolved.value;
}

describe('the values of a body', () => {
  it('are inspected wherever the shortest text could hold too many levels or members', () => {
    const inspection = planInspection(choicesWith(), { depth: 4, members: 6 });
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    assert.deepEqual(
      [3, 4, 5, 6].map((levels) => refused(nested(levels), inspection)),
      [undefined, undefined, 'nested-too-deeply', 'nested-too-deeply'],
    );
    assert.deepEqual(
      [3, 4, 5].map((levels) => refused(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`, inspection)),
      [undefined, undefined, 'nested-too-deeply'],
    );
    assert.equal(refused('{"a":[1,2,3],"b":null,"c":{}}', inspection), undefined);
    assert.equal(refused('{"a":[1,2,3],"b":null,"c":{},"d":1}', inspection), 'too-many-members');
    const list = (length: number) => `[${'1,'.repeat(length - 1)}1]`;
    assert.deepEqual(
      [5, 6, 7].map((length) => refused(list(length), inspection)),
      [undefined, undefined, 'too-many-members'],
    );
  });

  it('are inspected in every text if some texts or numbers are refused', () => {
    const limits = { depth: 1_000, members: 1_000 };
    const damaged = planInspection(choicesWith({ 'damaged-text': 'refuse' }), limits);
    assert.equal(refused('["\\u0000"]', damaged), 'text-damaged');
    const large = planInspection(choicesWith({ 'large-integer': 'refuse' }), limits);
    assert.equal(refused('[9007199254740993]', large), 'integer-too-large');
    const deep = planInspection(choicesWith({ 'deep-nesting': 'refuse' }), limits);
    assert.equal(refused('['.repeat(33) + ']'.repeat(33), deep), 'nested-too-deeply');
  });
});
