/** Segment's ingress: accepts single calls and batches from libraries, and processes each call. */

import type { Result } from '../../../schemas/index.ts';
import type { Ambient } from '../../ambient.ts';
import type { Answer } from '../../answers/index.ts';
import type { Payload } from '../../astrolabe/index.ts';
import type { ChoicesNumber } from '../../choices/index.ts';
import { type BodyKeeper, type BodyNumber, NO_BODY, type Reason } from '../../history/index.ts';
import type { Arrival, Pipeline } from '../call/index.ts';
import { isSharedWithin, processCall, sharedBytesOf } from '../call/index.ts';
import type { SegmentSource } from '../source.ts';
import { ACCEPTED, invalidRequest, tooManyRequests, unauthorized } from './ingress-answers.ts';
import { type RequestContent, readRequest, TOO_LARGE } from './read-request.ts';
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
  /** What `readRequest` made of the payload, if it was read before. */
  readonly read?: Result<RequestContent> | undefined;
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
  /** Calls under a write key that no source has, whether they were refused or dropped. */
  readonly unknownKey: number;
}

export interface IngressOptions extends Pipeline {
  /** Called with each call that is passed on to the destinations, enriched, and its approximate size in bytes. */
  readonly observe: (call: Readonly<Record<string, unknown>>, size: number) => void;
  readonly source: SegmentSource;
  /** The number of the choices in force, with which the bodies of calls are read again. */
  readonly choicesNumber: () => ChoicesNumber;
  /** Keeps the bodies of requests; undefined if they are not kept. */
  readonly bodies: BodyKeeper | undefined;
  readonly clock: Ambient['clock'];
}

export function createIngress(options: IngressOptions): Ingress {
  const { source, clock, choices, limits, instances, engine, bodies } = options;
  let counts = { received: 0, dropped: 0, unknownKey: 0 };

  /** How many calls of a request are processed: all, or of a batch with too many the first, or none. */
  const allowedOf = ({ length }: RequestContent['calls']): number => {
    if (length <= limits.batchCalls) return length;
    return choices['too-many-calls'] === 'drop-excess' ? limits.batchCalls : 0;
  };

  const processAll = (
    { calls, bytes, isSurelyShallow }: RequestContent,
    arrival: Arrival,
    sharedBytes: number,
    requestDropped: Reason | undefined,
    body: BodyNumber,
  ): void => {
    const share = Math.ceil(bytes / calls.length);
    const isSurelySmall = bytes <= limits.callBytes;
    const allowed = allowedOf(calls);
    // The rest of a batch with far too many calls has no traces: a kilobyte of gzip can have 250,000 calls.
    const traced = calls.slice(0, 2 * limits.batchCalls);
    let position = 0;
    for (const call of traced) {
      const dropped = requestDropped ?? (position >= allowed ? 'batch_limit_exceeded' : undefined);
      const place = position;
      const facts = { dropped, share, sharedBytes, isSurelySmall, isSurelyShallow, body, place };
      const isSent = processCall(options, call, arrival, facts);
      if (isSent) options.observe(call as Readonly<Record<string, unknown>>, share);
      else counts.dropped += 1;
      position += 1;
    }
    counts.dropped += calls.length - traced.length;
    counts.received += calls.length;
  };

  /** Anyone can send under an unknown key, so such bodies must not displace others. */
  const keep = ({ route, payload, ip, hasOrigin }: IngressRequest): BodyNumber => {
    if (bodies === undefined || payload.kind !== 'text' || route.kind === 'metrics') return NO_BODY;
    const about = { form: route.kind, ip, hasOrigin, settings: options.choicesNumber() };
    return bodies.keepText(payload.utf8 ?? Buffer.from(payload.text), about);
  };

  const take = (request: IngressRequest): Answer => {
    const { route, authorization, payload, ip, hasOrigin = false } = request;
    if (route.kind === 'metrics') return ACCEPTED;
    const read = request.read ?? readRequest(route, payload, limits);
    if ('problem' in read) return invalidRequest(read.problem);
    const content = read.value;
    const { body, calls, bytes } = content;
    const writeKey = readWriteKey(body, authorization, choices);
    if (writeKey === undefined) return invalidRequest('missing write key');

    const isKnown = source.hasWriteKey(writeKey);
    if (!isKnown && choices['unknown-write-key'] === 'refuse') {
      counts.unknownKey += Math.max(1, calls.length);
      return unauthorized();
    }
    const dropped = isKnown ? (source.enabled ? undefined : 'source_disabled') : 'unknown_source';
    const shared = route.kind === 'batch' ? body : undefined;
    const allowed = dropped === undefined ? allowedOf(calls) : 0;
    const sharedBytes = allowed === 0 || shared === undefined ? 0 : sharedBytesOf(shared, choices);
    // A call that is too large by itself is dropped alone.
    const merged = bytes + (sharedBytes > limits.callBytes ? 0 : sharedBytes * allowed);
    if (merged > limits.mergedBytes) return invalidRequest(TOO_LARGE);
    if (!engine.hasRoom(allowed * instances.list().length, merged)) return tooManyRequests();

    if (!isKnown) counts.unknownKey += Math.max(1, calls.length);
    const receivedAt = clock.now();
    const arrival: Arrival = {
      receivedAt,
      receivedAtText: new Date(receivedAt).toISOString(),
      projectId: source.projectId,
      sentAt: route.kind === 'batch' ? body.sentAt : undefined,
      ip,
      hasOrigin,
      namesLibrary: true,
      shared,
    };
    const isTooDeep =
      sharedBytes > 0 && !content.isSurelyShallow && !isSharedWithin(limits, sharedBytes, body);
    const reason = dropped ?? (isTooDeep ? 'nesting_limit_exceeded' : undefined);
    const kept = isKnown ? keep(request) : NO_BODY;
    if (calls.length > 0) processAll(content, arrival, sharedBytes, reason, kept);
    else processAll({ ...content, calls: [{}] }, arrival, 0, reason ?? 'empty_batch', kept);
    return ACCEPTED;
  };

  return {
    accept(request) {
      const answer = take(request);
      if (answer === ACCEPTED) return answer;
      for (const watcher of options.watch.watchers) watcher.refused?.(answer);
      return answer;
    },
    counts: () => ({ ...counts }),
    reset() {
      counts = { received: 0, dropped: 0, unknownKey: 0 };
    },
  };
}
