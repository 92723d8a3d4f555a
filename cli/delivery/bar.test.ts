/** The bar on a terminal, and without one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBar } from './bar.ts';

function drawn(live: boolean, width: number): string {
  let text = '';
  let now = 0;
  const redraw = (more: string) => {
    text += `\r\u001b[2K${more}`;
  };
  const bar = createBar(
    { live, redraw, width },
    () => 0.5,
    () => now,
  );
  bar.draw({ byStatus: { 200: 1 }, firstRefusals: {} });
  now = 50;
  bar.draw({ byStatus: { 200: 40 }, firstRefusals: {} });
  now = 1000;
  bar.draw({ byStatus: { 200: 90, 400: 10 }, firstRefusals: {} });
  bar.clear();
  return text;
}

describe('the bar', () => {
  it('shows the share, the rate and the outcomes, and is not redrawn too often', () => {
    const lines = drawn(true, 120).split('\r\u001b[2K').slice(1);
    assert.deepEqual(lines, [
      '[████████████░░░░░░░░░░░░] 50% · 1 call · 1000/s · 200 ×1',
      '[████████████░░░░░░░░░░░░] 50% · 100 calls · 100/s · 200 ×90 · 400 ×10',
      '',
    ]);
  });

  it('never wraps', () => {
    for (const line of drawn(true, 40).split('\r\u001b[2K')) assert.ok(line.length < 40);
  });

  it('is silent without a terminal', () => assert.equal(drawn(false, 120), ''));
});
