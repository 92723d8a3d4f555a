/** Whether a call is small enough; it is only serialized if an estimate is not enough. */

/** JSON of a character takes six bytes at most, as `\u0000`. */
const BYTES_OF_CHARACTER = 6;
/** For the longest number, a literal, and the punctuation around a member. */
const BYTES_OF_VALUE = 32;
/** Deeper values are serialized, which fails if they are nested too deeply. */
const DEPTH = 32;

/** @returns whether the call has at most `limit` bytes as JSON; false if it is nested too deeply to be serialized */
export function isWithin(call: object, limit: number): boolean {
  if (atMost(call, limit, DEPTH) >= 0) return true;
  try {
    return Buffer.byteLength(JSON.stringify(call)) <= limit;
  } catch {
    return false;
  }
}

/** The bytes that are left once the value has used the most that it can need; below 0 if it may need too many. */
function atMost(value: unknown, bytes: number, depth: number): number {
  if (typeof value === 'string') return bytes - value.length * BYTES_OF_CHARACTER - 2;
  if (typeof value !== 'object' || value === null) return bytes - BYTES_OF_VALUE;
  if (depth === 0) return -1;
  let left = bytes - BYTES_OF_VALUE;
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    left = atMost(member, left - name.length * BYTES_OF_CHARACTER - BYTES_OF_VALUE, depth - 1);
    if (left < 0) return left;
  }
  return left;
}
