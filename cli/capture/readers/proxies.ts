/** What browsers and proxies save: requests to all sites. */
import { isObject } from '../../../schemas/index.ts';
import { elementsOf, type JsonPiece, pieceAt } from '../piece.ts';
import { type Content, isListOf, left, type Reader, textAt, valueAt } from './reader.ts';

const HAR: Reader = {
  name: 'HAR',
  marks: ['log', 'log.entries', 'log.version', 'log.creator'],
  recognise: (value) =>
    Array.isArray(valueAt(value, 'log', 'entries')) ? 'log.entries is a list of requests' : undefined,
  *open(piece) {
    for (const entry of elementsOf(pieceAt(piece, 'log', 'entries'))) yield harEntry(entry);
  },
};

function harEntry(entry: JsonPiece): Content {
  const body = pieceAt(entry, 'request', 'postData', 'text');
  const encoding = textAt(entry.value, 'request', 'postData', 'encoding');
  return {
    kind: 'request',
    request: {
      pointer: entry.pointer,
      method: textAt(entry.value, 'request', 'method'),
      url: textAt(entry.value, 'request', 'url') ?? '',
      body,
      isBase64: encoding === 'base64',
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

export const PROXIES: readonly Reader[] = [HAR, CHARLES, MITMPROXY, NGROK];
