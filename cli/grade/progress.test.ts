/** The bar on a terminal, and the lines without one, on a clock that only the test moves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Ticker } from '../ticker.ts';
import { createProgress } from './progress.ts';

/** A clock that stands still until it is moved. */
function manualClock(): Ticker & { advance(ms: number): void } {
  let now = 0;
  const timers = new Set<{ next: number; readonly ms: number; readonly callback: () => void }>();
  return {
    now: () => now,
    every(ms, callback) {
      const timer = { next: now + ms, ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      while (true) {
        const [due] = [...timers].filter(({ next }) => next <= end).toSorted((a, b) => a.next - b.next);
        if (due === undefined) break;
        now = due.next;
        due.next += due.ms;
        due.callback();
      }
      now = end;
    },
  };
}

function started(live: boolean, total: number, width = 200) {
  const clock = manualClock();
  const said: string[] = [];
  const progress = createProgress(
    total,
    { live, width, err: (text) => said.push(text), redraw: (text) => said.push(`\r\u001b[2K${text}`) },
    clock,
  );
  const tick = (verdict: 'pass' | 'fail' | 'warn' = 'pass') =>
    progress.tick({ id: 'AST-HTTP-001.1', verdict });
  return { clock, said, progress, tick };
}

describe('progress without a terminal', () => {
  it('is a line every ten seconds, with what is done, failed, how fast and how long', () => {
    const { clock, said, tick } = started(false, 100);
    clock.advance(4000);
    tick();
    tick('fail');
    clock.advance(5999);
    assert.deepEqual(said, []);
    clock.advance(1);
    assert.deepEqual(said, ['2/100 examples · 1 failed · 0.2/s · about 8 min 10 s left\n']);
    for (let i = 0; i < 48; i += 1) tick('warn');
    clock.advance(10_000);
    assert.deepEqual(said.slice(1), ['50/100 examples · 1 failed · 2.5/s · about 20 s left\n']);
  });

  it('says that nothing ended yet, and no time that it cannot know', () => {
    const { clock, said } = started(false, 100);
    clock.advance(20_000);
    assert.deepEqual(said, ['0/100 examples\n', '0/100 examples\n']);
  });

  it('says nothing about a run of less than ten seconds, nor after its end', () => {
    const { clock, said, progress, tick } = started(false, 2);
    tick();
    clock.advance(9000);
    progress.end();
    clock.advance(60_000);
    assert.deepEqual(said, []);
  });
});

describe('progress on a terminal', () => {
  const lines = (said: readonly string[]) => said.join('').split('\r\u001b[2K').slice(1);

  it('is a bar with the time left, redrawn as examples end and as time passes', () => {
    const { clock, said, progress, tick } = started(true, 4);
    clock.advance(500);
    tick();
    clock.advance(500);
    tick('fail');
    progress.end();
    clock.advance(5000);
    assert.deepEqual(lines(said), [
      '[██████░░░░░░░░░░░░░░░░░░] 25% · 1/4 examples · 2.0/s · about 2 s left · AST-HTTP-001.1 pass',
      '[██████░░░░░░░░░░░░░░░░░░] 25% · 1/4 examples · 1.0/s · about 3 s left · AST-HTTP-001.1 pass',
      '[████████████░░░░░░░░░░░░] 50% · 2/4 examples · 1 failed · 2.0/s · about 1 s left · AST-HTTP-001.1 fail',
      '',
    ]);
  });

  it('never wraps', () => {
    const { clock, said, tick } = started(true, 1000, 40);
    clock.advance(999);
    tick();
    for (const line of lines(said)) assert.ok(line.length < 40, line);
  });
});
