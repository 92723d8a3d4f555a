/** Calls over time, in few numbers however long it takes. */
import type { ShardState } from '../../schemas/index.ts';

export type LoadSeries = ShardState['series'];

/** With more, two neighbours become one. */
const MOST = 600;

const FIRST_WIDTH_MS = 1000;

export interface SeriesCounter {
  /** @param atMs of the time of sending, without the time between a stop and the next start */
  add(atMs: number, isAccepted: boolean, durationMs: number): void;
  saved(): LoadSeries;
}

/** @param saved of an earlier start; default: nothing */
export function createSeries(saved: LoadSeries = emptySeries(FIRST_WIDTH_MS)): SeriesCounter {
  let series = copied(saved);
  return {
    add(atMs, isAccepted, durationMs) {
      let at = Math.floor(atMs / series.widthMs);
      while (at >= MOST) {
        series = widened(series);
        at = Math.floor(atMs / series.widthMs);
      }
      while (series.calls.length <= at) {
        series.calls.push(0);
        series.notAccepted.push(0);
        series.slowestMs.push(0);
      }
      series.calls[at] = (series.calls[at] ?? 0) + 1;
      if (!isAccepted) series.notAccepted[at] = (series.notAccepted[at] ?? 0) + 1;
      series.slowestMs[at] = Math.max(series.slowestMs[at] ?? 0, durationMs);
    },
    saved: () => copied(series),
  };
}

/** All of them together: each began at the same time as the others. */
export function addedSeries(all: readonly LoadSeries[]): LoadSeries {
  const widthMs = Math.max(FIRST_WIDTH_MS, ...all.map((one) => one.widthMs));
  const alike = all.map((one) => {
    let series = one;
    while (series.widthMs < widthMs) series = widened(series);
    return series;
  });
  const length = Math.max(0, ...alike.map(({ calls }) => calls.length));
  const over = (of: (one: LoadSeries) => readonly number[], join: (values: number[]) => number) =>
    Array.from({ length }, (_, at) => join(alike.map((one) => of(one)[at] ?? 0)));
  return {
    widthMs,
    calls: over((one) => one.calls, sum),
    notAccepted: over((one) => one.notAccepted, sum),
    slowestMs: over(
      (one) => one.slowestMs,
      (values) => Math.max(0, ...values),
    ),
  };
}

function emptySeries(widthMs: number): LoadSeries {
  return { widthMs, calls: [], notAccepted: [], slowestMs: [] };
}

function copied({ widthMs, calls, notAccepted, slowestMs }: LoadSeries): LoadSeries {
  return { widthMs, calls: [...calls], notAccepted: [...notAccepted], slowestMs: [...slowestMs] };
}

/** The same with members that count twice as long. */
function widened({ widthMs, calls, notAccepted, slowestMs }: LoadSeries): LoadSeries {
  const joined = (values: readonly number[], join: (one: number, other: number) => number) =>
    Array.from({ length: Math.ceil(values.length / 2) }, (_, at) =>
      join(values[2 * at] ?? 0, values[2 * at + 1] ?? 0),
    );
  return {
    widthMs: 2 * widthMs,
    calls: joined(calls, (one, other) => one + other),
    notAccepted: joined(notAccepted, (one, other) => one + other),
    slowestMs: joined(slowestMs, Math.max),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
