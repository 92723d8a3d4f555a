/** What a request carries, for defects that look at it once more. */
import { isObject, type JsonObject } from '../../schemas/index.ts';
import type { Inbound } from '../astrolabe/index.ts';

/** The JSON value of a body; nothing where it is none. */
export function bodyOf({ payload }: Inbound): unknown {
  if (payload.kind === 'value') return payload.value;
  if (payload.kind === 'unreadable') return undefined;
  try {
    return JSON.parse(payload.text);
  } catch {
    return undefined;
  }
}

/** The members of a body; none where it is no object. */
export function membersOf(inbound: Inbound): JsonObject {
  const body = bodyOf(inbound);
  return isObject(body) ? { ...body } : {};
}

/** Bytes of a body that came as text. */
export function sizeOf({ payload }: Inbound): number {
  return payload.kind === 'text' ? Buffer.byteLength(payload.text) : 0;
}

/** The user name of a Basic header; nothing where there is none. */
export function keyIn(authorization: string | undefined): string | undefined {
  const token = /^basic (\S+)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : Buffer.from(token, 'base64').toString('utf8').split(':')[0];
}
