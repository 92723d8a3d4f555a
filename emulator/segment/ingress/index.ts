/** Segment's HTTP tracking API: routes, write keys, and the answers that libraries expect. */
export { browserSettings } from './browser-settings.ts';
export { createIngress, type Ingress, type IngressOptions, type IngressRequest } from './ingress.ts';
export { findPixelRoute, isPixel, readPixel } from './pixel.ts';
export { type RequestContent, readRequest } from './read-request.ts';
export { findRoute, findSettingsKey, INGRESS_NAMES, type IngressRoute } from './routes.ts';
export { readWriteKey } from './write-key.ts';
