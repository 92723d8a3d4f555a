/** Keeps waiting deliveries across restarts, and what is kept of each. */
import type { AttemptTrace } from '../../history/index.ts';
import type { Delivery } from './delivery.ts';

export interface DeliveryKeeper {
  /** Keeps a delivery in its current state; called again after each attempt that is followed by another. */
  keep(delivery: Delivery): void;
  /** Called when a delivery is delivered or discarded. */
  drop(delivery: Delivery): void;
}

/** A delivery as plain JSON; times in milliseconds since the epoch. */
export interface KeptDelivery {
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
  readonly dueAt?: number;
  /** The result of the latest attempt. */
  readonly latest?: KeptAttempt;
}

export type KeptAttempt = Pick<AttemptTrace, 'at' | 'status' | 'error' | 'ms' | 'message'>;

/** Keeps nothing. */
export const KEEPS_NOTHING: DeliveryKeeper = { keep() {}, drop() {} };
