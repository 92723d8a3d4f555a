/** Names for what can go wrong between two machines. */

/** Undici's own codes, under the names that people know and Segment uses. */
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

/** The code of an error such as `ECONNREFUSED`; `EPROTO` for an answer that is no HTTP. */
export function networkErrorCode(error: unknown): string {
  // The parser's errors have a code of their own for some faults and none for others.
  if (error instanceof Error && error.name === 'HTTPParserError') return 'EPROTO';
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | undefined)?.cause);
  return code === undefined ? 'ECONNABORTED' : (KNOWN_AS[code] ?? code);
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
