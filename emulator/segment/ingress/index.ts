/** Segment's HTTP tracking API: routes, write keys, and the answers that libraries expect. */
export { browserSettings } from './browser-settings.ts';
export { createIngress, type Ingress, type IngressOptions, type IngressRequest } from './ingress.ts';
export { findPixelRoute, isPixel, readPixel } from './pixel.ts';
export { readRequest } from './read-request.ts';
export { findRoute, findSettingsKey, INGRESS_NAMES } from './routes.ts';
