/** The ingress routes and their short forms (HTTP Tracking API). */

/** A route that takes a batch, or one that takes a single call of a type. */
export type IngressRoute = { readonly kind: 'batch' } | { readonly kind: 'call'; readonly type: string };

const BATCH_NAMES = ['batch', 'b', 'import'];
const TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias'];

const ROUTES: ReadonlyMap<string, IngressRoute> = new Map<string, IngressRoute>([
  ...BATCH_NAMES.map((name) => [name, { kind: 'batch' }] as const),
  ...TYPES.flatMap((type) => [type, type.slice(0, 1)].map((name) => [name, { kind: 'call', type }] as const)),
]);

/** @param path the whole path, with or without a slash at its end: `/v1/batch`, `/v1/t/` */
export function findRoute(path: string): IngressRoute | undefined {
  return ROUTES.get(path.replace(/^\/v1\//, '').replace(/\/$/, ''));
}
