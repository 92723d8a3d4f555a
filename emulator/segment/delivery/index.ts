/** Delivery to destinations: attempts, retries and outcomes. */
export { MESSAGE_REJECTED } from './classify.ts';
export type { Delivery, OnEnd } from './delivery.ts';
export {
  type DeliveryPersistence,
  NO_PERSISTENCE,
  type PersistedAttempt,
  type PersistedDelivery,
  persistedOf,
} from './delivery-persistence.ts';
export { createDeliveryEngine, type DeliveryEngine, type WaitingDelivery } from './engine.ts';
export { deliverInProcess } from './in-process.ts';
export { createRandom, type Random } from './random.ts';
export type { DeliveryFaults, Forward, Outbound } from './transport.ts';
