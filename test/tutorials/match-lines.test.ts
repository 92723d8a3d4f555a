import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchLines } from './match-lines.ts';

const printed = 'run 7\n\n✗ one failed\n  because\n✗ two failed\nNot conformant: 2 failed\n';

describe('the lines of a page', () => {
  for (const [name, expected] of [
    ['are found as they are', '✗ one failed\n  because'],
    ['may leave out a part of a line', 'Not conformant: … failed'],
    ['may leave out lines between', 'run …\n…\n✗ two failed\n'],
    ['are found where all of them follow', '…\n✗ … failed\nNot conformant: 2 failed'],
  ] as const) {
    it(name, () => assert.ok('end' in matchLines(expected, printed)));
  }

  for (const [name, expected, missing] of [
    ['fail if a word changed', '✗ one fails', '✗ one fails'],
    ['fail if a line is only a part of one', 'one failed', 'one failed'],
    ['fail if there is a line between', '✗ one failed\n✗ two failed', '✗ two failed'],
    ['fail in another order', '✗ two failed\n…\n✗ one failed', '✗ one failed'],
    ['fail if there are fewer', 'Not conformant: 2 failed\n\nmore', 'more'],
  ] as const) {
    it(name, () => assert.deepEqual(matchLines(expected, printed), { missing }));
  }

  it('say where they end', () => {
    assert.deepEqual(matchLines('run …', printed), { end: 'run 7'.length });
  });
});
