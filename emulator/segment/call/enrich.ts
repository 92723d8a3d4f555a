/** What Segment adds to a call before it goes to a destination (docs/segment-facts.md section 4). */

import { ID_FIELDS, isObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Arrival } from './arrival.ts';
import { isClientSide } from './channel.ts';
import { readTime } from './read-time.ts';

/** A call on its way: the parsed object, changed in place because copies cost half of the throughput. */
export type MutableCall = Record<string, unknown>;

/** Adds times, project, channel, version, integrations and, for client-side calls, the address; keeps the rest. */
export function enrich(call: MutableCall, arrival: Arrival, choices: Choices): void {
  const isFromClient = isClientSide(call, arrival, choices);
  setTimes(call, arrival, choices);
  call.projectId = arrival.projectId;
  call.channel = isFromClient ? choices['client-channel'] : 'server';
  call.version = 2;
  call.integrations ??= {};
  if (choices['null-id'] === 'remove') removeNullIds(call);
  setAddress(call, arrival, isFromClient);
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
  // A client clock can be so wrong that the result is beyond the calendar of Date.
  return Number.isNaN(date.getTime()) ? arrival.receivedAtText : date.toISOString();
}

function removeNullIds(call: MutableCall): void {
  for (const name of ID_FIELDS) if (call[name] === null) delete call[name];
}

function setAddress(call: MutableCall, arrival: Arrival, isFromClient: boolean): void {
  const { context } = call;
  if (isObject(context)) {
    if (!isFromClient && context.direct !== true) return;
    // Every call of a batch may have the same context.
    if (context !== arrival.shared?.context) context.ip ??= arrival.ip;
    else call.context = { ...context, ip: context.ip ?? arrival.ip };
  } else if (isFromClient) {
    call.context = { ip: arrival.ip };
  }
}
