/** The calls that the page holds: the latest ones, as the live view tells of them. */
import { signal } from '@preact/signals';
import type { CallRow, LiveCalls, LiveCounts, LiveResult, RequestRow } from '../../../emulator/live/shown.ts';

/** A row of the list; `key` is also what the address of the page says of an open one. */
export type LiveRow =
  | ({ readonly kind: 'call'; readonly key: string } & CallRow)
  | ({ readonly kind: 'request'; readonly key: string } & RequestRow);

/** How many rows are held; a browser keeps this many without effort. */
const MOST_ROWS = 2_000;
/** How long a time the chart shows. */
export const SECONDS = 60;

export const RESULTS: readonly LiveResult[] = ['accepted', 'waiting', 'failed', 'dropped'];

/** Newest first. */
export const rows = signal<readonly LiveRow[]>([]);
/** How many came since the page was opened, also those that it does not hold. */
export const seen = signal<LiveCounts>({ accepted: 0, waiting: 0, failed: 0, dropped: 0 });
/** Grows whenever something happened to a call, also if it was before. */
export const changes = signal(0);
/** Calls that the page does not have: because too many came, or because it was away for too long. */
export const missed = signal(0);
/** New calls by the second, since 1970, in which they came. */
export const bySecond = signal<ReadonlyMap<number, LiveCounts>>(new Map());

const byKey = new Map<string, LiveRow>();

export function takeCalls({ calls, requests, counts, leftOut }: LiveCalls, now: number): void {
  for (const call of calls) put({ kind: 'call', key: `t${call.position}`, ...call });
  for (const request of requests) put({ kind: 'request', key: `j${request.position}`, ...request });
  changes.value += 1;
  missed.value += leftOut;
  if (counts !== undefined) count(counts, now);
  const sorted = [...byKey.values()].sort(newestFirst);
  for (const { key } of sorted.splice(MOST_ROWS)) byKey.delete(key);
  rows.value = sorted;
}

export function forgetCalls(): void {
  byKey.clear();
  rows.value = [];
  missed.value = 0;
  seen.value = { accepted: 0, waiting: 0, failed: 0, dropped: 0 };
  bySecond.value = new Map();
}

function put(row: LiveRow): void {
  byKey.set(row.key, row);
}

function newestFirst(one: LiveRow, other: LiveRow): number {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? 1 : -1;
  return other.position - one.position;
}

function count(counts: LiveCounts, now: number): void {
  if (RESULTS.every((result) => counts[result] === 0)) return;
  const second = Math.floor(now / 1_000);
  const recent = new Map([...bySecond.value].filter(([at]) => at > second - SECONDS));
  recent.set(second, sum(recent.get(second), counts));
  bySecond.value = recent;
  seen.value = sum(seen.value, counts);
}

function sum(one: LiveCounts | undefined, other: LiveCounts): LiveCounts {
  if (one === undefined) return other;
  return {
    accepted: one.accepted + other.accepted,
    waiting: one.waiting + other.waiting,
    failed: one.failed + other.failed,
    dropped: one.dropped + other.dropped,
  };
}
