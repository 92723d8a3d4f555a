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
  const isKnown = store.events.some((event) => event.messageId === messageId);
  if (broken('tracks-at-once-race')) await pause(20);
  if (broken('tracks-at-once-race') ? isKnown : store.seenBefore(messageId) && !broken('no-dedupe')) return;
  if (broken('track-dedupes-by-content')) {
    if (store.seenBefore(JSON.stringify([person, event, call.properties]))) return;
  }

  const properties = damagedEvent(call.properties, broken);
  const timestamp = broken('ignores-timestamp') ? new Date(arrivedAt).toISOString() : call.timestamp;
  store.events.push({ ...person, messageId, event, properties, timestamp });

  if (broken('track-leaks-into-user')) {
    for (const user of store.users(person)) mergeInto(user.properties, properties, broken);
  }
}
