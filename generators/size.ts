/** Calls of a given size. */
import type { Faker } from '@faker-js/faker';
import type { Call, Members } from '../calls/index.ts';
import { TEXTS } from './custom-traits.ts';

/** The largest call that Segment accepts, in bytes of JSON (docs/contract.md, AST-HTTP-009). */
export const LARGEST_CALL = 32 * 1024;

/**
 * The call with a member `note` in its traits or properties that fills it to `bytes` bytes of JSON; unchanged if it is
 * that large already.
 *
 * @param bytes at most {@link LARGEST_CALL} for a valid call
 */
export function fill(call: Call, bytes: number, faker: Faker): Call {
  const place = call.type === 'track' ? 'properties' : 'traits';
  const noted = (note: string): Call => ({ ...call, [place]: { ...(call[place] as Members), note } });
  const room = bytes - Buffer.byteLength(JSON.stringify(noted('')));
  return room > 0 ? noted(textOf(room, faker)) : call;
}

/** A text of exactly `bytes` bytes in JSON, in many scripts; plain letters fill the rest. */
function textOf(bytes: number, faker: Faker): string {
  const word = `${faker.helpers.arrayElement(TEXTS)} `;
  const size = Buffer.byteLength(JSON.stringify(word)) - 2;
  const times = Math.floor(bytes / size);
  return word.repeat(times) + 'x'.repeat(bytes - times * size);
}
