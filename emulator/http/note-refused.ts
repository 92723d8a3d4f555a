/** Notes requests that the ingress refused as a whole in the journal, because none of their calls has a trace. */
import { isSuccessStatus } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import type { Payload } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import { type IngressRequest, readWriteKey } from '../segment/index.ts';
import type { World } from '../worlds/index.ts';

/** @param path of the request, without its query */
export function noteRefused(
  { core }: World,
  method: string,
  path: string,
  request: Pick<IngressRequest, 'authorization' | 'payload'>,
  { status, body, rules }: Answer,
): void {
  if (isSuccessStatus(status)) return;
  const { code, message } = (body ?? {}) as { code?: string; message?: string };
  const isKept = status === 400 && isOfSource(core, request);
  const utf8 = isKept ? bytesOf(request.payload) : undefined;
  core.journal.noteRefused({ method, path, status, code, message, rules, utf8 });
}

/** Anyone can send under an unknown key, so such bodies must not displace others. */
function isOfSource(
  { source, choices }: Core,
  { authorization, payload }: Pick<IngressRequest, 'authorization' | 'payload'>,
): boolean {
  const key = readWriteKey(objectIn(payload), authorization, choices.now);
  return key !== undefined && source.hasWriteKey(key);
}

function objectIn(payload: Payload): Readonly<Record<string, unknown>> {
  if (payload.kind !== 'text') return {};
  try {
    return (JSON.parse(payload.text) as Readonly<Record<string, unknown>> | null) ?? {};
  } catch {
    return {};
  }
}

function bytesOf(payload: Payload): Buffer | undefined {
  return payload.kind === 'text' ? (payload.utf8 ?? Buffer.from(payload.text)) : undefined;
}
