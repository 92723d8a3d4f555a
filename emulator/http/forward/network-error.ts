/** Names of network errors. */

/** Undici's own codes → the common names, which Segment uses too. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_CLOSED: 'ECONNABORTED',
  UND_ERR_DESTROYED: 'ECONNABORTED',
  UND_ERR_ABORTED: 'ECONNABORTED',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'EPROTO',
  UND_ERR_HEADERS_OVERFLOW: 'EPROTO',
  EPIPE: 'ECONNRESET',
};

/** The code of an error, such as `ECONNREFUSED`; `EPROTO` for a response that is not HTTP. */
export function networkErrorCode(error: unknown): string {
  // Some errors of the parser have a code of their own and others have none.
  if (error instanceof Error && error.name === 'HTTPParserError') return 'EPROTO';
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | undefined)?.cause);
  return code === undefined ? 'ECONNABORTED' : (KNOWN_AS[code] ?? code);
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
