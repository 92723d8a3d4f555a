/** The form of a stored value: a checksum of key and value, then the value as JSON. */
import { crc32 } from 'node:zlib';
import type { Result } from '../../schemas/index.ts';

/** Eight digits of a checksum. */
const CHECKSUM = /^[0-9a-f]{8}$/;

export interface Sealed {
  readonly json: string;
  readonly checksum: number;
}

/** Wraps a value of JSON text. */
export function wrap(key: string, json: string): { readonly value: string; readonly checksum: number } {
  const checksum = checksumOf(key, json);
  return { value: hexOf(checksum) + json, checksum };
}

/** Unwraps what `wrap` made. */
export function unwrap(key: string, value: string): Result<Sealed> {
  const [digits, json] = [value.slice(0, 8), value.slice(8)];
  if (!CHECKSUM.test(digits)) return { problem: 'it has no checksum' };
  const checksum = checksumOf(key, json);
  if (hexOf(checksum) !== digits) return { problem: 'it does not match its checksum' };
  return { value: { json, checksum } };
}

/** The key counts too, so that a value cannot move to another key. */
function checksumOf(key: string, json: string): number {
  return crc32(json, crc32(key));
}

export function hexOf(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
