/** A delivery to an instance, and the lane that holds all deliveries to that instance. */
import type { CallTrace, DeliveryTrace } from '../../history/index.ts';
import { createFifo, type Fifo } from './fifo.ts';

/** Called when a delivery has ended. */
export type OnEnd = (state: 'delivered' | 'discarded') => void;

/** When a delivery has ended, only its trace is kept. */
export interface Delivery {
  readonly trace: DeliveryTrace;
  readonly callTrace: CallTrace;
  readonly lane: Lane;
  readonly messageId: string;
  /** When the ingress received the call, in milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly call: Readonly<Record<string, unknown>>;
  /** Bytes that the call takes while it waits. */
  readonly size: number;
  /** Called once with the outcome; not after a reset. */
  readonly onEnd: OnEnd | undefined;
  attempts: number;
  /** When the first attempt was made, moved forward by the time in which nothing could be retried. */
  firstAt: number;
  /** The turn of its retry among timers with the same time. */
  turn: number | undefined;
  /** Whether it is counted in the backlog. */
  isHeld: boolean;
}

/** The deliveries to one instance, counted by state. */
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

/** Creates a delivery and adds it to the trace of its call. */
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
    isStored: false,
    earlier: callTrace.delivery,
  };
  callTrace.delivery = trace;
  const { messageId, receivedAt } = callTrace;
  return {
    trace,
    callTrace,
    lane,
    messageId,
    receivedAt,
    call,
    size,
    onEnd,
    attempts: 0,
    firstAt: 0,
    turn: undefined,
    isHeld: false,
  };
}
