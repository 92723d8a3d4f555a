/** Reads parts of a request for defects. */
import { isObject, type JsonObject } from '../../schemas/index.ts';
import type { Inbound } from '../astrolabe/index.ts';

/** The JSON value of a body; undefined if the body is not JSON. */
export function bodyOf({ payload }: Inbound): unknown {
  if (payload.kind === 'value') return payload.value;
  if (payload.kind === 'unreadable') return undefined;
  try {
    return JSON.parse(payload.text);
  } catch {
    return undefined;
  }
}

/** The members of a body; empty if the body is not an object. */
export function membersOf(inbound: Inbound): JsonObject {
  const body = bodyOf(inbound);
  return isObject(body) ? { ...body } : {};
}

/** Bytes of a text body; 0 for other payloads. */
export function sizeOf({ payload }: Inbound): number {
  return payload.kind === 'text' ? Buffer.byteLength(payload.text) : 0;
}

/** The user name of a Basic header; undefined if there is none. */
export function keyIn(authorization: string | undefined): string | undefined {
  const token = /^basic (\S+)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : Buffer.from(token, 'base64').toString('utf8').split(':')[0];
}
