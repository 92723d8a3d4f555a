/** Engage's own source: its calls go the way of all calls, past the ingress, to its own destination instance. */
import type { Ambient } from '../../ambient.ts';
import type { Choices } from '../../choices/index.ts';
import type { Traces } from '../../history/index.ts';
import type { DeliveryEngine, Instances, Source } from '../../segment/index.ts';
import { createTrace, dispatch, enrich } from '../../segment/index.ts';

export interface OutletOptions {
  readonly source: Source;
  readonly instances: Instances;
  readonly traces: Traces;
  readonly engine: DeliveryEngine;
  readonly choices: Choices;
  readonly clock: Ambient['clock'];
}

/** Sends a call and tells whether it ended delivered; of calls that a reset forgets nothing is told. */
export type Outlet = (call: Readonly<Record<string, unknown>>, onEnd: (isDelivered: boolean) => void) => void;

/** About what a call of Engage takes while it waits. */
const CALL_BYTES = 1_024;

export function createOutlet(options: OutletOptions): Outlet {
  const { source, instances, traces, engine, choices, clock } = options;
  return (made, onEnd) => {
    const receivedAt = clock.now();
    const call: Record<string, unknown> = { ...made };
    enrich(
      call,
      {
        receivedAt,
        receivedAtText: new Date(receivedAt).toISOString(),
        projectId: source.projectId,
        sentAt: undefined,
        ip: undefined,
        hasOrigin: false,
        shared: undefined,
      },
      choices,
    );
    const trace = createTrace(call, receivedAt);
    traces.open(trace);
    dispatch(call, trace, instances.list(), engine, CALL_BYTES, (state) => onEnd(state === 'delivered'));
    if (trace.delivery?.state === 'filtered') onEnd(false);
  };
}
