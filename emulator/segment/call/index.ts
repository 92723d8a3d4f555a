/** One call on its way from the ingress to the delivery engine. */
export type { Arrival } from './arrival.ts';
export { createDedupe, type SavedDedupe } from './dedupe.ts';
export { dispatch } from './dispatch.ts';
export { enrich } from './enrich.ts';
export { DELIVERED_TYPES } from './filter-call.ts';
export { ingestErrorOf } from './ingest-errors.ts';
export { isSharedWithin, sharedBytesOf } from './merge-shared.ts';
export type { Pipeline } from './pipeline.ts';
export { createTrace, processCall } from './process-call.ts';
export { type BodyReader, type BodyReading, type CallBodies, createBodyReader } from './read-bodies.ts';
export { readTime } from './read-time.ts';
