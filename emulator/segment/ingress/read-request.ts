/** From a payload to what a request to the ingress holds: its calls and what stands beside them. */

import { isObject } from '../../../schemas/index.ts';
import type { Payload } from '../../astrolabe/index.ts';
import type { Limits } from '../../limits.ts';
import type { IngressRoute } from './routes.ts';

export interface RequestContent {
  readonly body: Record<string, unknown>;
  /** As they were found, so not every one has to be a call. */
  readonly calls: readonly unknown[];
  /** Bytes of the body. */
  readonly bytes: number;
}

/** What is said to a request that is too large, in Segment's words. */
const TOO_LARGE = 'Exceed payload limit';

/** @returns the content, or what is wrong with the request as a whole; only this is ever answered 400 */
export function readRequest(
  route: IngressRoute,
  payload: Payload,
  limits: Limits,
): RequestContent | { readonly problem: string } {
  if (payload.kind === 'unreadable') {
    const isTooLarge = payload.code === 'body-too-large';
    return { problem: isTooLarge ? TOO_LARGE : 'malformed body: send UTF-8, plain or as gzip' };
  }
  if (payload.kind === 'value') return contentOf(route, payload.value, 0);
  const bytes = Buffer.byteLength(payload.text);
  if (bytes > (route.kind === 'batch' ? limits.batchBytes : limits.callBytes)) return { problem: TOO_LARGE };
  try {
    return contentOf(route, JSON.parse(payload.text), bytes);
  } catch {
    return { problem: 'malformed JSON' };
  }
}

function contentOf(
  route: IngressRoute,
  body: unknown,
  bytes: number,
): RequestContent | { readonly problem: string } {
  if (!isObject(body)) return { problem: 'malformed JSON: send one object' };
  if (route.kind === 'call') return { body, calls: [Object.assign(body, { type: route.type })], bytes };
  return { body, calls: Array.isArray(body.batch) ? body.batch : [], bytes };
}
