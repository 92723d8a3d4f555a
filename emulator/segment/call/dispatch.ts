/** Delivers a call to each instance that it is meant for, and records for the others why it is filtered. */

import type { CallTrace, CallWatch, DeliveryTrace } from '../../history/index.ts';
import type { DeliveryEngine, OnEnd } from '../delivery/index.ts';
import type { Instance } from '../instances.ts';
import { filterCall } from './filter-call.ts';

/** What a call is dispatched with. */
interface Dispatch {
  readonly engine: DeliveryEngine;
  readonly watch: Pick<CallWatch, 'watchers'>;
}

/**
 * @param size bytes that the call takes while it waits
 * @param onEnd called when a delivery has ended; not called for a filtered call
 */
export function dispatch(
  call: Readonly<Record<string, unknown>>,
  trace: CallTrace,
  instances: readonly Instance[],
  { engine, watch }: Dispatch,
  size: number,
  onEnd?: OnEnd,
): void {
  for (const instance of instances) {
    const reason = filterCall(call, instance);
    if (reason === undefined) engine.deliver(call, instance, trace, size, onEnd);
    else noteFiltered(call, trace, instance, reason, watch);
  }
}

function noteFiltered(
  call: Readonly<Record<string, unknown>>,
  trace: CallTrace,
  { id }: Instance,
  reason: CallTrace['reason'],
  { watchers }: Dispatch['watch'],
): void {
  const delivery: DeliveryTrace = {
    instance: id,
    state: 'filtered',
    reason,
    dueAt: undefined,
    attempt: undefined,
    isStored: false,
    earlier: trace.delivery,
  };
  trace.delivery = delivery;
  for (const watcher of watchers) watcher.attempted?.(trace, delivery, call);
}
