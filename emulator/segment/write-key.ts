/** The write key of a request to the ingress. */

/** The body's key wins over the one in the Basic header; an empty one counts as none. */
export function readWriteKey(
  body: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
): string | undefined {
  if (typeof body.writeKey === 'string' && body.writeKey !== '') return body.writeKey;
  const token = /^basic +(\S+)/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const [key] = Buffer.from(token, 'base64').toString('utf8').split(':');
  return key === '' ? undefined : key;
}
