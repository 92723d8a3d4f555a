/** The ingress routes and their short forms (HTTP Tracking API). */
import { CALL_TYPES } from '../../../schemas/index.ts';

/** A route for batches, for single calls of one type, or for the libraries' own metrics. */
export type IngressRoute =
  | { readonly kind: 'batch' }
  | { readonly kind: 'call'; readonly type: string }
  | { readonly kind: 'metrics' };

const BATCH_NAMES = ['batch', 'b', 'import'];
const TYPES = CALL_TYPES.filter((type) => type !== 'delete');

const ROUTES: ReadonlyMap<string, IngressRoute> = new Map<string, IngressRoute>([
  ...BATCH_NAMES.map((name) => [name, { kind: 'batch' }] as const),
  ...TYPES.flatMap((type) => [type, type.slice(0, 1)].map((name) => [name, { kind: 'call', type }] as const)),
  ['m', { kind: 'metrics' }],
]);

const SETTINGS = /^\/v1\/projects\/([^/]+)\/settings\/?$/;

/** The names behind `/v1/`, including the short forms; for lists of routes. */
export const INGRESS_NAMES: readonly string[] = [...ROUTES.keys()];

/** @param path the whole path, with or without a slash at its end: `/v1/batch`, `/v1/t/` */
export function findRoute(path: string): IngressRoute | undefined {
  return ROUTES.get(path.replace(/^\/v1\//, '').replace(/\/$/, ''));
}

/** The write key in the path of the settings that the browser library fetches; undefined for other paths. */
export function findSettingsKey(path: string): string | undefined {
  const encoded = SETTINGS.exec(path)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
