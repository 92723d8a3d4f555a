/** Reads an entry: checks its shape, and that key and value agree. */
import { isObject, type JsonObject, type Result } from '../../schemas/index.ts';
import { CONNECTOR_NAMES, type PersistedRecord } from '../astrolabe/index.ts';
import type { PersistedDelivery } from '../segment/index.ts';
import { keyOf, sortableNumber } from './keys.ts';

export type Entry = DeliveryEntry | RecordEntry;

export interface DeliveryEntry {
  readonly kind: 'delivery';
  readonly number: number;
  readonly delivery: PersistedDelivery;
}

export interface RecordEntry {
  readonly kind: 'record';
  readonly connector: string;
  readonly record: PersistedRecord;
  /** Memberships have an order that their keys do not show. */
  readonly number: number;
}

/** @param json without its checksum */
export function readEntry(key: string, json: string): Result<Entry> {
  const entry = entryFrom(key, parse(json));
  if (entry === undefined) return { problem: 'it has another shape than expected' };
  const isHomeless = entry.kind === 'record' && !CONNECTOR_NAMES.some((name) => name === entry.connector);
  return isHomeless ? { problem: 'it belongs to a connector that does not exist' } : { value: entry };
}

/** Characters of a key that a sentence shows. */
const SHOWN = 200;

/** A sentence about an entry. */
export function problemOf(key: string, why: string): string {
  const shown = key.length > SHOWN ? `${key.slice(0, SHOWN)}…` : key;
  return `entry ${shown}: ${why}`;
}

function entryFrom(key: string, value: unknown): Entry | undefined {
  const parts = parse(key);
  if (!Array.isArray(parts) || !parts.every(isText) || !isObject(value)) return undefined;
  const [kind, first = ''] = parts;
  if (kind === 'delivery') {
    const number = Number(first);
    if (!isCount(number) || key !== keyOf('delivery', sortableNumber(number))) return undefined;
    return isDelivery(value) ? { kind, number, delivery: value as unknown as PersistedDelivery } : undefined;
  }
  if (kind !== 'record') return undefined;
  const ids = idsOfRecord(value);
  if (ids === undefined || key !== keyOf('record', first, ...ids)) return undefined;
  const number = typeof value.number === 'number' ? value.number : 0;
  return { kind, connector: first, record: value as unknown as PersistedRecord, number };
}

/** The end of the key of a record; undefined if it has another shape. */
function idsOfRecord(record: JsonObject): readonly string[] | undefined {
  const { kind, userId, anonymousId, groupId, identity, number } = record;
  switch (kind) {
    case 'user':
      if (!hasProperties(record) || !isOptional(userId, isText) || !isOptional(anonymousId, isText)) {
        return undefined;
      }
      if (userId !== undefined) return [kind, 'identified', userId];
      return anonymousId === undefined ? undefined : [kind, 'anonymous', anonymousId];
    case 'account':
      return hasProperties(record) && isText(groupId) ? [kind, groupId] : undefined;
    case 'membership':
      return isText(groupId) && isText(userId) && isCount(number) ? [kind, groupId, userId] : undefined;
    case 'event':
      return isCount(number) && isTime(record.receivedAt) && isEvent(record.record)
        ? [kind, sortableNumber(number)]
        : undefined;
    case 'blocked':
      return isText(identity) ? [kind, identity] : undefined;
    default:
      return undefined;
  }
}

function isEvent(event: unknown): boolean {
  return (
    isObject(event) &&
    isText(event.event) &&
    // A call may say null for these two.
    (event.properties === null || isObject(event.properties)) &&
    isOptional(event.timestamp ?? undefined, isText) &&
    [event.userId, event.anonymousId, event.messageId].every((one) => isOptional(one, isText))
  );
}

function isDelivery(delivery: JsonObject): boolean {
  const { instance, call, messageId, receivedAt, size, attempts, firstAt, dueAt, latest } = delivery;
  return (
    isText(instance) &&
    isObject(call) &&
    isText(messageId) &&
    isTime(receivedAt) &&
    isTime(size) &&
    isCount(attempts) &&
    isTime(firstAt) &&
    isOptional(dueAt, isTime) &&
    isOptional(latest, isAttempt)
  );
}

function isAttempt(attempt: unknown): attempt is JsonObject {
  return (
    isObject(attempt) &&
    isTime(attempt.at) &&
    isOptional(attempt.status, isCount) &&
    isOptional(attempt.ms, isTime) &&
    [attempt.error, attempt.message].every((one) => isOptional(one, isText))
  );
}

function hasProperties({ properties, setAt }: JsonObject): boolean {
  return (
    isObject(properties) &&
    isOptional(
      setAt,
      (pairs): pairs is unknown[] =>
        Array.isArray(pairs) &&
        pairs.every((pair) => Array.isArray(pair) && pair.length === 2 && isText(pair[0]) && isTime(pair[1])),
    )
  );
}

function isOptional<Kind>(value: unknown, is: (value: unknown) => value is Kind): value is Kind | undefined {
  return value === undefined || is(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
