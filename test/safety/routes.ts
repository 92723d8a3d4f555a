/** Every route of the emulator out of its own tables, so that a new one is tested without being listed here. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { controlRoutes } from '../../emulator/http/control-routes.ts';
import { DESTINATION_PATH } from '../../emulator/http/listener.ts';
import { resolveOptions } from '../../emulator/options/index.ts';
import { INGRESS_NAMES } from '../../emulator/segment/ingress/routes.ts';
import { createBench, KEYS } from '../../emulator/testing.ts';

/** A path, which may have `:id` in it, and the methods that do something there. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

/** Each collection of the Records API has a schema of its answer. */
const COLLECTIONS = readdirSync(resolve(import.meta.dirname, '../../schemas/documents')).flatMap(
  (name) => /^records-(.+)\.schema\.json$/.exec(name)?.[1] ?? [],
);

export const RECORDS_ROUTES: readonly Route[] = COLLECTIONS.map((name) => ({
  path: join('/records', name),
  methods: ['GET'],
}));

export const CONTROL_ROUTES: readonly Route[] = controlRoutes(createBench().core, resolveOptions(KEYS)).map(
  ({ path, methods }) => ({ path: `/_emulator${path}`, methods: Object.keys(methods) }),
);

export const FRONT_ROUTE: Route = { path: '/', methods: ['GET'] };

export const DESTINATION_ROUTE: Route = { path: DESTINATION_PATH, methods: ['POST'] };

export const INGRESS_ROUTES: readonly Route[] = [
  ...INGRESS_NAMES.map((name) => ({ path: `/v1/${name}`, methods: ['POST'] })),
  { path: '/v1/projects/:id/settings', methods: ['GET'] },
];

/** Where no page of another origin has any business. */
export const GUARDED_ROUTES: readonly Route[] = [...RECORDS_ROUTES, ...CONTROL_ROUTES];

export const ALL_ROUTES: readonly Route[] = [
  ...GUARDED_ROUTES,
  FRONT_ROUTE,
  DESTINATION_ROUTE,
  ...INGRESS_ROUTES,
];
