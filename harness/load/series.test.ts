/** Calls over time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLatency, percentilesOf } from './latency.ts';
import { addedSeries, createSeries } from './series.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('the series of a load', () => {
  it('has few members, however long the load takes, and loses no call', () => {
    let series = createSeries();
    for (let second = 0; second < 10_000; second += 1) {
      series.add(second * 1000, second % 10 !== 0, second === 777 ? 95 : 2);
      if (second % 1234 === 0) series = createSeries(series.saved());
    }
    const { widthMs, calls, notAccepted, slowestMs } = series.saved();
    assert.equal(widthMs, 32_000);
    assert.equal(calls.length, Math.ceil(10_000 / 32));
    assert.equal(sum(calls), 10_000);
    assert.equal(sum(notAccepted), 1000);
    assert.equal(Math.max(...slowestMs), 95);
    assert.equal(slowestMs[Math.floor(777 / 32)], 95);
  });

  it('is added to others, also of another width', () => {
    const [short, long] = [createSeries(), createSeries()];
    short.add(1500, false, 3);
    for (let second = 0; second < 700; second += 1) long.add(second * 1000, true, 1);
    const both = addedSeries([short.saved(), long.saved()]);
    assert.equal(both.widthMs, 2000);
    assert.equal(both.calls[0], 3);
    assert.equal(sum(both.calls), 701);
    assert.deepEqual([both.notAccepted[0], both.slowestMs[0]], [1, 3]);
    assert.deepEqual(addedSeries([]).calls, []);
  });
});

describe('the latency of a load', () => {
  it('has percentiles that are the same after it was saved, and counts what takes for ever', () => {
    const latency = createLatency();
    assert.equal(latency.percentiles(), undefined);
    for (let ms = 1; ms <= 1000; ms += 1) latency.add(ms / 10);
    const again = createLatency(latency.saved());
    assert.equal(again.percentiles()?.p90, latency.percentiles()?.p90);
    const { p50 = 0, p99 = 0, max = 0 } = again.percentiles() ?? {};
    for (const [found, right] of [
      [p50, 50],
      [p99, 99],
      [max, 100],
    ] as const) {
      assert.ok(Math.abs(found - right) / right < 0.002, `${found} instead of ${right}`);
    }
    again.add(1e12);
    again.add(0);
    const both = percentilesOf([latency.saved(), again.saved()]);
    assert.ok(Math.abs((both?.p50 ?? 0) - p50) < 0.2);
    assert.ok((both?.max ?? 0) > 3_500_000);
    assert.equal(percentilesOf([]), undefined);
  });
});
