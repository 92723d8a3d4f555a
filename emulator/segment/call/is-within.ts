/** Whether a call is small enough, without writing it out where a look is enough. */

/** JSON of a character takes six bytes at most, as `\u0000`. */
const BYTES_OF_CHARACTER = 6;
/** Of the longest number, of a literal, and of what stands around a member. */
const BYTES_OF_VALUE = 32;
/** Deeper values are written out, which tells whether that can be done at all. */
const DEPTH = 32;

/** @returns whether the call by itself has at most so many bytes; nesting that cannot be written out is too large */
export function isWithin(call: object, limit: number): boolean {
  if (atMost(call, limit, DEPTH) >= 0) return true;
  try {
    return Buffer.byteLength(JSON.stringify(call)) <= limit;
  } catch {
    return false;
  }
}

/** What is left of the bytes once the value has taken the most that it can; below 0 where that is too much. */
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
