/** Track: records an event for its user. */

import { setTimeout as pause } from 'node:timers/promises';
import type { TrackCall } from './call.ts';
import type { Broken } from './faults.ts';
import { mergeInto } from './properties.ts';
import type { Store } from './store.ts';
import { damagedEvent } from './value-faults.ts';

/** Stores a track call, once for each messageId (AST-RETRY-001). `arrivedAt` is in milliseconds since 1970. */
export async function track(call: TrackCall, store: Store, arrivedAt: number, broken: Broken): Promise<void> {
  const { person, messageId } = call;
  const event = broken('track-trims-event') ? call.event.trim() : call.event;
  if (broken('track-not-stored')) return;
  const known = broken('remembers-ten-events') ? store.events.slice(-10) : store.events;
  const isKnown = known.some((event) => event.messageId === messageId);
  if (broken('tracks-at-once-race')) await pause(20);
  const goesByEvents = broken('tracks-at-once-race') || broken('remembers-ten-events');
  if (goesByEvents ? isKnown : store.seenBefore(messageId) && !broken('no-dedupe')) return;
  if (broken('track-dedupes-by-content')) {
    if (store.seenBefore(JSON.stringify([person, event, call.properties]))) return;
  }

  const properties = damagedEvent(call.properties, broken);
  const timestamp = timeOf(call, store, arrivedAt, broken);
  store.events.push({ ...person, messageId, event, properties, timestamp });

  if (broken('track-leaks-into-user')) {
    for (const user of store.users(person)) mergeInto(user.properties, properties, broken);
  }
}

function timeOf(
  { person, timestamp }: TrackCall,
  store: Store,
  arrivedAt: number,
  broken: Broken,
): string | undefined {
  if (broken('ignores-timestamp')) return new Date(arrivedAt).toISOString();
  if (!broken('late-event-redated') || timestamp === undefined) return timestamp;
  const own = store.events.filter(({ userId }) => userId === person.userId);
  const times = [timestamp, ...own.map((event) => event.timestamp ?? '')];
  return times.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
}
