/** What Segment adds to a call before it goes to a destination (docs/segment-facts.md section 4). */

import { ID_FIELDS, isObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Arrival } from './arrival.ts';
import { isClientSide } from './channel.ts';
import { readTime } from './read-time.ts';

/** A call on its way: the parsed object, changed in place because copies cost half of the throughput. */
export type MutableCall = Record<string, unknown>;

/** As published deliveries of calls show that named no library. */
const UNKNOWN_LIBRARY = Object.freeze({ name: 'unknown', version: 'unknown' });

/** Characters of an ISO time with a year of four digits. */
const TIME_LENGTH = 24;

/**
 * Adds times, project, channel, version, integrations, the library if the call names none and, for client-side calls,
 * the address; keeps the rest.
 */
export function enrich(call: MutableCall, arrival: Arrival, choices: Choices): void {
  const isFromClient = isClientSide(call, arrival, choices);
  setTimes(call, arrival, choices);
  call.projectId = arrival.projectId;
  call.channel = isFromClient ? choices['client-channel'] : 'server';
  call.version = 2;
  call.integrations ??= {};
  if (choices['null-id'] === 'remove') removeNullIds(call);
  setContext(call, arrival, isFromClient);
}

/** `timestamp = receivedAt − (sentAt − originalTimestamp)`, each cut to milliseconds. */
function setTimes(call: MutableCall, arrival: Arrival, choices: Choices): void {
  const given = call.timestamp ?? call.originalTimestamp;
  const original = readTime(given);
  call.receivedAt = arrival.receivedAtText;
  if (arrival.sentAt !== undefined) call.sentAt ??= arrival.sentAt;
  if (given !== undefined && given !== null) call.originalTimestamp = given;
  if (original === undefined) {
    const isText = typeof given === 'string' && choices['unreadable-timestamp'] === 'keep';
    call.timestamp = isText ? given : arrival.receivedAtText;
    return;
  }
  const sent = readTime(call.sentAt);
  if (sent !== undefined) call.timestamp = formatTime(arrival.receivedAt - (sent - original), arrival);
  else if (choices['without-sent-at'] === 'received') call.timestamp = arrival.receivedAtText;
  else call.timestamp = formatTime(original, arrival);
}

function formatTime(time: number, arrival: Arrival): string {
  if (time === arrival.receivedAt) return arrival.receivedAtText;
  const date = new Date(time);
  // A client clock can be so wrong that the result is beyond the calendar of Date, or has no year of four digits.
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return text.length === TIME_LENGTH ? text : arrival.receivedAtText;
}

function removeNullIds(call: MutableCall): void {
  for (const name of ID_FIELDS) if (call[name] === null) delete call[name];
}

/** A context that is neither an object nor absent stays as it was sent. */
function setContext(call: MutableCall, arrival: Arrival, isFromClient: boolean): void {
  const { context = null } = call;
  if (context !== null && !isObject(context)) return;
  const addsLibrary = arrival.namesLibrary && (context?.library ?? null) === null;
  const addsAddress = (isFromClient || context?.direct === true) && (context?.ip ?? null) === null;
  if (!addsLibrary && !addsAddress) return;
  // Every call of a batch may have the same context.
  const isOwn = context !== null && context !== arrival.shared?.context;
  const own: MutableCall = isOwn ? (context as MutableCall) : { ...context };
  if (addsLibrary) own.library = UNKNOWN_LIBRARY;
  if (addsAddress) own.ip = arrival.ip;
  call.context = own;
}
