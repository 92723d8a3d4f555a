/** Where deliveries that wait are kept beyond the life of the process, and what is kept of one. */
import type { AttemptTrace } from '../../history/index.ts';
import type { Delivery } from './delivery.ts';

export interface DeliveryKeeper {
  /** Keeps a delivery as it now is; told again after each attempt that leads to another. */
  keep(delivery: Delivery): void;
  /** It is delivered or given up. */
  drop(delivery: Delivery): void;
}

/** A delivery as plain JSON; times in milliseconds since the epoch. */
export interface KeptDelivery {
  /** Id of the instance. */
  readonly instance: string;
  readonly call: Readonly<Record<string, unknown>>;
  readonly messageId: string;
  /** Of the call, at the ingress. */
  readonly receivedAt: number;
  /** Bytes that it counts while it waits. */
  readonly size: number;
  readonly attempts: number;
  readonly firstAt: number;
  /** When the next attempt falls due; without it there is no reason to wait. */
  readonly dueAt?: number;
  /** What came of the latest attempt. */
  readonly latest?: KeptAttempt;
}

export type KeptAttempt = Pick<AttemptTrace, 'at' | 'status' | 'error' | 'ms' | 'message'>;

/** For those who keep nothing. */
export const KEEPS_NOTHING: DeliveryKeeper = { keep() {}, drop() {} };
