/** Segment's side: from the calls of a library to deliveries at destinations. */
import type { Ambient } from '../ambient.ts';
import type { Destination } from '../astrolabe/index.ts';
import type { Choices } from '../choices/index.ts';
import type { EmulatorClock } from '../clock/index.ts';
import { type CallWatch, createTraces, type Traces } from '../history/index.ts';
import type { Limits } from '../limits.ts';
import type { RetryPolicy } from '../retry-policy.ts';
import { createDedupe, createTrace } from './call/index.ts';
import type { DeliveryFaults, DeliveryPersistence, Forward, PersistedDelivery } from './delivery/index.ts';
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
  /** Continues a delivery that an earlier process kept. */
  restore(persisted: PersistedDelivery): void;
  /** Restores the state of the start, including instances and source. */
  reset(): void;
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
  readonly choices: Choices;
  readonly limits: Limits;
  readonly clock: EmulatorClock;
  readonly ambient: Pick<Ambient, 'ids' | 'stopwatch' | 'logger'>;
  readonly destination: Destination;
  readonly watch: CallWatch;
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
  const traces = createTraces(limits.traces, limits.traceBytes);
  const dedupe = createDedupe(limits, options.dedupeWindowMs);
  const engine = createDeliveryEngine({
    clock,
    choices,
    limits,
    instances: { find: (id) => instances.find(id) ?? engageInstances.find(id) },
    retry,
    concurrency,
    random: createRandom(options.seed),
    deliverInProcess: deliverInProcess(destination, ambient.stopwatch, ambient.logger, options.faults),
    forward,
    persistence: options.persistence,
    traces,
    watch,
  });
  const ingress = createIngress({
    choices,
    limits,
    ids: ambient.ids,
    traces,
    watch,
    dedupe,
    instances,
    engine,
    source,
    clock,
    observe: options.observe,
  });
  return {
    source,
    ingress,
    instances,
    engine,
    traces,
    engageInstances,
    restore(persisted) {
      const trace = createTrace({ ...persisted.call, messageId: persisted.messageId }, persisted.receivedAt);
      traces.open(trace, 1);
      engine.restore(persisted, trace);
    },
    reset() {
      source.enabled = true;
      instances.reset();
      engageInstances.reset();
      traces.clear();
      dedupe.clear();
      engine.reset();
      ingress.reset();
    },
  };
}
