/** Segment's ingress: accepts single calls and batches from libraries, and processes each call. */
import type { Ambient } from '../../ambient.ts';
import type { Answer } from '../../answers/index.ts';
import type { Payload } from '../../astrolabe/index.ts';
import type { Reason } from '../../history/index.ts';
import type { Arrival, Pipeline } from '../call/index.ts';
import { processCall } from '../call/index.ts';
import type { SegmentSource } from '../source.ts';
import { ACCEPTED, invalidRequest, tooManyRequests, unauthorized } from './ingress-answers.ts';
import { type RequestContent, readRequest } from './read-request.ts';
import type { IngressRoute } from './routes.ts';
import { readWriteKey } from './write-key.ts';

export interface IngressRequest {
  readonly route: IngressRoute;
  readonly authorization: string | undefined;
  readonly payload: Payload;
  /** Address of the sender. */
  readonly ip?: string;
  /** Whether there is an Origin header; only browsers send one. */
  readonly hasOrigin?: boolean;
}

export interface Ingress {
  /** Answers as Segment does: every request that can be read is accepted, whatever happens to its calls later. */
  accept(request: IngressRequest): Answer;
  /** Calls since the start or the last reset. */
  counts(): IngressCounts;
  /** Sets the counts to 0. */
  reset(): void;
}

export interface IngressCounts {
  readonly received: number;
  /** How many of them were dropped before any destination. */
  readonly dropped: number;
}

export interface IngressOptions extends Pipeline {
  /** Called with each call that is passed on to the destinations, enriched, and its approximate size in bytes. */
  readonly observe: (call: Readonly<Record<string, unknown>>, size: number) => void;
  readonly source: SegmentSource;
  readonly clock: Ambient['clock'];
}

export function createIngress(options: IngressOptions): Ingress {
  const { source, clock, choices, limits, instances, engine } = options;
  let counts = { received: 0, dropped: 0 };

  const processAll = (
    content: RequestContent,
    arrival: Arrival,
    requestDropped: Reason | undefined,
  ): void => {
    const { calls, bytes } = content;
    const share = Math.ceil(bytes / calls.length);
    const isSurelySmall = bytes <= limits.callBytes;
    const allowed = choices['too-many-calls'] === 'drop-excess' ? limits.batchCalls : 0;
    const isTooMany = calls.length > limits.batchCalls;
    let position = 0;
    for (const call of calls) {
      const dropped =
        requestDropped ?? (isTooMany && position >= allowed ? 'batch_limit_exceeded' : undefined);
      const isSent = processCall(options, call, arrival, { dropped, share, isSurelySmall });
      if (isSent) options.observe(call as Readonly<Record<string, unknown>>, share);
      else counts.dropped += 1;
      position += 1;
    }
    counts.received += calls.length;
  };

  return {
    accept({ route, authorization, payload, ip, hasOrigin = false }) {
      if (route.kind === 'metrics') return ACCEPTED;
      const read = readRequest(route, payload, limits);
      if ('problem' in read) return invalidRequest(read.problem);
      const content = read.value;
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
      const dropped = isKnown ? (source.enabled ? undefined : 'source_disabled') : 'unknown_source';
      if (calls.length > 0) processAll(content, arrival, dropped);
      else processAll({ ...content, calls: [{}] }, arrival, dropped ?? 'empty_batch');
      return ACCEPTED;
    },
    counts: () => ({ ...counts }),
    reset() {
      counts = { received: 0, dropped: 0 };
    },
  };
}
