/** A delivery on its way to an instance, and the lane that it goes along. */
import type { CallTrace, DeliveryTrace } from '../../history/index.ts';
import { createFifo, type Fifo } from './fifo.ts';

/** Called with how a delivery ended. */
export type OnEnd = (state: 'delivered' | 'discarded') => void;

/** Only its trace outlives the delivery. */
export interface Delivery {
  readonly trace: DeliveryTrace;
  readonly lane: Lane;
  readonly messageId: string;
  /** When the ingress received the call, in milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly call: Readonly<Record<string, unknown>>;
  /** Bytes that the call takes while it waits. */
  readonly size: number;
  /** Told of the outcome, once; not after a reset. */
  readonly onEnd: OnEnd | undefined;
  attempts: number;
  /** When the first attempt was made. */
  firstAt: number;
  /** Whether it counts as waiting. */
  isHeld: boolean;
}

/** The way to one instance, and how many deliveries are where on it. */
export interface Lane {
  readonly id: string;
  readonly queue: Fifo<Delivery>;
  underWay: number;
  awaitingRetry: number;
  delivered: number;
  discarded: number;
}

export function createLane(id: string): Lane {
  return { id, queue: createFifo(), underWay: 0, awaitingRetry: 0, delivered: 0, discarded: 0 };
}

/** Hangs the new delivery into the trace of its call. */
export function createDelivery(
  lane: Lane,
  call: Readonly<Record<string, unknown>>,
  callTrace: CallTrace,
  size: number,
  onEnd?: OnEnd,
): Delivery {
  const trace: DeliveryTrace = {
    instance: lane.id,
    state: 'queued',
    reason: undefined,
    dueAt: undefined,
    attempt: undefined,
    earlier: callTrace.delivery,
  };
  callTrace.delivery = trace;
  const { messageId, receivedAt } = callTrace;
  return { trace, lane, messageId, receivedAt, call, size, onEnd, attempts: 0, firstAt: 0, isHeld: false };
}
