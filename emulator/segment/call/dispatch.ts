/** Delivers a call to each instance that it is meant for, and records for the others why it is filtered. */

import type { CallTrace } from '../../history/index.ts';
import type { DeliveryEngine, OnEnd } from '../delivery/index.ts';
import type { Instance } from '../instances.ts';
import { filterCall } from './filter-call.ts';

/**
 * @param size bytes that the call takes while it waits
 * @param onEnd called when a delivery has ended; not called for a filtered call
 */
export function dispatch(
  call: Readonly<Record<string, unknown>>,
  trace: CallTrace,
  instances: readonly Instance[],
  engine: DeliveryEngine,
  size: number,
  onEnd?: OnEnd,
): void {
  if (instances.length === 0) trace.reason = 'no_destination';
  for (const instance of instances) {
    const reason = filterCall(call, instance);
    if (reason === undefined) engine.deliver(call, instance, trace, size, onEnd);
    else noteFiltered(trace, instance, reason);
  }
}

function noteFiltered(trace: CallTrace, { id }: Instance, reason: CallTrace['reason']): void {
  trace.delivery = {
    instance: id,
    state: 'filtered',
    reason,
    dueAt: undefined,
    attempt: undefined,
    earlier: trace.delivery,
  };
}
