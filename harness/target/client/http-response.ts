/** What came back for a request, or why nothing did. */
import { cutText } from '../../../safe-text/index.ts';
import { isSuccessStatus } from '../../../schemas/index.ts';
import { withoutQuery } from '../../address.ts';

/** A response: status, header names in lower case, body as text. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True if the body was longer than what is read of one, 1 MB. */
  readonly isLonger?: boolean;
}

/** Why there was no response. */
export interface NoResponse {
  readonly failure: string;
  /** The code of the system or of Node, such as `ECONNRESET`. */
  readonly code: string;
  /** Milliseconds from sending the request to its failure; absent if it was not sent. */
  readonly afterMs?: number;
  /**
   * Present if a connection that was kept alive closed before the first byte of the response: how many milliseconds before
   * this request its last response had begun to arrive.
   */
  readonly idleMs?: number;
  /** Present if no connection was made in time: how many requests were under way at that moment. */
  readonly underWay?: number;
}

/** Whether the call was accepted: any 2xx (docs/contract.md section 2). */
export function isAccepted(response: HttpResponse | NoResponse): boolean {
  return 'status' in response && isSuccessStatus(response.status);
}

/** A response for a reader: its status and the beginning of its body, or why there is none. */
export function describeResponse(response: HttpResponse | NoResponse): string {
  if ('failure' in response) {
    const { failure, afterMs } = response;
    return `no response: ${failure}${afterMs === undefined ? '' : ` after ${afterMs} ms`}`;
  }
  const to = redirectOf(response);
  const status = to === undefined ? response.status : `${response.status}, a redirect to ${to},`;
  return `${status} with ${cutText(response.body.trim(), 300) || 'an empty body'}`;
}

/**
 * Where a redirect leads, which nothing here follows; undefined for any other response.
 *
 * Without query, user name and password, because a login page is often given the URL that was asked for, with its key.
 */
export function redirectOf({ status, headers }: HttpResponse): string | undefined {
  const { location } = headers;
  if (status < 300 || status > 399 || location === undefined) return undefined;
  const shown = withoutQuery(location).replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, '$1//');
  return JSON.stringify(cutText(shown, 300));
}

const CLOSED = /^(ECONNRESET|EPIPE)$/;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'connection refused, nothing listens at that address and port'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the host name cannot be resolved'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'no route to the host'],
  [CLOSED, 'connection closed before the response was complete'],
  [
    /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|CERT_UNTRUSTED)/,
    'the TLS certificate is not trusted: if its authority is your own, pass its certificate as --ca FILE or in NODE_EXTRA_CA_CERTS',
  ],
  [/^CERT_HAS_EXPIRED/, 'the TLS certificate has expired'],
  [/^ERR_TLS_CERT_ALTNAME/, 'the TLS certificate is for another host name'],
  [/^CERT_/, 'the TLS certificate is not valid'],
  [
    /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/,
    'the TLS handshake was refused: if a client certificate is required, pass --client-cert FILE and --client-key FILE',
  ],
  [/^(EPROTO|ERR_SSL|ERR_TLS)/, 'the TLS handshake failed: is this an HTTPS address?'],
  [/^HPE_/, 'the response is not valid HTTP'],
];

/** Whether the connection was closed by the other side. */
export function isClosed({ code }: NoResponse): boolean {
  return CLOSED.test(code);
}

/** The error of a request in words. */
export function noResponse(error: unknown, timeoutMs: number): NoResponse {
  const { code = '', message = '', errors } = error as FailedRequest;
  // For a host with several addresses all of them failed; the first failure is reported.
  const inner = errors?.[0]?.code ?? code;
  // A proxy's failure is a whole sentence.
  if (inner === 'EPROXY') return { code: inner, failure: message };
  if (inner === 'ETIMEDOUT') {
    return { code: inner, failure: `no complete response within ${timeoutMs} ms` };
  }
  const words = WORDS.find(([pattern]) => pattern.test(inner))?.[1] ?? `the request failed: ${message}`;
  return { code: inner, failure: inner === '' ? words : `${words} (${inner})` };
}

interface FailedRequest {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly { readonly code?: string }[];
}
