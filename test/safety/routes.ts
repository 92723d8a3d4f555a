/** All routes of the emulator, read from its own table, so that new routes are tested too. */
import { ROUTES } from '../../emulator/http/routes.ts';

/** A path, which may contain `:id` and `:world`, and the methods that do something there. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

function routeOf({ path, methods }: (typeof ROUTES)['front']): Route {
  return { path, methods: Object.keys(methods) };
}

export const RECORDS_ROUTES: readonly Route[] = ROUTES.records.map(routeOf);

export const CONTROL_ROUTES: readonly Route[] = [...ROUTES.control, ...ROUTES.worlds].map(routeOf);

/** What `CONTROL_ROUTES` has, for one world. */
export const WORLD_ROUTES: readonly Route[] = ROUTES.world.map(routeOf);

export const FRONT_ROUTE: Route = routeOf(ROUTES.front);

export const DESTINATION_ROUTE: Route = routeOf(ROUTES.destination);

export const INGRESS_ROUTES: readonly Route[] = ROUTES.ingress.map(routeOf);

/** Routes that pages of other origins must not use. */
export const GUARDED_ROUTES: readonly Route[] = [...RECORDS_ROUTES, ...CONTROL_ROUTES, ...WORLD_ROUTES];

export const ALL_ROUTES: readonly Route[] = [
  ...GUARDED_ROUTES,
  FRONT_ROUTE,
  DESTINATION_ROUTE,
  ...INGRESS_ROUTES,
];
