/** The journals of mock servers and the exports of request bins: requests that were meant to be recorded. */
import { elementsOf, type JsonPiece, pieceAt } from '../piece.ts';
import { type Content, inner, isListOf, type Reader, textAt, valueAt } from './reader.ts';

const WIREMOCK: Reader = {
  name: 'WireMock journal',
  marks: ['requests', 'meta', 'requestJournalDisabled', 'request.loggedDate', 'request.absoluteUrl'],
  recognise(value) {
    if (
      isListOf(value.requests, isWireMockEntry) &&
      ('requestJournalDisabled' in value || value.requests.length > 0)
    ) {
      return 'requests is a list with loggedDate or bodyAsBase64';
    }
    return isWireMockEntry(value) ? 'it has loggedDate or bodyAsBase64' : undefined;
  },
  *open(piece) {
    const list = pieceAt(piece, 'requests');
    for (const entry of list === undefined ? [piece] : elementsOf(list)) {
      yield wireMockRequest(pieceAt(entry, 'request') ?? entry);
    }
  },
};

function isWireMockEntry(entry: unknown): boolean {
  const has = (name: string) =>
    valueAt(entry, 'request', name) !== undefined || valueAt(entry, name) !== undefined;
  return (has('url') || has('absoluteUrl')) && (has('bodyAsBase64') || has('loggedDate'));
}

function wireMockRequest(request: JsonPiece): Content {
  const body = pieceAt(request, 'body');
  const encoded = pieceAt(request, 'bodyAsBase64');
  const isReadable = typeof body?.value === 'string' && /^\s*[[{]/.test(body.value);
  return {
    kind: 'request',
    request: {
      pointer: request.pointer,
      method: textAt(request.value, 'method'),
      url: textAt(request.value, 'absoluteUrl') ?? textAt(request.value, 'url') ?? '',
      body: isReadable ? body : (encoded ?? body),
      isBase64: !isReadable && encoded !== undefined,
    },
  };
}

const MOUNTEBANK: Reader = {
  name: 'mountebank journal',
  marks: ['imposters', 'protocol', 'port', 'requests', 'numberOfRequests', 'stubs', 'requestFrom'],
  recognise(value) {
    if (isListOf(value.imposters, isImposter)) return 'imposters is a list';
    if (isImposter(value)) return 'it has protocol, port and requests with requestFrom';
    return typeof value.requestFrom === 'string' && 'path' in value
      ? 'it has requestFrom and path'
      : undefined;
  },
  *open(piece) {
    for (const imposter of elementsOf(pieceAt(piece, 'imposters'))) yield inner(imposter);
    for (const request of elementsOf(pieceAt(piece, 'requests'))) yield inner(request);
    if (textAt(piece.value, 'requestFrom') !== undefined) yield plainRequest(piece, 'body');
  },
};

function isImposter(value: unknown): boolean {
  return (
    typeof valueAt(value, 'protocol') === 'string' &&
    (valueAt(value, 'stubs') !== undefined ||
      valueAt(value, 'numberOfRequests') !== undefined ||
      valueAt(value, 'port') !== undefined) &&
    isListOf(valueAt(value, 'requests') ?? [], (one) => valueAt(one, 'requestFrom') !== undefined)
  );
}

const BIN_MARKS = ['token_id', 'binId', 'reqId', 'remote_addr', 'client_ip', 'uuid'];
const BIN_BODIES = ['content', 'bodyRaw', 'body_raw', 'body'];

const REQUEST_BIN: Reader = {
  name: 'request bin',
  marks: ['data', 'total', 'per_page', 'token_id', 'method', 'content', 'headers'],
  recognise(value) {
    if (isBinRequest(value)) return 'it has method, content or body, and a mark of a request bin';
    return isListOf(value.data, isBinRequest) &&
      ('per_page' in value || (value.data.length > 0 && !('type' in value)))
      ? 'data is a list of recorded requests'
      : undefined;
  },
  *open(piece) {
    if (!isBinRequest(piece.value)) {
      for (const request of elementsOf(pieceAt(piece, 'data'))) yield inner(request);
      return;
    }
    const name = BIN_BODIES.find((one) => pieceAt(piece, one) !== undefined) ?? 'body';
    yield plainRequest(piece, name);
  },
};

function isBinRequest(value: unknown): boolean {
  const has = (name: string) => valueAt(value, name) !== undefined;
  return typeof valueAt(value, 'method') === 'string' && BIN_MARKS.some(has) && BIN_BODIES.some(has);
}

const BODIES = [...BIN_BODIES, 'rawBody', 'postData', 'payload', 'data'];

const REQUEST: Reader = {
  name: 'recorded request',
  marks: ['method', 'url', 'path', 'headers', 'body'],
  recognise(value) {
    const isRequest = typeof value.method === 'string' && /^[A-Z]+$/.test(value.method);
    const body = BODIES.find((name) => Object.hasOwn(value, name));
    if (isRequest && body !== undefined) return `it has method and ${body}`;
    const hasPath = ['url', 'path', 'uri', 'originalUrl'].some((name) => typeof value[name] === 'string');
    return hasPath && body !== undefined && 'headers' in value
      ? `it has an address, headers and ${body}`
      : undefined;
  },
  *open(piece) {
    yield plainRequest(piece, BODIES.find((name) => pieceAt(piece, name) !== undefined) ?? 'body');
  },
};

function plainRequest(piece: JsonPiece, body: string): Content {
  const { value } = piece;
  const url = ['url', 'originalUrl', 'path', 'uri']
    .map((name) => textAt(value, name))
    .find((one) => one !== undefined);
  return {
    kind: 'request',
    request: {
      pointer: piece.pointer,
      method: textAt(value, 'method'),
      url: url ?? '',
      body: pieceAt(piece, body),
      isBase64: valueAt(value, 'isBase64Encoded') === true || textAt(value, 'encoding') === 'base64',
    },
  };
}

export const JOURNALS: readonly Reader[] = [WIREMOCK, MOUNTEBANK, REQUEST_BIN];

/** A request that no named tool recorded; tried after every named format. */
export const ANY_REQUEST = REQUEST;
