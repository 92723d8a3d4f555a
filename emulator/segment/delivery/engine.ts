/** The delivery engine: takes each call to its instance, again and again where that may help, until an outcome. */
import type { Choices } from '../../choices/index.ts';
import type { EmulatorClock } from '../../clock/index.ts';
import type { AttemptResult, CallTrace, Reason } from '../../history/index.ts';
import type { Limits } from '../../limits.ts';
import type { Instance, Instances } from '../instances.ts';
import { createBacklog } from './backlog.ts';
import { classify } from './classify.ts';
import { createDelivery, createLane, type Delivery, type Lane, type OnEnd } from './delivery.ts';
import type { DeliveryKeeper, KeptDelivery } from './delivery-keeper.ts';
import { type RetryPolicy, retryWait } from './retry-policy.ts';
import { type DeliverInProcess, deliveryHeaders, type Forward } from './transport.ts';

export interface DeliveryEngine {
  /** Whether so many more deliveries, and bytes of calls, can be taken in. */
  hasRoom(deliveries: number, bytes: number): boolean;
  /**
   * Delivers a call to an instance. At the built-in destination the first attempt has been made on return.
   *
   * @param size bytes that the call takes while it waits
   * @param onEnd told of the outcome, which may be before this returns; not told of what a reset forgets
   */
  deliver(
    call: Readonly<Record<string, unknown>>,
    instance: Instance,
    trace: CallTrace,
    size: number,
    onEnd?: OnEnd,
  ): void;
  /** Goes on with a delivery that was kept when the process before ended. */
  restore(kept: KeptDelivery, trace: CallTrace): void;
  /** By instance, what became of its deliveries since the start or the last reset. */
  counts(): Readonly<Record<string, DeliveryCounts>>;
  /** Forgets every delivery that waits; answers to those under way are ignored. */
  reset(): void;
  /** Starts nothing more. What waits keeps its state in the traces and the counts. */
  stop(): void;
}

export interface DeliveryCounts {
  /** Waiting for their turn. */
  readonly queued: number;
  readonly underWay: number;
  readonly awaitingRetry: number;
  readonly delivered: number;
  readonly discarded: number;
}

export interface DeliveryOptions {
  readonly clock: EmulatorClock;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly instances: Pick<Instances, 'find'>;
  readonly retry: RetryPolicy;
  /** Requests under way to one instance at a time. */
  readonly concurrency: number;
  readonly random: () => number;
  readonly deliverInProcess: DeliverInProcess;
  readonly forward: Forward;
  readonly keeper: DeliveryKeeper;
}

