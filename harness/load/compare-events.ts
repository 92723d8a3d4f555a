/** Compares the events of a user with those that a load promises. */
import { isDeepStrictEqual } from 'node:util';
import {
  callNamedIn,
  type PlannedCall,
  type Promised,
  type PromisedEvent,
  type PromisedUser,
  stampOf,
} from '../../generators/load/index.ts';
import { type EventRecord, isObject, type LoadPlan } from '../../schemas/index.ts';
import type { LoadFault } from '../../verdict/index.ts';
import { type AboutRecord, faultsAbout, isOfRun } from './load-fault.ts';

/** What is wrong with the events of one user; empty if nothing is. */
export function compareEvents(
  plan: LoadPlan,
  { userId, events }: PromisedUser,
  stored: readonly EventRecord[],
): LoadFault[] {
  const about = faultsAbout(plan, userId);
  const byMessage = new Map<string, EventRecord[]>();
  const faults: LoadFault[] = [];
  for (const event of stored) {
    const planned = callOfEvent(plan, event);
    const messageId = planned && stampOf(plan, planned).messageId;
    if (messageId !== undefined && events.has(messageId)) {
      byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), event]);
    } else if (planned !== undefined) {
      faults.push(about('foreign', 'event', 'AST-TRACK-002', { found: event.event, other: planned }));
    }
  }
  for (const [member, by] of events) {
    const found = byMessage.get(member) ?? [];
    const [first] = found;
    if (first === undefined) {
      if (by.isDue)
        faults.push(about('lost', 'event', 'AST-TRACK-002', { member, by, expected: by.value.event }));
      continue;
    }
    if (found.length > 1) {
      faults.push(about('doubled', 'event', 'AST-RETRY-001', { member, by, found: found.length }));
    }
    faults.push(...compareEvent(about, member, by, first));
  }
  return faults;
}

function compareEvent(
  about: AboutRecord,
  member: string,
  by: Promised<PromisedEvent>,
  { event, properties, timestamp }: EventRecord,
): LoadFault[] {
  const { value } = by;
  const found = { event, properties };
  const expected = { event: value.event, properties: value.properties };
  // A destination may add properties of its own.
  const isRight =
    event === value.event &&
    Object.entries(value.properties).every(([name, one]) => isDeepStrictEqual(properties[name], one));
  const isDated = typeof timestamp === 'string' && Date.parse(timestamp) === Date.parse(value.timestamp);
  return [
    ...(isRight ? [] : [about('wrong', 'event', 'AST-TRACK-002', { member, by, expected, found })]),
    ...(isDated
      ? []
      : [
          about('misdated', 'event', 'AST-TRACK-005', {
            member,
            by,
            expected: value.timestamp,
            found: timestamp ?? null,
          }),
        ]),
  ];
}

/** The call that an event is of. A destination need not keep the messageId; the event itself says which call it is, too. */
export function callOfEvent(plan: LoadPlan, { messageId, properties }: EventRecord): PlannedCall | undefined {
  const byMessage =
    typeof messageId === 'string' && isOfRun(plan, messageId) ? callNamedIn(plan, messageId) : undefined;
  const order = isObject(properties) ? properties.order : undefined;
  return byMessage ?? (typeof order === 'string' ? callNamedIn(plan, order) : undefined);
}
