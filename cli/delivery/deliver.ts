/** Sends captured calls, several at the same time. */
import { AskedToWait, BlockedExample } from '../../harness/errors.ts';
import {
  createHttpClient,
  createNetworkLog,
  createPace,
  createRecorder,
  createRequestQueue,
  credentialsOf,
  cutWhenStopped,
  type HttpResponse,
  isUnsteady,
  type NoResponse,
  SEGMENT_HEADERS,
  secretsOf,
  type Timing,
  tryAgain,
} from '../../harness/target/index.ts';
import { createRedactor } from '../../safe-text/index.ts';
import type { CapturedCall } from '../capture/read-calls.ts';
import { type Route, typeOf } from './route.ts';

/** A call and its place in the input, from 0. */
export interface PlacedCall {
  readonly place: number;
  readonly call: CapturedCall;
  /** The file that it is from, if there are several. */
  readonly file?: string | undefined;
}

/** How a delivery ended. */
export interface DeliveryEnd {
  /** Why the target could not be reached; undefined if every call was sent. */
  readonly unreachable?: string | undefined;
}

/** Calls in a row that failed in a passing way: after that none is tried again, and none is sent if none had a response. */
const FAILED_UNTIL_GONE = 24;

/** Nothing is there that a later attempt could reach. */
const ABSENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** The target asked to wait for too long: it was tried often already. */
const BUSY = 'BUSY';

/** What a delivery goes by. */
export interface DeliveryParts {
  readonly timing: Timing;
  /** True once the delivery should end early. */
  readonly stopped: () => boolean;
  /** Called for a call that a stop kept from being answered. */
  readonly onCut?: (placed: PlacedCall) => void;
}

/**
 * Delivers every call once, roughly in the given order. A 429, and a 503 with Retry-After, pauses all calls, and the
 * call is sent again (docs/contract.md section 4). After no response, 500, 502, 503 or 504 it is sent again as Segment
 * would, up to five more times, and up to two more times if nothing listens at the address.
 *
 * After a stop no further call is sent, and one that is under way has a second left.
 *
 * @param onAnswer called for every call, also if it had no response; not for a call that a stop kept from being answered
 */
export async function deliver(
  calls: AsyncIterator<PlacedCall>,
  route: Route,
  { timing, stopped, onCut = () => {} }: DeliveryParts,
  onAnswer: (placed: PlacedCall, answer: HttpResponse | NoResponse) => void,
): Promise<DeliveryEnd> {
  const { concurrency, connection, rate, timeoutMs } = route.settings;
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
    ...SEGMENT_HEADERS,
    ...credentialsOf(route.settings).get('the API key')?.headers,
  };
  const seen = { failedInARow: 0, unansweredInARow: 0, hasResponded: false };
  let unreachable: string | undefined;
  let lastFailure: string | undefined;
  const post = async (call: CapturedCall): Promise<HttpResponse | NoResponse | undefined> => {
    const request = {
      method: 'POST',
      url: route.urlFor(typeOf(call.value)),
      headers,
      body: route.bodyFor(call),
    } as const;
    const recorder = createRecorder('send');
    let isAbsent = false;
    const attempt = async (): Promise<HttpResponse | NoResponse | undefined> => {
      if (stopped()) return undefined;
      try {
        const answer = await queue.send(request, { purpose: 'call' }, recorder);
        isAbsent = 'failure' in answer && ABSENT.test(answer.code);
        return answer;
      } catch (error) {
        if (error instanceof AskedToWait) return { code: BUSY, failure: `the target ${error.message}` };
        if (error instanceof BlockedExample && stopped()) return undefined;
        throw error;
      }
    };
    const mayArrive = (answer: HttpResponse | NoResponse | undefined) =>
      answer !== undefined &&
      isUnsteady(answer) &&
      !('code' in answer && answer.code === BUSY) &&
      seen.failedInARow < FAILED_UNTIL_GONE &&
      !stopped();
    const attempts = { timing, recorder, mayImprove: mayArrive, isByChance: () => !isAbsent };
    return (await tryAgain(attempt, attempts)).last;
  };
  const work = async () => {
    while (unreachable === undefined && !stopped()) {
      const next = await calls.next();
      if (next.done === true) return;
      const answer = await post(next.value.call);
      if (answer === undefined) {
        onCut(next.value);
        return;
      }
      seen.failedInARow = isUnsteady(answer) ? seen.failedInARow + 1 : 0;
      if ('failure' in answer) {
        seen.unansweredInARow += 1;
        lastFailure = answer.failure;
        if (seen.unansweredInARow >= FAILED_UNTIL_GONE) unreachable ??= answer.failure;
      } else {
        seen.unansweredInARow = 0;
        seen.hasResponded = true;
      }
      onAnswer(next.value, answer);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    unwatch();
    await client.close();
  }
  if (!seen.hasResponded && !stopped()) unreachable ??= lastFailure;
  return { unreachable };
}
