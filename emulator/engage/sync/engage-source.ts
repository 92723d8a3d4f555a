/** Engage's own source: its calls pass everything except the ingress, to Engage's own destination instance. */
import type { Ambient } from '../../ambient.ts';
import type { Choices } from '../../choices/index.ts';
import type { BodyKeeper, CallWatch, Traces } from '../../history/index.ts';
import type { DeliveryEngine, Instances, SegmentSource } from '../../segment/index.ts';
import { createTrace, dispatch, enrich } from '../../segment/index.ts';

export interface EngageSourceOptions {
  readonly source: SegmentSource;
  readonly instances: Instances;
  readonly traces: Traces;
  readonly watch: Pick<CallWatch, 'watchers'>;
  readonly engine: DeliveryEngine;
  readonly choices: Choices;
  readonly clock: Ambient['clock'];
  /** Keeps the calls as they are delivered; undefined if bodies are not kept. */
  readonly bodies: BodyKeeper | undefined;
}

export interface EngageSource {
  readonly projectId: string;
  /**
   * Sends a call.
   *
   * @param onEnd called once with whether the call was delivered; not called for a call that a reset forgets
   */
  send(call: Readonly<Record<string, unknown>>, onEnd: (isDelivered: boolean) => void): void;
}

/** Roughly the bytes that a call of Engage takes while it waits or is kept. */
const CALL_BYTES = 1_024;

export function createEngageSource(options: EngageSourceOptions): EngageSource {
  const { source, instances, traces, watch, engine, choices, clock, bodies } = options;
  return {
    projectId: source.projectId,
    send(made, onEnd) {
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
          namesLibrary: false,
          shared: undefined,
        },
        choices,
      );
      const trace = createTrace(call, receivedAt, bodies?.keepCall(call, CALL_BYTES));
      const to = instances.list();
      if (to.length === 0) trace.reason = 'no_destination';
      traces.open(trace, to.length);
      for (const watcher of watch.watchers) watcher.received?.(trace, call);
      dispatch(call, trace, to, { engine, watch }, CALL_BYTES, (state) => onEnd(state === 'delivered'));
      if (trace.delivery?.state === 'filtered') onEnd(false);
    },
  };
}
