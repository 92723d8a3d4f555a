/** The delivery engine: delivers each call to its instance, with retries, until it is delivered or discarded. */
import type { Choices } from '../../choices/index.ts';
import type { EmulatorClock } from '../../clock/index.ts';
import type { AttemptResult, CallTrace, CallWatch, Reason, Traces } from '../../history/index.ts';
import type { Limits } from '../../limits.ts';
import type { RetryPolicy } from '../../retry-policy.ts';
import type { Instance, Instances } from '../instances.ts';
import { createBacklog } from './backlog.ts';
import { classify } from './classify.ts';
import { createDelivery, createLane, type Delivery, type Lane, type OnEnd } from './delivery.ts';
import { type DeliveryPersistence, type PersistedDelivery, persistedOf } from './delivery-persistence.ts';
import { retryWait } from './retry-policy.ts';
import { type DeliverInProcess, deliveryHeaders, type Forward } from './transport.ts';

export interface DeliveryEngine {
  /** Whether there is room for this many more deliveries and bytes of calls. */
  hasRoom(deliveries: number, bytes: number): boolean;
  /**
   * Delivers a call to an instance. At the built-in destination the first attempt has been made on return.
   *
   * @param size bytes that the call takes while it waits
   * @param onEnd called with the outcome, possibly before this returns; not called if a reset forgets the delivery
   */
  deliver(
    call: Readonly<Record<string, unknown>>,
    instance: Instance,
    trace: CallTrace,
    size: number,
    onEnd?: OnEnd,
  ): void;
  /** Continues a delivery that an earlier process or a snapshot kept. */
  restore(persisted: PersistedDelivery, trace: CallTrace, onEnd?: OnEnd): void;
  /** The deliveries that wait or are under way, in an order in which they can be restored. */
  waiting(): readonly WaitingDelivery[];
  /** Whether no delivery is queued, under way or, if that counts, waiting for a retry. */
  isIdle(countsRetries: boolean): boolean;
  /** By instance: its deliveries since the start or the last reset. */
  counts(): Readonly<Record<string, DeliveryCounts>>;
  /** Forgets every waiting delivery; responses to those under way are ignored. */
  reset(): void;
  /** Starts no more attempts. Waiting deliveries keep their state in the traces and the counts. */
  stop(): void;
}

/** A delivery in a snapshot. */
export interface WaitingDelivery extends PersistedDelivery {
  /** Present if it awaits a retry: the turn of that retry among timers with the same time. */
  readonly turn?: number | undefined;
}

export interface DeliveryCounts {
  /** Waiting for a free request. */
  readonly queued: number;
  readonly underWay: number;
  readonly awaitingRetry: number;
  readonly delivered: number;
  readonly discarded: number;
}

export interface DeliveryEngineOptions {
  readonly clock: EmulatorClock;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly instances: Pick<Instances, 'find'>;
  readonly retry: RetryPolicy;
  /** How many requests to one instance may be under way at a time. */
  readonly concurrency: number;
  readonly random: () => number;
  readonly deliverInProcess: DeliverInProcess;
  readonly forward: Forward;
  readonly persistence: DeliveryPersistence;
  readonly traces: Pick<Traces, 'count'>;
  readonly watch: Pick<CallWatch, 'watchers'>;
}

