/** What browsers and proxies save: requests to all sites. */
import { isObject } from '../../../schemas/index.ts';
import { elementsOf, type JsonPiece, pieceAt } from '../piece.ts';
import { type Content, isListOf, left, type Reader, textAt, valueAt } from './reader.ts';

const HAR: Reader = {
  name: 'HAR',
  marks: ['log', 'log.entries', 'log.version', 'log.creator'],
  recognise(value) {
    if (Array.isArray(valueAt(value, 'log', 'entries'))) return 'log.entries is a list of requests';
    if (isListOf(value.entries, isHarEntry) && (value.entries as []).length > 0)
      return 'entries is a list of requests';
    if (isHarEntry(value)) return 'it has request.url and the other members of an entry of a HAR';
    return isHarRequest(value) ? 'it has url and the other members of a request of a HAR' : undefined;
  },
  *open(piece) {
    const entries = pieceAt(piece, 'log', 'entries') ?? pieceAt(piece, 'entries');
    for (const entry of entries === undefined ? [piece] : elementsOf(entries)) {
      yield harRequest(pieceAt(entry, 'request') ?? entry, entry.pointer);
    }
  },
};

function isHarEntry(value: unknown): boolean {
  const isTimed = ['startedDateTime', 'timings', 'cache'].some((name) => valueAt(value, name) !== undefined);
  const hasAddress = typeof valueAt(value, 'request', 'url') === 'string';
  return hasAddress && (isTimed || isHarRequest(valueAt(value, 'request')));
}

function isHarRequest(value: unknown): boolean {
  const { url, postData, httpVersion, queryString, headersSize } = isObject(value) ? value : {};
  const isOfHar =
    isObject(postData) || [httpVersion, queryString, headersSize].some((one) => one !== undefined);
  return typeof url === 'string' && isObject(value) && typeof value.method === 'string' && isOfHar;
}

function harRequest(request: JsonPiece, pointer: string): Content {
  return {
    kind: 'request',
    request: {
      pointer,
      method: textAt(request.value, 'method'),
      url: textAt(request.value, 'url') ?? '',
      body: pieceAt(request, 'postData', 'text'),
      form: pieceAt(request, 'postData', 'params'),
      isBase64: textAt(request.value, 'postData', 'encoding') === 'base64',
      headers: valueAt(request.value, 'headers'),
      isFromAnySite: true,
    },
  };
}

const CHARLES: Reader = {
  name: 'Charles session',
  marks: ['host', 'path', 'method', 'request.header', 'request.body'],
  recognise: (value) =>
    typeof value.host === 'string' &&
    typeof value.path === 'string' &&
    isObject(value.request) &&
    'response' in value
      ? 'it has host, path, request and response, as in an exported JSON session'
      : undefined,
  *open(piece) {
    const encoded = pieceAt(piece, 'request', 'body', 'encoded');
    const { scheme, host, path } = piece.value as Record<string, unknown>;
    const query = textAt(piece.value, 'query');
    yield {
      kind: 'request',
      request: {
        pointer: piece.pointer,
        method: textAt(piece.value, 'method'),
        url: `${scheme ?? 'https'}://${host}${path}${query === undefined ? '' : `?${query}`}`,
        body: encoded ?? pieceAt(piece, 'request', 'body', 'text'),
        isBase64: encoded !== undefined,
        headers: valueAt(piece.value, 'request', 'header', 'headers'),
        isFromAnySite: true,
      },
    };
  },
};

const MITMPROXY: Reader = {
  name: 'mitmproxy flow',
  marks: ['request.pretty_host', 'request.host', 'request.path', 'request.scheme', 'client_conn'],
  recognise: (value) =>
    isObject(value.request) && 'scheme' in value.request && 'host' in value.request && 'path' in value.request
      ? 'request has scheme, host and path, as in a flow written as JSON'
      : undefined,
  *open(piece) {
    const body = pieceAt(piece, 'request', 'content') ?? pieceAt(piece, 'request', 'text');
    const part = (name: string) => textAt(piece.value, 'request', name) ?? '';
    if (body === undefined && valueAt(piece.value, 'request', 'contentHash') !== undefined) {
      yield left(piece.pointer, "mitmweb's list of flows has no bodies: export the flows as HAR");
      return;
    }
    const { value } = body ?? {};
    yield {
      kind: 'request',
      request: {
        pointer: piece.pointer,
        method: part('method'),
        url: `${part('scheme')}://${part('pretty_host') || part('host')}${part('path')}`,
        body,
        headers: valueAt(piece.value, 'request', 'headers'),
        isBase64: typeof value === 'string' && /^[A-Za-z0-9+/\s]+=*\s*$/.test(value),
        isFromAnySite: true,
      },
    };
  },
};

const NGROK: Reader = {
  name: 'ngrok inspector',
  marks: ['requests', 'tunnel_name', 'request.raw', 'request.proto'],
  recognise(value) {
    if (typeof valueAt(value, 'request', 'raw') === 'string') return 'request.raw is a recorded request';
    return isListOf(value.requests, (one) => typeof valueAt(one, 'request', 'raw') === 'string') &&
      value.requests.length > 0
      ? 'requests is a list with request.raw'
      : undefined;
  },
  *open(piece) {
    const list = pieceAt(piece, 'requests');
    for (const entry of list === undefined ? [piece] : elementsOf(list)) {
      const raw = Buffer.from(textAt(entry.value, 'request', 'raw') ?? '', 'base64').toString('utf8');
      const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
      const { pointer } = entry;
      yield {
        kind: 'request',
        request: {
          pointer,
          method: textAt(entry.value, 'request', 'method'),
          url: textAt(entry.value, 'request', 'uri') ?? '',
          body: { value: body, pointer: `${pointer}/request/raw`, text: () => JSON.stringify(body) },
        },
      };
    }
  },
};

/** A response as a recording has it beside its request; taken out of the recording it is still a response. */
const RESPONSE: Reader = {
  name: 'response',
  marks: [],
  recognise(value) {
    const hasStatus = [value.status, value.statusCode, value.status_code].some(
      (status) => typeof status === 'number' && status >= 100 && status <= 599,
    );
    const isOne = ['headers', 'statusText', 'statusMessage', 'reason'].some((name) => name in value);
    const isRequest = ['method', 'url', 'path', 'request', 'req'].some((name) => name in value);
    return hasStatus && isOne && !isRequest ? 'it has a status, and headers or a reason' : undefined;
  },
  open: (piece) => [left(piece.pointer, 'a response carries no call to send')],
};

export const PROXIES: readonly Reader[] = [HAR, CHARLES, MITMPROXY, NGROK, RESPONSE];
