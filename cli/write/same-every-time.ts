/** Makes what is printed of an executed example the same in every run: its times and its addresses. */

import type { HttpClient, Timing } from '../../harness/target/index.ts';
import type { ExampleResult, ResultRecord } from '../../schemas/index.ts';

/** When every example begins. */
const BEGINNING = Date.parse('2026-01-15T09:00:00.000Z');

/** Every request is later than the one before, as for a person who sends them. */
const BETWEEN_REQUESTS_MS = 1_000;

/** Times of a run are within this, and no time that an example sends as a value is. */
const LONGEST_RUN_MS = 12 * 60 * 60_000;

/** Where `emulate` listens unless it is told otherwise. */
const PRINTED_ORIGIN = 'http://127.0.0.1:4100';

/** A clock that stands still between requests, and a client that moves it. */
export function steppedClock(client: (now: () => number) => HttpClient): {
  readonly timing: Timing;
  readonly client: HttpClient;
} {
  let time = BEGINNING;
  const timing: Timing = {
    now: () => time,
    async sleep(ms) {
      time += Math.max(0, Math.ceil(ms));
      // Whoever waits lets others go on.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const { send, close } = client(timing.now);
  return {
    timing,
    client: {
      send(outgoing, how) {
        time += BETWEEN_REQUESTS_MS;
        return send(outgoing, how);
      },
      close,
    },
  };
}

/** The record of a run on a stepped clock, as if each example had run by itself, against `emulate`. */
export function readableRecord(record: ResultRecord): ResultRecord {
  const { origin } = new URL(record.target.baseUrl);
  const clauses = record.clauses.map((clause) => ({
    ...clause,
    examples: clause.examples.map((example) => readableExample(example, origin)),
  }));
  return { ...record, clauses };
}

function readableExample(example: ExampleResult, origin: string): ExampleResult {
  const begun = Date.parse(example.exchanges[0]?.startedAt ?? new Date(BEGINNING).toISOString());
  const text = JSON.stringify(example)
    .replaceAll(origin, PRINTED_ORIGIN)
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (time) => shifted(time, begun));
  return JSON.parse(text) as ExampleResult;
}

/** The time as if the example had begun at {@link BEGINNING}. */
function shifted(time: string, begun: number): string {
  const at = Date.parse(time);
  const isOfRun = Math.abs(at - BEGINNING) < LONGEST_RUN_MS;
  return isOfRun ? new Date(at - begun + BEGINNING).toISOString() : time;
}
