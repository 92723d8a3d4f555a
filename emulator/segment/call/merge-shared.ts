/** Merges the members beside the calls of a batch into each call (docs/segment-facts.md section 1). */

import { isNestedWithin, isObject, type JsonObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Limits } from '../../limits.ts';

const MERGED = ['context', 'integrations'] as const;
const NOT_COPIED = ['messageId', 'timestamp', 'sequence'] as const;

/**
 * Whether none of the members that a call can gain is nested deeper than a call may be. Members with more bytes than a
 * call may have are not looked at, because no call can gain them.
 */
export function isSharedWithin(
  { callBytes, depth }: Pick<Limits, 'callBytes' | 'depth'>,
  sharedBytes: number,
  shared: JsonObject,
): boolean {
  if (sharedBytes > callBytes) return true;
  return [...MERGED, ...NOT_COPIED, 'sentAt'].every((name) => isNestedWithin(depth - 1, shared[name]));
}

/** Characters of a time, at most; `sentAt` beyond that is counted. */
const TIME_LENGTH = 40;

/**
 * The bytes, as JSON, that each call of a batch can gain from the members beside the calls. Infinity if they are
 * nested too deeply to be serialized.
 */
export function sharedBytesOf(shared: JsonObject, choices: Choices): number {
  const isTime = typeof shared.sentAt === 'string' && shared.sentAt.length <= TIME_LENGTH;
  let bytes = isTime ? 0 : bytesOf(shared.sentAt);
  for (const name of MERGED) bytes += bytesOf(shared[name]);
  if (choices['batch-own-fields'] === 'ignore') return bytes;
  for (const name of NOT_COPIED) bytes += bytesOf(shared[name]);
  return bytes;
}

function bytesOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * Member by member; a member of the call wins. The call is changed in place, the batch is not. A call without a member
 * of its own gets the batch's by reference, so whoever changes it must copy it first.
 */
export function mergeShared(call: Record<string, unknown>, shared: JsonObject, choices: Choices): void {
  for (const name of MERGED) {
    const common = shared[name];
    if (isObject(common)) call[name] = merge(call[name], common);
  }
  if (choices['batch-own-fields'] === 'ignore') return;
  for (const name of NOT_COPIED) call[name] ??= shared[name];
}

/** A spread copies a member named `__proto__` as a member; an assignment would set the prototype. */
function merge(own: unknown, common: JsonObject): unknown {
  if (own === undefined || own === null) return common;
  return isObject(own) ? { ...common, ...own } : own;
}
