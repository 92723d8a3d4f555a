/** From the payload of a request to the ingress to its calls and the members beside them. */

import { isObject, type Result } from '../../../schemas/index.ts';
import type { Payload } from '../../astrolabe/index.ts';
import type { Limits } from '../../limits.ts';
import type { IngressRoute } from './routes.ts';

export interface RequestContent {
  readonly body: Record<string, unknown>;
  /** As they were sent, so not every one is a call. */
  readonly calls: readonly unknown[];
  /** Bytes of the body. */
  readonly bytes: number;
  /** Whether nothing in it can be nested deeper than the limit. */
  readonly isSurelyShallow: boolean;
}

/** The message for a request that is too large, in Segment's words. */
export const TOO_LARGE = 'Exceed payload limit';

/** @returns the content, or what is wrong with the request as a whole; nothing else is answered 400 */
export function readRequest(route: IngressRoute, payload: Payload, limits: Limits): Result<RequestContent> {
  if (payload.kind === 'unreadable') {
    const isTooLarge = payload.code === 'body-too-large';
    return { problem: isTooLarge ? TOO_LARGE : 'malformed body: send UTF-8, plain or as gzip' };
  }
  if (payload.kind === 'value') return contentOf(route, payload.value, 0, false);
  const bytes = payload.utf8?.length ?? Buffer.byteLength(payload.text);
  if (bytes > (route.kind === 'batch' ? limits.batchBytes : limits.callBytes)) return { problem: TOO_LARGE };
  try {
    return contentOf(route, JSON.parse(payload.text), bytes, isSurelyShallow(payload.text, limits.depth));
  } catch {
    return { problem: 'malformed JSON' };
  }
}

function contentOf(
  route: IngressRoute,
  body: unknown,
  bytes: number,
  isSurelyShallow: boolean,
): Result<RequestContent> {
  if (!isObject(body)) return { problem: 'malformed JSON: send one object' };
  if (route.kind === 'call') {
    const call = Object.assign(body, { type: route.type });
    return { value: { body, calls: [call], bytes, isSurelyShallow } };
  }
  const calls = Array.isArray(body.batch) ? body.batch : [];
  return { value: { body, calls, bytes, isSurelyShallow } };
}

/** Whether a text has no more opening brackets than levels are allowed, so that its calls need not be walked. */
function isSurelyShallow(text: string, depth: number): boolean {
  // A level takes two brackets.
  return text.length <= 2 * depth || leftAfter(text, '[', leftAfter(text, '{', depth)) >= 0;
}

/** `left` less one for each of the brackets; it stops counting below 0. */
function leftAfter(text: string, bracket: string, left: number): number {
  let rest = left;
  for (let at = text.indexOf(bracket); at !== -1 && rest >= 0; at = text.indexOf(bracket, at + 1)) rest -= 1;
  return rest;
}
