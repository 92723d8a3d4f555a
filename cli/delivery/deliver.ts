/** Sends captured calls, several at the same time. */
import { AskedToWait, BlockedExample } from '../../harness/errors.ts';
import {
  createHttpClient,
  createNetworkLog,
  createPace,
  createRecorder,
  createRequestQueue,
  cutWhenStopped,
  type HttpResponse,
  type NoResponse,
  secretsOf,
  type Timing,
} from '../../harness/target/index.ts';
import { createRedactor } from '../../safe-text/index.ts';
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

/** What a delivery goes by. */
export interface DeliveryParts {
  readonly timing: Timing;
  /** True once the delivery should end early. */
  readonly stopped: () => boolean;
}

/**
 * Sends every call once, roughly in the given order. A 429, and a 503 with Retry-After, pauses all calls, and the call
 * is sent again (docs/contract.md section 4).
 *
 * After a stop no further call is sent, and one that is under way has a second left.
 *
 * @param onAnswer called for every call, also if it had no response; not for a call that a stop kept from being answered
 */
export async function deliver(
  calls: AsyncIterator<PlacedCall>,
  route: Route,
  { timing, stopped }: DeliveryParts,
  onAnswer: (placed: PlacedCall, answer: HttpResponse | NoResponse) => void,
): Promise<DeliveryEnd> {
  const { apiKey, concurrency, connection, rate, timeoutMs } = route.settings;
  const client = createHttpClient({ timeoutMs, connections: concurrency, connection, now: timing.now });
  const queue = createRequestQueue({
    client,
    pace: createPace(rate, timing, stopped),
    redactor: createRedactor(secretsOf(route.settings)),
    timing,
    tally: { call: 0, marker: 0, records: 0 },
    network: createNetworkLog((text) => text),
    ownHeaders: connection.headers,
    stopped,
  });
  const unwatch = cutWhenStopped(client, stopped);
  const headers = {
    authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
    'content-type': 'application/json',
    'user-agent': 'Segment.io/1.0',
  };
  let unanswered = 0;
  let unreachable: string | undefined;
  const post = async ({ value, body }: CapturedCall): Promise<HttpResponse | NoResponse | undefined> => {
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
      if (error instanceof AskedToWait) return { code: 'BUSY', failure: `the target ${error.message}` };
      if (error instanceof BlockedExample && stopped()) return undefined;
      throw error;
    }
  };
  const work = async () => {
    while (unreachable === undefined && !stopped()) {
      const next = await calls.next();
      if (next.done === true) return;
      const answer = await post(next.value.call);
      if (answer === undefined) return;
      unanswered = 'failure' in answer ? unanswered + 1 : 0;
      if (unanswered >= UNANSWERED_UNTIL_GONE && 'failure' in answer) unreachable ??= answer.failure;
      onAnswer(next.value, answer);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    unwatch();
    await client.close();
  }
  return { unreachable };
}
