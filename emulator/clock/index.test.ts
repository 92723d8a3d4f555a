import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClock, FIRED_SHOWN } from './index.ts';

const about = { what: 'test' };
const stopwatch = () => 0;

describe('a frozen clock', () => {
  it('does not change until it is moved, and fires timers in order', async () => {
    let real = 1_000;
    const clock = createClock({ now: () => real }, stopwatch);
    clock.freeze();
    real = 5_000;
    assert.equal(clock.now(), 1_000);
    const seen: [string, number][] = [];
    clock.schedule(3_000, about, () => seen.push(['late', clock.now()]));
    clock.schedule(2_000, about, () => seen.push(['early', clock.now()]));
    clock.schedule(9_000, about, () => seen.push(['never', clock.now()]));
    const move = await clock.move((now) => now + 3_000);
    assert.deepEqual(seen, [
      ['early', 2_000],
      ['late', 3_000],
    ]);
    assert.deepEqual(move, {
      from: 1_000,
      to: 4_000,
      count: 2,
      fired: [
        { at: 2_000, ...about },
        { at: 3_000, ...about },
      ],
    });
    assert.equal(clock.now(), 4_000);
    assert.deepEqual(clock.timers, { count: 1, next: 9_000 });
  });

  it('fires timers that are scheduled during a move, and waits for work before it continues', async () => {
    const clock = createClock({ now: () => 0 }, stopwatch);
    clock.freeze();
    const times: number[] = [];
    clock.schedule(10, about, () => {
      clock.begin();
      setImmediate(() => {
        times.push(clock.now());
        clock.schedule(20, about, () => times.push(clock.now()));
        clock.end();
      });
    });
    clock.schedule(30, about, () => times.push(clock.now()));
    await clock.move(() => 30);
    assert.deepEqual(times, [10, 20, 30]);
  });

  it('performs one move after the other', async () => {
    const clock = createClock({ now: () => 0 }, stopwatch);
    clock.freeze();
    const moves = await Promise.all([clock.move((now) => now + 5), clock.move((now) => now + 5)]);
    assert.deepEqual(
      moves.map((move) => [move?.from, move?.to]),
      [
        [0, 5],
        [5, 10],
      ],
    );
  });

  it('lists a limited number of fired timers and counts all', async () => {
    const clock = createClock({ now: () => 0 }, stopwatch);
    clock.freeze();
    for (let index = 0; index < FIRED_SHOWN + 5; index += 1) clock.schedule(index, about, () => {});
    const move = await clock.move(() => 10_000);
    assert.deepEqual([move?.count, move?.fired.length], [FIRED_SHOWN + 5, FIRED_SHOWN]);
  });

  it('does not go back, and resumes from its current time', async () => {
    let real = 0;
    const clock = createClock({ now: () => real }, stopwatch);
    clock.freeze();
    await clock.move(() => 60_000);
    assert.equal(await clock.move(() => 59_999), undefined);
    clock.resume();
    real += 5;
    assert.equal(clock.now(), 60_005);
    assert.equal(await clock.move((now) => now + 1), undefined, 'a real clock is not moved');
  });
});

/** A stopwatch on which each look takes a millisecond, and the turns that other work has until a promise resolves. */
function turns() {
  let time = 0;
  let count = 0;
  let isOver = false;
  const next = () => {
    count += 1;
    if (!isOver) setImmediate(next);
  };
  return {
    stopwatch: () => {
      time += 1;
      return time;
    },
    async until<T>(work: Promise<T>): Promise<{ readonly result: T; readonly count: number }> {
      setImmediate(next);
      const result = await work.finally(() => {
        isOver = true;
      });
      return { result, count };
    },
  };
}

describe('long work of a clock', () => {
  it('lets other work have its turn during a move', async () => {
    const { stopwatch, until } = turns();
    const clock = createClock({ now: () => 0 }, stopwatch);
    clock.freeze();
    for (let index = 0; index < 1_000; index += 1) clock.schedule(index, about, () => {});
    const { result, count } = await until(clock.move(() => 10_000));
    assert.equal(result?.count, 1_000);
    assert.ok(count >= 50, `other work had ${count} turns`);
  });

  it('lets other work have its turn on a stopwatch that stands still', async () => {
    const { until } = turns();
    const clock = createClock({ now: () => 0 }, () => 0);
    clock.freeze();
    for (let index = 0; index < 20_000; index += 1) clock.schedule(index, about, () => {});
    const { count } = await until(clock.move(() => 100_000));
    assert.ok(count >= 10, `other work had ${count} turns`);
  });

  it('lets other work have its turn when a real clock catches up', async () => {
    const { stopwatch, until } = turns();
    const clock = createClock({ now: () => 0 }, stopwatch);
    const alive = setTimeout(() => {}, 10_000);
    const last = new Promise<void>((resolve) => {
      for (let index = 0; index < 1_000; index += 1)
        clock.schedule(0, about, index < 999 ? () => {} : resolve);
    });
    const { count } = await until(last);
    clearTimeout(alive);
    assert.ok(count >= 50, `other work had ${count} turns`);
  });

  it('ends when the clock is stopped, at the time that it has reached', async () => {
    const { stopwatch } = turns();
    const clock = createClock({ now: () => 0 }, stopwatch);
    clock.freeze();
    const again = () => clock.schedule(clock.now() + 1, about, again);
    again();
    setImmediate(clock.stop);
    const [move, later] = await Promise.all([clock.move(() => 1e12), clock.move(() => 1e12)]);
    assert.ok(move !== undefined && move.count > 0 && move.to < 1e12 && move.to === clock.now());
    assert.deepEqual(later, { from: move.to, to: move.to, count: 0, fired: [] });
  });

  it('does not take a clock back that ran on during a move', async () => {
    const { stopwatch } = turns();
    let real = 0;
    const clock = createClock({ now: () => real }, stopwatch);
    clock.freeze();
    for (let index = 0; index < 100; index += 1) clock.schedule(index, about, () => {});
    setImmediate(() => {
      clock.resume();
      real = 5_000;
      clock.freeze();
    });
    await clock.move(() => 1_000);
    assert.ok(clock.now() >= 5_000, String(clock.now()));
  });
});

describe('a real clock', () => {
  it('fires timers by itself, and missed ones once it is resumed', async () => {
    let real = 0;
    const clock = createClock({ now: () => real }, stopwatch);
    clock.freeze();
    real = 1_000;
    const fired = new Promise<number>((resolve) => {
      clock.schedule(0, about, () => resolve(clock.now()));
    });
    // The clock's own timeout does not keep the process alive, so another one must.
    const alive = setTimeout(() => {}, 10_000);
    clock.resume();
    assert.equal(await fired, 0);
    clearTimeout(alive);
  });

  it('removes timers', () => {
    const clock = createClock({ now: () => 0 }, stopwatch);
    clock.schedule(5, about, () => {});
    clock.clear();
    assert.deepEqual(clock.timers, { count: 0, next: undefined });
  });
});
