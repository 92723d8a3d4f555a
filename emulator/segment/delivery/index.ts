/** Delivery to destinations: attempts, retries and outcomes. */
export { MESSAGE_REJECTED } from './classify.ts';
export type { Delivery, OnEnd } from './delivery.ts';
export {
  type DeliveryKeeper,
  KEEPS_NOTHING,
  type KeptAttempt,
  type KeptDelivery,
} from './delivery-keeper.ts';
export { createDeliveryEngine, type DeliveryEngine } from './engine.ts';
export { deliverInProcess } from './in-process.ts';
export { createRandom } from './random.ts';
export { DEFAULT_RETRY, type RetryPolicy } from './retry-policy.ts';
export type { Forward, Outbound } from './transport.ts';
