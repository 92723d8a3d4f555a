/** Sends captured calls, several at the same time. */
import { BlockedExample } from '../../harness/errors.ts';
import {
  createHttpClient,
  createNetworkLog,
  createPace,
  createRecorder,
  createRedactor,
  createRequestQueue,
  type HttpResponse,
  type NoResponse,
  type Timing,
} from '../../harness/target/index.ts';
import type { CapturedCall } from '../capture/read-calls.ts';
import type { Route } from './route.ts';

/** A call and its place in the input, from 0. */
export interface PlacedCall {
  readonly place: number;
  readonly call: CapturedCall;
}

/** How a delivery ended. */
export interface DeliveryEnd {
  /** Why the target could not be reached; undefined if every call was sent. */
  readonly unreachable?: string | undefined;
}

/** Requests in a row without a response after which the target counts as unreachable. */
const UNANSWERED_UNTIL_GONE = 24;

/**
 * Sends every call once, roughly in the given order. A 429, and a 503 with Retry-After, pauses all calls, and the call
 * is sent again (docs/contract.md section 4).
 *
 * @param onAnswer called for every call, also if it had no response
 */
export async function deliver(
  calls: AsyncIterator<PlacedCall>,
  route: Route,
  timing: Timing,
  onAnswer: (placed: PlacedCall, answer: HttpResponse | NoResponse) => void,
): Promise<DeliveryEnd> {
  const { apiKey, concurrency, rate, timeoutMs } = route.settings;
  const client = createHttpClient({ timeoutMs, connections: concurrency, now: timing.now });
  const queue = createRequestQueue({
    client,
    pace: createPace(rate, timing),
    redactor: createRedactor([]),
    timing,
    tally: { call: 0, marker: 0, records: 0 },
    network: createNetworkLog((text) => text),
  });
  const headers = {
    authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
    'content-type': 'application/json',
    'user-agent': 'Segment.io/1.0',
  };
  let unanswered = 0;
  let unreachable: string | undefined;
  const post = async ({ value, body }: CapturedCall): Promise<HttpResponse | NoResponse> => {
    const { type } = (value ?? {}) as { type?: unknown };
    const request = {
      method: 'POST',
      url: route.urlFor(type),
      headers,
      body: route.bodyFor(type, body),
    } as const;
    try {
      return await queue.send(request, { purpose: 'call' }, createRecorder('send'));
    } catch (error) {
      if (!(error instanceof BlockedExample)) throw error;
      return { code: 'BUSY', failure: error.message };
    }
  };
  const work = async () => {
    while (unreachable === undefined) {
      const next = await calls.next();
      if (next.done === true) return;
      const answer = await post(next.value.call);
      unanswered = 'failure' in answer ? unanswered + 1 : 0;
      if (unanswered >= UNANSWERED_UNTIL_GONE && 'failure' in answer) unreachable ??= answer.failure;
      onAnswer(next.value, answer);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    await client.close();
  }
  return { unreachable };
}
