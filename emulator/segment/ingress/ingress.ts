/** Segment's ingress: takes single calls and batches from libraries and sends each call on its way. */
import type { Ambient } from '../../ambient.ts';
import type { Answer } from '../../answers/index.ts';
import type { Payload } from '../../astrolabe/index.ts';
import type { Reason } from '../../history/index.ts';
import type { Arrival, Pipeline } from '../call/index.ts';
import { processCall } from '../call/index.ts';
import type { Source } from '../source.ts';
import { ACCEPTED, invalidRequest, tooManyRequests, unauthorized } from './ingress-answers.ts';
import { type RequestContent, readRequest } from './read-request.ts';
import type { IngressRoute } from './routes.ts';
import { readWriteKey } from './write-key.ts';

export interface IngressRequest {
  readonly route: IngressRoute;
  readonly authorization: string | undefined;
  readonly payload: Payload;
  /** Address of the sender. */
  readonly ip?: string | undefined;
  /** Whether there is an Origin header, which only browsers send. */
  readonly hasOrigin?: boolean;
}

export interface Ingress {
  /** Answers as Segment does: what can be read is accepted, whatever becomes of its calls later. */
  accept(request: IngressRequest): Answer;
  /** Calls since the start or the last reset. */
  counts(): IngressCounts;
  /** Starts counting anew. */
  reset(): void;
}

export interface IngressCounts {
  readonly received: number;
  /** Of those received: the ones that went no further than the source. */
  readonly dropped: number;
}

export interface IngressOptions extends Pipeline {
  /** Called with each call that went on to the destinations, enriched, and about how many bytes it has. */
  readonly observe: (call: Readonly<Record<string, unknown>>, size: number) => void;
  readonly source: Source;
  readonly clock: Ambient['clock'];
}

export function createIngress(options: IngressOptions): Ingress {
  const { source, clock, choices, limits, instances, engine } = options;
  let counts = { received: 0, dropped: 0 };

  const take = (content: RequestContent, arrival: Arrival, requestFault: Reason | undefined): void => {
    const { calls, bytes } = content;
    const share = Math.ceil(bytes / calls.length);
    const isSurelySmall = bytes <= limits.callBytes;
    const allowed = choices['too-many-calls'] === 'drop-excess' ? limits.batchCalls : 0;
    const isTooMany = calls.length > limits.batchCalls;
    let position = 0;
    for (const call of calls) {
      const fault = requestFault ?? (isTooMany && position >= allowed ? 'batch_limit_exceeded' : undefined);
      const isSent = processCall(options, call, arrival, { fault, share, isSurelySmall });
      if (isSent) options.observe(call as Readonly<Record<string, unknown>>, share);
      else counts.dropped += 1;
      position += 1;
    }
    counts.received += calls.length;
  };

  return {
    accept({ route, authorization, payload, ip, hasOrigin = false }) {
      if (route.kind === 'metrics') return ACCEPTED;
      const content = readRequest(route, payload, limits);
      if ('problem' in content) return invalidRequest(content.problem);
      const { body, calls, bytes } = content;
      const writeKey = readWriteKey(body, authorization, choices);
      if (writeKey === undefined) return invalidRequest('missing write key');

      const isKnown = source.hasWriteKey(writeKey);
      if (!isKnown && choices['unknown-write-key'] === 'refuse') return unauthorized();
      const deliveries = Math.min(calls.length, limits.batchCalls) * instances.list().length;
      if (!engine.hasRoom(deliveries, bytes)) return tooManyRequests();

      const receivedAt = clock.now();
      const arrival: Arrival = {
        receivedAt,
        receivedAtText: new Date(receivedAt).toISOString(),
        projectId: source.projectId,
        sentAt: route.kind === 'batch' ? body.sentAt : undefined,
        ip,
        hasOrigin,
        shared: route.kind === 'batch' ? body : undefined,
      };
      const fault = isKnown ? (source.enabled ? undefined : 'source_disabled') : 'unknown_source';
      if (calls.length > 0) take(content, arrival, fault);
      else take({ ...content, calls: [{}] }, arrival, fault ?? 'empty_batch');
      return ACCEPTED;
    },
    counts: () => ({ ...counts }),
    reset() {
      counts = { received: 0, dropped: 0 };
    },
  };
}