export function createDeliveryEngine(options: DeliveryOptions): DeliveryEngine {
  const { clock, choices, instances, retry, concurrency, random, keeper } = options;
  const backlog = createBacklog(options.limits);
  let lanes = new Map<string, Lane>();
  let isStopped = false;

  /** A lane from before a reset is nobody's any more. */
  const isCurrent = (lane: Lane) => lanes.get(lane.id) === lane;

  const laneOf = (id: string): Lane => {
    const lane = lanes.get(id) ?? createLane(id);
    lanes.set(id, lane);
    return lane;
  };

  function start(delivery: Delivery): void {
    const { lane, call } = delivery;
    const instance = instances.find(lane.id);
    if (instance === undefined) {
      finish(delivery, 'discarded', 'no_destination');
    } else if (!instance.enabled && choices['deliveries-of-disabled'] === 'discard') {
      finish(delivery, 'discarded', 'DESTINATION_DISABLED');
    } else if (instance.endpoint === 'built-in') {
      settle(delivery, clock.now(), options.deliverInProcess(instance, call));
    } else {
      hold(delivery);
      if (isStopped || lane.underWay >= concurrency) lane.queue.put(delivery);
      else void forward(delivery, instance);
    }
  }

  function hold(delivery: Delivery): void {
    if (!delivery.isHeld) keeper.keep(delivery);
    backlog.hold(delivery);
  }

  async function forward(delivery: Delivery, { endpoint, apiKey }: Instance): Promise<void> {
    const { lane, call } = delivery;
    const at = clock.now();
    lane.underWay += 1;
    clock.begin();
    const headers = deliveryHeaders(apiKey, choices);
    const result = await options.forward({ url: endpoint, headers, call, apiKey });
    lane.underWay -= 1;
    if (isCurrent(lane)) {
      settle(delivery, at, result);
      startNext(lane);
    }
    // Only now, so that the clock does not take the moment between two deliveries for the end of all.
    clock.end();
  }

  function startNext(lane: Lane): void {
    while (!isStopped && lane.underWay < concurrency) {
      const next = lane.queue.take();
      if (next === undefined) return;
      start(next);
    }
  }

  function settle(delivery: Delivery, at: number, result: AttemptResult): void {
    delivery.attempts += 1;
    if (delivery.attempts === 1) delivery.firstAt = at;
    const { status, error, ms, message, rules } = result;
    delivery.trace.attempt = { at, status, error, ms, message, rules, earlier: delivery.trace.attempt };
    const verdict = classify(result, choices);
    const dueAt = verdict === 'retry' ? nextAttemptAt(delivery, result) : undefined;
    if (verdict === 'delivered') finish(delivery, 'delivered');
    else if (dueAt === undefined) finish(delivery, 'discarded');
    else retryAt(delivery, dueAt);
  }

  function nextAttemptAt({ attempts, firstAt }: Delivery, { retryAfter = 0 }: AttemptResult) {
    if (attempts >= retry.attempts) return undefined;
    const asked = choices['retry-after'] === 'honour' ? retryAfter * 1_000 : 0;
    const dueAt = clock.now() + Math.max(retryWait(retry, attempts, random()), asked);
    return dueAt - firstAt <= retry.windowMs ? dueAt : undefined;
  }

  function retryAt(delivery: Delivery, dueAt: number): void {
    const { lane, trace, messageId } = delivery;
    trace.state = 'awaiting-retry';
    trace.dueAt = dueAt;
    backlog.hold(delivery);
    keeper.keep(delivery);
    lane.awaitingRetry += 1;
    clock.schedule(dueAt, { what: 'retry', messageId, instance: lane.id }, () => {
      if (isStopped || !isCurrent(lane)) return;
      lane.awaitingRetry -= 1;
      trace.state = 'queued';
      trace.dueAt = undefined;
      start(delivery);
    });
  }

  function finish(delivery: Delivery, state: 'delivered' | 'discarded', reason?: Reason): void {
    if (delivery.isHeld) keeper.drop(delivery);
    backlog.release(delivery);
    delivery.trace.state = state;
    delivery.trace.reason = reason;
    delivery.lane[state] += 1;
    delivery.onEnd?.(state);
  }

  return {
    hasRoom: backlog.hasRoom,
    deliver: (call, instance, trace, size, onEnd) =>
      start(createDelivery(laneOf(instance.id), call, trace, size, onEnd)),
    restore({ instance, call, size, attempts, firstAt, dueAt, latest }, trace) {
      const delivery = createDelivery(laneOf(instance), call, trace, size);
      // The clock may stand before the time at which the last process had it; the waits stay as long as they were.
      const ahead = Math.max(0, firstAt - clock.now());
      delivery.attempts = attempts;
      delivery.firstAt = firstAt - ahead;
      if (latest !== undefined) {
        delivery.trace.attempt = { ...latest, rules: undefined, earlier: undefined };
      }
      if (dueAt === undefined) start(delivery);
      else retryAt(delivery, dueAt - ahead);
    },
    counts: () =>
      Object.fromEntries(
        [...lanes.values()].map(({ id, queue, ...counts }) => [id, { queued: queue.size, ...counts }]),
      ),
    reset() {
      lanes = new Map();
      backlog.clear();
    },
    stop() {
      isStopped = true;
    },
  };
}
