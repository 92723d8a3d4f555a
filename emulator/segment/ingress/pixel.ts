/** Calls of Segment's pixels: one call in the query of an image, for places where no script runs, such as emails. */
import { isUtf8 } from 'node:buffer';
import type { Payload } from '../../astrolabe/index.ts';
import { findRoute, type IngressRoute } from './routes.ts';

const PIXEL = /^\/v1\/pixel\/([^/]+?)(?:\.gif)?\/?$/;

/** Deeper names of a plain query are not split. */
const DEPTH = 16;

/** Whether a path is that of a pixel, of any type. */
export function isPixel(path: string): boolean {
  return PIXEL.test(path);
}

/** The route of the single call that a pixel stands for; undefined if its type is unknown. */
export function findPixelRoute(path: string): Extract<IngressRoute, { kind: 'call' }> | undefined {
  const type = PIXEL.exec(path)?.[1];
  const route = type === undefined ? undefined : findRoute(`/v1/${type}`);
  return route?.kind === 'call' ? route : undefined;
}

/** The call in a query: JSON in Base64 as `data`, usual or for URLs, with or without padding; or one name per member. */
export function readPixel(query: URLSearchParams): Payload {
  const data = query.get('data');
  if (data === null) return { kind: 'text', text: JSON.stringify(callOf(query)) };
  const writeKey = query.get('writeKey');
  if (data.trimStart().startsWith('{')) return { kind: 'text', text: withKey(data, writeKey) };
  // A plus sign that is not escaped arrives as a space.
  const bytes = Buffer.from(data.replaceAll(' ', '+'), 'base64');
  return isUtf8(bytes)
    ? { kind: 'text', text: withKey(bytes.toString('utf8'), writeKey) }
    : { kind: 'unreadable', code: 'body-encoding' };
}

/** The write key may stand beside the call; one inside it counts. */
function withKey(text: string, writeKey: string | null): string {
  if (writeKey === null) return text;
  return text.replace(/^\s*\{(\s*\})?/, (_, end?: string) => {
    const member = `{"writeKey":${JSON.stringify(writeKey)}`;
    return end === undefined ? `${member},` : `${member}}`;
  });
}

type Node = Map<string, Node | string>;

/** `properties.subject=x` is `{"properties": {"subject": "x"}}`; every value is text. */
function callOf(query: URLSearchParams): unknown {
  const root: Node = new Map();
  for (const [name, value] of query) {
    const path = name.split('.');
    const [last = ''] = path.length > DEPTH ? [name] : path.slice(-1);
    let node = root;
    for (const part of path.length > DEPTH ? [] : path.slice(0, -1)) {
      const found = node.get(part);
      const inner: Node = found instanceof Map ? found : new Map();
      node.set(part, inner);
      node = inner;
    }
    node.set(last, value);
  }
  return toObject(root);
}

/** Made of entries, so that a member named `__proto__` is a member. */
function toObject(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  return Object.fromEntries([...node].map(([name, inner]) => [name, toObject(inner)]));
}
