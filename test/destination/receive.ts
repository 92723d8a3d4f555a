/** Handles one call, from its bytes to its answer. */

import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, isRefusal, type Refusal } from './answer.ts';
import { type Call, type JsonObject, parseBody, readCall } from './call.ts';
import { authenticate, type Connector } from './connector.ts';
import type { Broken } from './faults.ts';
import { group } from './group.ts';
import { identify } from './identify.ts';
import { associateRefused, storeRefused, updateByPage } from './refused.ts';
import { track } from './track.ts';

export interface Destination {
  readonly connectors: readonly [Connector, ...Connector[]];
  readonly broken: Broken;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Stores a call later; undefined if calls are stored before they are answered. */
  readonly later?: ((store: () => Promise<void>) => void) | undefined;
}

/** Authenticates, reads and stores one call: 200, 202 if it is stored later, or a refusal. */
export async function receive(
  headers: IncomingHttpHeaders,
  bytes: Uint8Array,
  destination: Destination,
): Promise<Answer> {
  const { connectors, broken } = destination;
  const connector = authenticate(headers.authorization, connectors, broken);
  const body = parseBody(bytes, broken);

  if (isRefusal(connector)) {
    if (broken('stores-refused-calls')) storeRefused(body, connectors[0].store, broken);
    return connector;
  }
  if (broken('accepts-empty-body') && bytes.length === 0) return accepted(headers, destination);
  const call = refuseTransport(headers, bytes, broken) ?? (isRefusal(body) ? body : readCall(body, broken));
  if (isRefusal(call)) {
    if (broken('stores-refused-calls')) storeRefused(body, connector.store, broken);
    if (broken('refused-page-updates-user')) updateByPage(body, connector.store, broken);
    if (broken('refused-group-associates')) associateRefused(body, connector.store, broken);
    return isForgiven(call, body, broken) ? accepted(headers, destination) : call;
  }
  if (call.type === 'track' && broken('track-refuses-unknown-user')) {
    if (connector.store.users(call.person).length === 0) {
      return { refusal: 400, message: 'The user of the event is unknown: identify it first.' };
    }
  }

  if (broken('busy-at-first') && isEighth(call, connector)) {
    return { refusal: 503, message: 'Busy, call again.' };
  }
  if (broken('busy-tracks-400') && call.type === 'track' && isBusy(connector, destination.now())) {
    return { refusal: 400, message: 'Too many events.' };
  }
  const { messageId } = call;
  if (broken('409-for-known-message') && connector.store.seenBefore(messageId && `answered ${messageId}`)) {
    return { refusal: 409, message: 'The messageId is known: the call was stored before.' };
  }
  if (broken('other-casing-accepted-only') && !isRefusal(body) && spellsIdsOtherwise(body)) {
    return accepted(headers, destination);
  }

  const store = async () => storeCall(call, connector, destination);
  if (isLate(call, broken)) setTimeout(() => void store(), 30).unref();
  else if (destination.later) destination.later(store);
  else await store();
  return accepted(headers, destination);
}

const recentTracks = new WeakMap<Connector, number[]>();

/** Whether more than thirty tracks came within a second. */
function isBusy(connector: Connector, now: number): boolean {
  const recent = [...(recentTracks.get(connector) ?? []), now].filter((at) => now - at < 1000);
  recentTracks.set(connector, recent);
  return recent.length > 30;
}

const newCalls = new WeakMap<Connector, { count: number; refused: Set<string> }>();

/** Whether a call is the eighth new one of its connector; a repetition of a refused call is not new. */
function isEighth(call: Call, connector: Connector): boolean {
  const seen = newCalls.get(connector) ?? { count: 0, refused: new Set() };
  newCalls.set(connector, seen);
  const text = JSON.stringify(call);
  if (seen.refused.has(text)) return false;

  seen.count += 1;
  if (seen.count % 8 !== 0) return false;
  seen.refused.add(text);
  return true;
}

async function storeCall(call: Call, connector: Connector, { now, broken }: Destination): Promise<void> {
  if (broken('stores-nothing')) return;
  if (call.type === 'identify') await identify(call, connector, broken);
  else if (call.type === 'group') await group(call, connector.store, broken);
  else await track(call, connector.store, now(), broken);
}

function isLate({ type }: Call, broken: Broken): boolean {
  return (
    (type === 'identify' && broken('stores-identifies-late')) ||
    (type === 'group' && broken('stores-groups-late'))
  );
}

function spellsIdsOtherwise(body: JsonObject): boolean {
  const known = ['userId', 'anonymousId', 'groupId'];
  return Object.keys(body).some(
    (name) => /^(user|anonymous|group)_?id$/i.test(name) && !known.includes(name),
  );
}

function accepted(headers: IncomingHttpHeaders, { later, broken }: Destination): Answer {
  const value = broken('echoes-authorization') ? { sent: headers.authorization } : { accepted: true };
  if (broken('answers-201')) return { status: 201, value };
  if (broken('answers-204-with-accept')) return { status: 204, value };
  return { status: later ? 202 : 200, value };
}

function refuseTransport(
  headers: IncomingHttpHeaders,
  bytes: Uint8Array,
  broken: Broken,
): Refusal | undefined {
  if (broken('limit-8kb') && bytes.length > 8 * 1024) {
    return { refusal: 413, message: 'The body is above 8 KB: send less.' };
  }
  if (broken('refuses-charset') && headers['content-type']?.includes('charset')) {
    return { refusal: 415, message: 'Content-Type has a parameter: send application/json alone.' };
  }
  if (broken('refuses-settings-header') && headers['x-segment-settings'] !== undefined) {
    return { refusal: 400, message: 'X-Segment-Settings is not supported: leave it out.' };
  }
  return undefined;
}

function isForgiven({ refusal }: Refusal, body: JsonObject | Refusal, broken: Broken): boolean {
  if (isRefusal(body)) return broken('accepts-bad-json');
  return (refusal === 501 && broken('page-accepted')) || (refusal === 400 && broken('skips-validation'));
}
