/** How waiting deliveries outlive the process, and what is persisted of each. */
import type { AttemptTrace } from '../../history/index.ts';
import type { Delivery } from './delivery.ts';

export interface DeliveryPersistence {
  /** Persists a delivery in its current state; called again after each attempt that is followed by another. */
  persist(delivery: Delivery): void;
  /** Called when a delivery is delivered or discarded. */
  remove(delivery: Delivery): void;
}

/** A delivery as plain JSON; times in milliseconds since the epoch. */
export interface PersistedDelivery {
  /** Id of the instance. */
  readonly instance: string;
  readonly call: Readonly<Record<string, unknown>>;
  readonly messageId: string;
  /** When the ingress received the call. */
  readonly receivedAt: number;
  /** How many bytes it counts as while it waits. */
  readonly size: number;
  readonly attempts: number;
  readonly firstAt: number;
  /** When the next attempt is due; undefined if it can be made at once. */
  readonly dueAt?: number | undefined;
  /** The result of the latest attempt. */
  readonly latest?: PersistedAttempt | undefined;
}

export type PersistedAttempt = Pick<AttemptTrace, 'at' | 'status' | 'error' | 'ms' | 'message'>;

export function persistedOf(delivery: Delivery): PersistedDelivery {
  const { trace, lane, call, messageId, receivedAt, size, attempts, firstAt } = delivery;
  const { dueAt, attempt } = trace;
  const latest = attempt && latestOf(attempt);
  return { instance: lane.id, call, messageId, receivedAt, size, attempts, firstAt, dueAt, latest };
}

function latestOf({ at, status, error, ms, message }: AttemptTrace): PersistedAttempt {
  return { at, status, error, ms, message };
}

/** Persists nothing: deliveries end with the process. */
export const NO_PERSISTENCE: DeliveryPersistence = { persist() {}, remove() {} };
