/** Colours, decided by the caller alone. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPaint } from './paint.ts';

const before = { ...process.env };
after(() => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

test('NO_COLOR and FORCE_COLOR change nothing', () => {
  process.env.NO_COLOR = '1';
  assert.equal(createPaint(true)('red', 'x'), '\u001b[31mx\u001b[39m');
  delete process.env.NO_COLOR;
  process.env.FORCE_COLOR = '1';
  assert.equal(createPaint(false)('red', 'x'), 'x');
});
