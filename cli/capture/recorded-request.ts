/** The calls in a request that a tool recorded. */
import { CALL_TYPES, isObject } from '../../schemas/index.ts';
import { withMember } from './json-text.ts';
import { hasId, isCall, isSurelyCall } from './looks-like-call.ts';
import { decodedText, elementsOf, type JsonPiece, pieceAt, pieceOf, piecesIn } from './piece.ts';
import type { Content, RecordedRequest } from './readers/index.ts';

const TYPES = CALL_TYPES.filter((type) => type !== 'delete');
const BATCHES = ['batch', 'b', 'import'];
const SEGMENT_HOST = /(^|\.)(segment\.(io|com)|segmentapis\.com)$/;

/** Nothing but calls and batches comes out: not the headers of a request, and not its response. */
export function contentsOf(request: RecordedRequest): readonly Content[] {
  const { pointer, method = '', url } = request;
  const { name, isSegment, isTheirs, isWhole } = routeOf(url);
  const what = `${method} ${url.split('?')[0]}`.trim();
  const bodies = isSegment && method === 'GET' ? pixelOf(request) : bodiesOf(request);
  const isKeyed = hasWriteKey(request.headers);
  const isSure = (value: unknown) => (isSegment && isOnRoute(value, isKeyed)) || isOurs(value);
  const calls = bodies.filter(({ value }) => request.isFromAnySite !== true || isTheirs || isSure(value));
  if (calls.length === 0) {
    const why = bodies.length === 0 ? 'has no body that is JSON' : 'carries no call of Segment';
    return [{ kind: 'left', pointer, why: what === '' ? `this request ${why}` : `${what} ${why}` }];
  }
  const type = TYPES.find((one) => one === name || one.slice(0, 1) === name);
  const mayType = ({ value }: JsonPiece) => isSegment && (isTheirs || isWhole || hasId(value));
  return calls.map((piece) => ({ kind: 'inner', piece: mayType(piece) ? typed(piece, type) : piece }));
}

interface RecordedRoute {
  readonly name: string;
  /** True if the path is one of the Tracking API's, under any host: people put it behind a domain of their own. */
  readonly isSegment: boolean;
  /** True if the host is Segment's too. */
  readonly isTheirs: boolean;
  /** True if nothing stands before the route, as in `/v1/track`. */
  readonly isWhole: boolean;
}

function routeOf(url: string): RecordedRoute {
  const [, host = '', path = ''] = /^(?:https?:\/\/([^/?#]*))?([^?#]*)/i.exec(url) ?? [];
  const [, version, name = ''] = /(\/v1)?(?:\/pixel)?\/([^/]*)\/?$/.exec(path) ?? [];
  const isRoute = BATCHES.includes(name) || TYPES.some((type) => type === name || type.slice(0, 1) === name);
  const isTheirs = SEGMENT_HOST.test(host.split(':')[0]?.toLowerCase() ?? '');
  const isPixel = /\/v1\/pixel\/[^/]+\/?$/.test(path);
  const isSegment = isRoute && (version !== undefined || isPixel || isTheirs);
  return { name, isSegment, isTheirs: isSegment && isTheirs, isWhole: path.startsWith('/v1/') };
}

/**
 * Whether a body on a route under another host is a call: programs of others have routes such as `/v1/page` too.
 *
 * @param isKeyed true if the request has a write key in its headers
 */
function isOnRoute(value: unknown, isKeyed: boolean): boolean {
  if (!isObject(value)) return false;
  if (Array.isArray(value.batch)) return value.batch.some((call) => isCall(call) && hasId(call));
  const hasKey = isKeyed || typeof value.writeKey === 'string';
  return hasId(value) && (hasKey || isCall(value));
}

/** Whether headers have a write key, as the name of a user without a password. */
function hasWriteKey(headers: unknown): boolean {
  const [, base64 = ''] = /^basic\s+(\S+)$/i.exec(authorizationIn(headers)) ?? [];
  return /^[^:]+:$/.test(Buffer.from(base64, 'base64').toString('latin1'));
}

/** From an object, from pairs, or from a list of names and values, as tools write headers. */
function authorizationIn(headers: unknown): string {
  const pairs = Array.isArray(headers) ? headers.map(pairOf) : Object.entries(headers ?? {});
  const found = pairs.find(([name]) => typeof name === 'string' && name.toLowerCase() === 'authorization');
  const [, given] = found ?? [];
  const first: unknown = Array.isArray(given) ? given[0] : given;
  return typeof first === 'string' ? first : '';
}

function pairOf(header: unknown): readonly unknown[] {
  if (Array.isArray(header)) return header;
  return isObject(header) ? [header.name, header.value] : [];
}

/** A body that shows by itself that it is a call, for instance a delivery to a destination. */
function isOurs(value: unknown): boolean {
  if (isObject(value) && Array.isArray(value.batch)) return value.batch.some(isSurelyCall);
  return Array.isArray(value) ? value.some(isSurelyCall) : isSurelyCall(value);
}

function bodiesOf(request: RecordedRequest): readonly JsonPiece[] {
  const bodies = jsonOf(request);
  return bodies.length > 0 ? bodies : formOf(request);
}

/** JSON in the fields of a form, as old browsers send it: `data={…}`, also in Base64. */
function formOf({ body, form, pointer }: RecordedRequest): readonly JsonPiece[] {
  const listed = elementsOf(form).map(({ value }) => valueIn(value));
  const text = typeof body?.value === 'string' && /^[\w.[\]%+-]+=/.test(body.value) ? body.value : '';
  const values = listed.length > 0 ? listed : [...new URLSearchParams(text).values()];
  const place = (listed.length > 0 ? form : body)?.pointer ?? pointer;
  return values.flatMap((value) => {
    const plain = /^\s*%[57]b/i.test(value) ? (new URLSearchParams(`v=${value}`).get('v') ?? '') : value;
    return piecesIn(/^\s*[[{]/.test(plain) ? plain : (decodedText(plain.replaceAll(' ', '+')) ?? ''), place);
  });
}

function valueIn(field: unknown): string {
  return isObject(field) && typeof field.value === 'string' ? field.value : '';
}

function jsonOf({ body, isBase64 = false }: RecordedRequest): readonly JsonPiece[] {
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
