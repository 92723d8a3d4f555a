/** Segment's ingress: takes batches and single calls from libraries and delivers each to the destination. */
import type { Ambient } from '../ambient.ts';
import type { Answer, Destination, Payload } from '../astrolabe/index.ts';
import { completeCall } from './complete-call.ts';
import type { IngressRoute } from './routes.ts';
import { readWriteKey } from './write-key.ts';

export interface IngressRequest {
  readonly route: IngressRoute;
  readonly authorization: string | undefined;
  readonly payload: Payload;
}

export interface Ingress {
  /** Answers as Segment does: a call that is fit to be read is accepted, whatever becomes of it later. */
  accept(request: IngressRequest): Answer;
  /** What became of the calls since the start or the last reset. */
  counts(): IngressCounts;
  /** Starts counting anew. */
  reset(): void;
}

export interface IngressCounts {
  readonly received: number;
  readonly delivered: number;
  readonly refused: number;
  /** Calls of an unknown source, and members of a batch that are no calls. */
  readonly dropped: number;
}

type Mutable<Shape> = { -readonly [Member in keyof Shape]: Shape[Member] };

export interface IngressOptions {
  readonly destination: Destination;
  readonly apiKey: string;
  readonly writeKey: string;
  readonly ambient: Ambient;
}

const NO_CALLS: IngressCounts = { received: 0, delivered: 0, refused: 0, dropped: 0 };
const ACCEPTED: Answer = { status: 200, body: { success: true }, rules: [] };

export function createIngress({ destination, apiKey, writeKey, ambient }: IngressOptions): Ingress {
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
  let counts: Mutable<IngressCounts> = { ...NO_CALLS };

  const deliver = (value: Readonly<Record<string, unknown>>) => {
    const { status } = destination.deliver({
      method: 'POST',
      authorization,
      contentType: 'application/json',
      payload: { kind: 'value', value },
    });
    if (status < 300) counts.delivered += 1;
    else counts.refused += 1;
  };

  return {
    accept(request) {
      const body = readBody(request.payload);
      if (typeof body === 'string') return invalid(body);
      const key = readWriteKey(body, request.authorization);
      if (key === undefined) return invalid('missing write key');

      const now = ambient.clock.now();
      const calls = callsOf(request.route, body);
      counts.received += calls.length;
      for (const call of calls) {
        if (key === writeKey && isObject(call)) deliver(completeCall(call, now, ambient.ids));
        else counts.dropped += 1;
      }
      return ACCEPTED;
    },
    counts: () => ({ ...counts }),
    reset() {
      counts = { ...NO_CALLS };
    },
  };
}

function readBody(payload: Payload): Readonly<Record<string, unknown>> | string {
  if (payload.kind === 'unreadable') {
    return payload.code === 'body-too-large' ? 'Exceed payload limit' : 'malformed body';
  }
  try {
    const value: unknown = payload.kind === 'value' ? payload.value : JSON.parse(payload.text);
    return isObject(value) ? value : 'malformed JSON: send one object';
  } catch {
    return 'malformed JSON';
  }
}

function callsOf(route: IngressRoute, body: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (route.kind === 'batch') return Array.isArray(body.batch) ? body.batch : [];
  const { writeKey: _, ...call } = body;
  return [{ ...call, type: route.type }];
}

/** Libraries read both members of an error (segment-facts section 1). */
function invalid(message: string): Answer {
  return { status: 400, body: { success: false, code: 'invalid_request', message }, rules: [] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
