/** Segment's side: from the calls of a library to deliveries at destinations. */
export {
  type BodyReader,
  type BodyReading,
  type CallBodies,
  createTrace,
  DELIVERED_TYPES,
  dispatch,
  enrich,
  ingestErrorOf,
  readTime,
} from './call/index.ts';
export {
  createRandom,
  type Delivery,
  type DeliveryEngine,
  type DeliveryFaults,
  type DeliveryPersistence,
  type Forward,
  MESSAGE_REJECTED,
  NO_PERSISTENCE,
  type OnEnd,
  type Outbound,
  type PersistedAttempt,
  type PersistedDelivery,
  persistedOf,
  type WaitingDelivery,
} from './delivery/index.ts';
export {
  browserSettings,
  findPixelRoute,
  findRoute,
  findSettingsKey,
  INGRESS_NAMES,
  type IngressRequest,
  type IngressRoute,
  isPixel,
  type RequestContent,
  readPixel,
  readRequest,
  readWriteKey,
} from './ingress/index.ts';
export type { Instance, InstanceChange, InstanceProblem, Instances } from './instances.ts';
export { createSegment, type SavedSegment, type Segment } from './segment.ts';
export { type BodyShow, createBodyShow, type ShownBodies } from './show-bodies.ts';
export { createSource, type SegmentSource } from './source.ts';