export function createDeliveryEngine(options: DeliveryEngineOptions): DeliveryEngine {
  const { clock, choices, instances, retry, concurrency, random, persistence, traces, watch } = options;
  const backlog = createBacklog(options.limits);
  let lanes = new Map<string, Lane>();
  let isStopped = false;

  /** False for a lane from before a reset. */
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
      const at = clock.now();
      const result = options.deliverInProcess(instance, call);
      if (result.afterMs === undefined) settle(delivery, at, result);
      else settleLater(delivery, at, result, result.afterMs);
    } else {
      hold(delivery);
      if (isStopped || lane.underWay >= concurrency) lane.queue.put(delivery);
      else void forward(delivery, instance);
    }
  }

  /** The response of the built-in destination takes time of the clock, which is not work that the clock waits for. */
  function settleLater(delivery: Delivery, at: number, result: AttemptResult, afterMs: number): void {
    const { lane, messageId } = delivery;
    hold(delivery);
    lane.underWay += 1;
    if (result.isStored === true) {
      delivery.trace.isStored = true;
      tell(delivery);
    }
    clock.schedule(at + afterMs, { what: 'response', messageId, instance: lane.id }, () => {
      if (isStopped || !isCurrent(lane)) return;
      lane.underWay -= 1;
      settle(delivery, at, result);
    });
  }

  function hold(delivery: Delivery): void {
    if (!delivery.isHeld) persistence.persist(delivery);
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
    // Only now, or the clock would treat the moment between two deliveries as idle.
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
    const { status, error, ms, message, rules, turn, connectorNumber } = result;
    const { attempt: earlier } = delivery.trace;
    const attempt = { at, status, error, ms, message, rules, turn, connectorNumber, earlier };
    delivery.trace.attempt = attempt;
    if (result.isStored === true) delivery.trace.isStored = true;
    traces.count(delivery.callTrace, attempt);
    const next = classify(result, choices);
    const dueAt = next === 'retry' ? nextAttemptAt(delivery, result) : undefined;
    if (next === 'delivered') finish(delivery, 'delivered');
    else if (dueAt === undefined) finish(delivery, 'discarded');
    else {
      retryAt(delivery, dueAt);
      tell(delivery);
    }
  }

  function tell({ callTrace, trace, call }: Delivery): void {
    for (const watcher of watch.watchers) watcher.attempted?.(callTrace, trace, call);
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
    backlog.putLast(delivery);
    persistence.persist(delivery);
    lane.awaitingRetry += 1;
    delivery.turn = clock.schedule(dueAt, { what: 'retry', messageId, instance: lane.id }, () => {
      if (isStopped || !isCurrent(lane)) return;
      // What comes late was not waiting: the emulator or its machine was off.
      if (choices['retry-window'] === 'waiting-time') delivery.firstAt += Math.max(0, clock.now() - dueAt);
      lane.awaitingRetry -= 1;
      trace.state = 'queued';
      trace.dueAt = undefined;
      delivery.turn = undefined;
      backlog.putLast(delivery);
      start(delivery);
    });
  }

  function finish(delivery: Delivery, state: 'delivered' | 'discarded', reason?: Reason): void {
    if (delivery.isHeld) persistence.remove(delivery);
    backlog.release(delivery);
    delivery.trace.state = state;
    delivery.trace.reason = reason;
    delivery.lane[state] += 1;
    delivery.onEnd?.(state);
    tell(delivery);
  }

  return {
    hasRoom: backlog.hasRoom,
    isIdle(countsRetries) {
      for (const { queue, underWay, awaitingRetry } of lanes.values()) {
        if (queue.size + underWay > 0 || (countsRetries && awaitingRetry > 0)) return false;
      }
      return true;
    },
    deliver: (call, instance, trace, size, onEnd) =>
      start(createDelivery(laneOf(instance.id), call, trace, size, onEnd)),
    restore({ instance, call, size, attempts, firstAt, dueAt, latest }, trace, onEnd) {
      const delivery = createDelivery(laneOf(instance), call, trace, size, onEnd);
      // The clock may be behind that of the earlier process; the waits keep their length.
      const ahead = Math.max(0, firstAt - clock.now());
      delivery.attempts = attempts;
      delivery.firstAt = firstAt - ahead;
      if (latest !== undefined) {
        delivery.trace.attempt = { ...latest, rules: undefined, earlier: undefined };
      }
      if (dueAt === undefined) start(delivery);
      else retryAt(delivery, dueAt - ahead);
    },
    waiting: () =>
      backlog
        .held()
        .map((delivery) => ({ ...persistedOf(delivery), turn: delivery.turn }))
        .sort((one, other) => (one.turn ?? -1) - (other.turn ?? -1)),
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
