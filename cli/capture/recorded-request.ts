/** The calls in a request that a tool recorded. */
import { CALL_TYPES, isObject } from '../../schemas/index.ts';
import { withMember } from './json-text.ts';
import { isSurelyCall } from './looks-like-call.ts';
import { decodedText, elementsOf, type JsonPiece, pieceAt, pieceOf, piecesIn } from './piece.ts';
import type { Content, RecordedRequest } from './readers/index.ts';

const TYPES = CALL_TYPES.filter((type) => type !== 'delete');
const BATCHES = ['batch', 'b', 'import'];
const SEGMENT_HOST = /(^|\.)(segment\.(io|com)|segmentapis\.com)$/;

/** Nothing but calls and batches comes out: not the headers of a request, and not its response. */
export function contentsOf(request: RecordedRequest): readonly Content[] {
  const { pointer, method = '', url } = request;
  const { name, isSegment } = routeOf(url);
  const what = `${method} ${url.split('?')[0]}`.trim();
  const bodies = isSegment && method === 'GET' ? pixelOf(request) : bodiesOf(request);
  const isOther = request.isFromAnySite === true && !isSegment;
  const calls = bodies.filter(({ value }) => !isOther || isOurs(value));
  if (calls.length === 0) {
    const why = bodies.length === 0 ? 'has no body that is JSON' : 'carries no call of Segment';
    return [{ kind: 'left', pointer, why: what === '' ? `this request ${why}` : `${what} ${why}` }];
  }
  const type = TYPES.find((one) => one === name || one.slice(0, 1) === name);
  return calls.map((piece) => ({ kind: 'inner', piece: isSegment ? typed(piece, type) : piece }));
}

/** A route of the HTTP Tracking API, under any host: people put it behind a domain of their own. */
function routeOf(url: string): { readonly name: string; readonly isSegment: boolean } {
  const [, host = '', path = ''] = /^(?:https?:\/\/([^/?#]*))?([^?#]*)/i.exec(url) ?? [];
  const [, version, name = ''] = /(\/v1)?(?:\/pixel)?\/([^/]*)\/?$/.exec(path) ?? [];
  const isRoute = BATCHES.includes(name) || TYPES.some((type) => type === name || type.slice(0, 1) === name);
  const isTheirs = SEGMENT_HOST.test(host.split(':')[0]?.toLowerCase() ?? '');
  const isPixel = /\/v1\/pixel\/[^/]+\/?$/.test(path);
  return { name, isSegment: isRoute && (version !== undefined || isPixel || isTheirs) };
}

/** A body that shows by itself that it is a call, for instance a delivery to a destination. */
function isOurs(value: unknown): boolean {
  if (isObject(value) && Array.isArray(value.batch)) return value.batch.some(isSurelyCall);
  return Array.isArray(value) ? value.some(isSurelyCall) : isSurelyCall(value);
}

function bodiesOf({ body, isBase64 = false }: RecordedRequest): readonly JsonPiece[] {
  if (body === undefined) return [];
  const { value, pointer } = body;
  if (typeof value === 'string') {
    const isPlain = /^\s*[[{]/.test(value);
    const text = isBase64 || !isPlain ? (decodedText(value) ?? value) : value;
    return piecesIn(text, pointer);
  }
  if (Array.isArray(value)) return elementsOf(body);
  if (!isObject(value)) return [];
  if (value.type === 'Buffer' && Array.isArray(value.data)) {
    const base64 = Buffer.from(value.data as number[]).toString('base64');
    return piecesIn(decodedText(base64) ?? '', pointer);
  }
  const isMockServer = typeof value.type === 'string' && /^[A-Z]+$/.test(value.type);
  const json = isMockServer ? pieceAt(body, 'json') : undefined;
  if (json !== undefined) return typeof json.value === 'string' ? piecesIn(json.value, json.pointer) : [json];
  if (isMockServer && typeof value.string === 'string') return piecesIn(value.string, pointer);
  return [body];
}

/** A call in the query of an image, as HTML mail sends it. */
function pixelOf({ url, pointer }: RecordedRequest): readonly JsonPiece[] {
  const data = new URLSearchParams(url.split('?')[1] ?? '').get('data');
  return data === null ? [] : piecesIn(decodedText(data.replaceAll(' ', '+')) ?? '', pointer);
}

/** A call without a type has the type of its route. */
function typed(piece: JsonPiece, type: string | undefined): JsonPiece {
  const { value, pointer } = piece;
  if (type === undefined || !isObject(value) || 'type' in value || Array.isArray(value.batch)) return piece;
  return pieceOf({ ...value, type }, pointer, () => withMember(piece.text(), 'type', JSON.stringify(type)));
}
