/** The door of requests that met no route, or a route with another method. */
export { createUnmet, type UnmetRoutes } from './unmet.ts';
