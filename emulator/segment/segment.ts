/** Segment's side: from the calls of a library to deliveries at destinations. */
import type { Ambient } from '../ambient.ts';
import type { Destination } from '../astrolabe/index.ts';
import type { ChoiceBoard } from '../choices/index.ts';
import type { EmulatorClock } from '../clock/index.ts';
import {
  type BodyKeeper,
  type CallTrace,
  type CallWatch,
  createTraces,
  type Traces,
} from '../history/index.ts';
import type { Limits } from '../limits.ts';
import type { RetryPolicy } from '../retry-policy.ts';
import {
  type BodyReader,
  createBodyReader,
  createDedupe,
  createTrace,
  type SavedDedupe,
} from './call/index.ts';
import type {
  DeliveryFaults,
  DeliveryPersistence,
  Forward,
  OnEnd,
  PersistedDelivery,
  WaitingDelivery,
} from './delivery/index.ts';
import {
  createDeliveryEngine,
  createRandom,
  type DeliveryEngine,
  deliverInProcess,
} from './delivery/index.ts';
import { createIngress, type Ingress, type IngressOptions } from './ingress/index.ts';
import { createInstances, type Instance, type Instances } from './instances.ts';
import { createSource, type SegmentSource } from './source.ts';

export interface Segment {
  readonly source: SegmentSource;
  readonly ingress: Ingress;
  readonly instances: Instances;
  readonly engine: DeliveryEngine;
  readonly traces: Traces;
  /** Destination instances of Engage, which has its own source. */
  readonly engageInstances: Instances;
  /** Reads the bodies of calls; each reader is for one request. */
  bodyReader(): BodyReader;
  /** Continues a delivery that an earlier process kept. */
  restore(persisted: PersistedDelivery): void;
  save(): SavedSegment;
  /** Continues from what was saved, after a reset; its deliveries come later, with `beginDeliveries`. */
  load(saved: SavedSegment): void;
  /** Returns a function that continues one of the deliveries of a snapshot, which is called with each of them. */
  beginDeliveries(): (delivery: WaitingDelivery, onEnd: OnEnd | undefined) => void;
  /** Restores the state of the start, including instances and source. */
  reset(): void;
}

/** Segment's side as plain JSON, except its instances, which have keys. */
export interface SavedSegment {
  readonly source: Pick<SegmentSource, 'enabled'>;
  /** Those that can be attempted at once first, the others in the order of their turns. */
  readonly deliveries: readonly WaitingDelivery[];
  readonly dedupe: SavedDedupe;
  /** Where the random numbers of the waits are. */
  readonly random: number;
}

export interface SegmentOptions {
  readonly writeKey: string;
  readonly instances: readonly Instance[];
  /** Engage's own destination instance. */
  readonly engageInstance: Instance;
  readonly retry: RetryPolicy;
  readonly concurrency: number;
  readonly seed: number;
  /** How many milliseconds a messageId is remembered at least. */
  readonly dedupeWindowMs: number;
  readonly choices: ChoiceBoard;
  readonly limits: Limits;
  readonly clock: EmulatorClock;
  readonly ambient: Pick<Ambient, 'ids' | 'stopwatch' | 'logger'>;
  readonly destination: Destination;
  readonly watch: CallWatch;
  /** See `IngressOptions`. */
  readonly bodies: BodyKeeper | undefined;
  readonly forward: Forward;
  /** Lets deliveries to the built-in destination fail. */
  readonly faults: DeliveryFaults;
  readonly persistence: DeliveryPersistence;
  /** See `IngressOptions`. */
  readonly observe: IngressOptions['observe'];
}

export function createSegment(options: SegmentOptions): Segment {
  const { choices, limits, clock, ambient, destination, watch, forward, retry, concurrency } = options;
  const source = createSource(options.writeKey);
  const instances = createInstances(options.instances, ambient.ids, limits.instances);
  const engageInstances = createInstances([options.engageInstance], ambient.ids, 1);
  const connectorOf = (number: number) =>
    destination.connectors.list.find((one) => one.number === number)?.name;
  const traces = createTraces(limits.traces, limits.traceBytes, options.bodies, connectorOf);
  const dedupe = createDedupe(limits, options.dedupeWindowMs);
  const random = createRandom(options.seed);
  const engine = createDeliveryEngine({
    clock,
    choices: choices.now,
    limits,
    instances: { find: (id) => instances.find(id) ?? engageInstances.find(id) },
    retry,
    concurrency,
    random,
    deliverInProcess: deliverInProcess(destination, ambient.stopwatch, ambient.logger, options.faults),
    forward,
    persistence: options.persistence,
    traces,
    watch,
  });
  const ingress = createIngress({
    choices: choices.now,
    choicesNumber: () => choices.number,
    limits,
    ids: ambient.ids,
    traces,
    watch,
    dedupe,
    instances,
    engine,
    source,
    clock,
    bodies: options.bodies,
    observe: options.observe,
  });
  return {
    source,
    ingress,
    instances,
    engine,
    traces,
    engageInstances,
    bodyReader: () => createBodyReader(options.bodies, choices.at, source.projectId),
    restore(persisted) {
      const { call, messageId, receivedAt, size } = persisted;
      const body = options.bodies?.keepCall(call, size);
      const trace = createTrace({ ...call, messageId }, receivedAt, body);
      traces.open(trace, 1);
      engine.restore(persisted, trace);
    },
    save: () => ({
      source: { enabled: source.enabled },
      deliveries: engine.waiting(),
      dedupe: dedupe.save(),
      random: random.save(),
    }),
    load(saved) {
      source.enabled = saved.source.enabled;
      random.load(saved.random);
      dedupe.load(saved.dedupe);
    },
    beginDeliveries() {
      const opened = new Map<string, CallTrace>();
      return (delivery, onEnd) => {
        const { call, messageId, receivedAt } = delivery;
        // A call that waits for several instances has one trace.
        const key = `${receivedAt} ${messageId}`;
        const trace = opened.get(key) ?? createTrace({ ...call, messageId }, receivedAt);
        if (!opened.has(key)) dedupe.place(messageId, traces.open(trace, 1));
        opened.set(key, trace);
        engine.restore(delivery, trace, onEnd);
      };
    },
    reset() {
      source.enabled = true;
      instances.reset();
      engageInstances.reset();
      traces.clear();
      dedupe.clear();
      engine.reset();
      ingress.reset();
      options.bodies?.clear();
    },
  };
}
