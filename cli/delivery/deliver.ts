/** Posts captured calls, several at the same time. */
import { BlockedExample } from '../../harness/errors.ts';
import {
  createHttpClient,
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
export interface Placed {
  readonly place: number;
  readonly call: CapturedCall;
}

/** How a delivery ended early, if it did. */
export type End = { readonly unreachable?: string };

/** So many requests in a row without an answer mean that nobody is there. */
const UNANSWERED_UNTIL_GONE = 24;

/**
 * Posts every call once, in about the order given; a 429, and a 503 with Retry-After, pauses all of it and the
 * call is made again (docs/contract.md section 4).
 *
 * @param onAnswer called with every answer that counts; calls without an answer are reported too
 */
export async function deliver(
  calls: AsyncIterator<Placed>,
  route: Route,
  timing: Timing,
  onAnswer: (placed: Placed, answer: HttpResponse | NoResponse) => void,
): Promise<End> {
  const { apiKey, concurrency, rate, timeoutMs } = route.settings;
  const client = createHttpClient({ timeoutMs, connections: concurrency });
  const queue = createRequestQueue({
    client,
    pace: createPace(rate, timing),
    redactor: createRedactor([]),
    timing,
    tally: { call: 0, marker: 0, records: 0 },
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
      return await queue.send(request, { purpose: 'call' }, createRecorder());
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
  return unreachable === undefined ? {} : { unreachable };
}
