/** The write key of a request to the ingress. */
import type { Choices } from '../../choices/index.ts';

/**
 * From the body or from the Basic header; an empty key counts as absent. A Bearer token belongs to OAuth and is not
 * a write key: such a request has its key in the body (docs/segment-facts.md section 1).
 */
export function readWriteKey(
  body: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
  choices: Choices,
): string | undefined {
  const inBody = typeof body.writeKey === 'string' && body.writeKey !== '' ? body.writeKey : undefined;
  return choices['write-key-in-both'] === 'header'
    ? (fromHeader(authorization) ?? inBody)
    : (inBody ?? fromHeader(authorization));
}

function fromHeader(authorization: string | undefined): string | undefined {
  const token = /^basic +(\S+)/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const [key] = Buffer.from(token, 'base64').toString('utf8').split(':');
  return key === '' ? undefined : key;
}
