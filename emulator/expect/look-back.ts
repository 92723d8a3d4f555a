/** Looks at earlier calls that are still kept, in slices: the newest first. */
import { setImmediate } from 'node:timers/promises';
import type { Ambient } from '../ambient.ts';
import { createSlice } from '../clock/index.ts';
import type { Journal, Traces } from '../history/index.ts';
import { type Candidate, counts } from './candidate.ts';

export interface Kept {
  readonly traces: Pick<Traces, 'at' | 'end' | 'size' | 'dropped'>;
  readonly journal: Pick<Journal, 'read' | 'droppedDirect'>;
}

/**
 * @param take called with each call; returns whether to go on
 * @param between called between two slices, while other work has had its turn; returns whether to go on
 */
export async function lookBack(
  { traces, journal }: Kept,
  stopwatch: Ambient['stopwatch'],
  take: (candidate: Candidate) => boolean,
  between: () => boolean,
): Promise<void> {
  const slice = createSlice(stopwatch);
  for (const candidate of newestFirst({ traces, journal })) {
    if (counts(candidate) && !take(candidate)) return;
    if (!slice.isOver()) continue;
    await setImmediate();
    if (!between()) return;
    slice.begin();
  }
}

function* newestFirst({ traces, journal }: Kept): Iterable<Candidate> {
  const { entries } = journal.read();
  for (let position = traces.end - 1; position >= traces.end - traces.size; position -= 1) {
    const trace = traces.at(position);
    if (trace !== undefined) yield trace;
  }
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.body !== undefined) yield entry;
  }
}
