import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usesColour } from './colour.ts';

for (const [env, inTerminal, inPipe] of [
  [{}, true, false],
  [{ NO_COLOR: '1' }, false, false],
  [{ NO_COLOR: '0' }, false, false],
  [{ NO_COLOR: '' }, true, false],
  [{ FORCE_COLOR: '1' }, true, true],
  [{ FORCE_COLOR: '' }, true, true],
  [{ FORCE_COLOR: 'true' }, true, true],
  [{ FORCE_COLOR: '3' }, true, true],
  [{ FORCE_COLOR: '0' }, false, false],
  [{ FORCE_COLOR: 'false' }, false, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true],
  [{ TERM: 'dumb' }, false, false],
  [{ TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
] as const) {
  test(`colours with ${JSON.stringify(env)}`, () => {
    assert.deepEqual([usesColour(env, true), usesColour(env, false)], [inTerminal, inPipe]);
  });
}
