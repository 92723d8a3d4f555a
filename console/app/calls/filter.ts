/** Which calls are shown: what the address of the page says. */
import { computed } from '@preact/signals';
import type { LiveResult } from '../../../emulator/live/shown.ts';
import { type LiveRow, RESULTS, rows } from '../live/calls.ts';
import { parameter } from '../live/url.ts';
import { text } from '../parts/search-row.tsx';

export const TYPES = ['identify', 'group', 'track', 'page', 'screen', 'alias', 'delete'] as const;

export const result = parameter('result');
export const type = parameter('type');
export const open = parameter('open');

/** Newest first, those that the type and the text let through, of any result. */
const matching = computed<readonly LiveRow[]>(() => {
  const words = text.value
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.value.filter(
    (row) =>
      (type.value === '' || row.type === type.value) && words.every((word) => textOf(row).includes(word)),
  );
});

export const counts = computed<Readonly<Record<LiveResult, number>>>(() => {
  const found = { accepted: 0, waiting: 0, failed: 0, dropped: 0 };
  for (const row of matching.value) found[row.result] += 1;
  return found;
});

export const shown = computed<readonly LiveRow[]>(() =>
  isResult(result.value) ? matching.value.filter((row) => row.result === result.value) : matching.value,
);

export function isResult(name: string): name is LiveResult {
  return RESULTS.some((one) => one === name);
}

const texts = new WeakMap<LiveRow, string>();

/** Everything of a row that a person may look for. */
function textOf(row: LiveRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const parts =
    row.kind === 'call'
      ? [row.userId, row.anonymousId, row.outcome]
      : [row.connector, row.method, row.path, row.code, row.message, row.status];
  const made = [row.type, row.event, row.messageId, ...parts].join(' ').toLowerCase();
  texts.set(row, made);
  return made;
}
