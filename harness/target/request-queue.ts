/** Sends every request of a run in turn, records it, and sends it again if the target asks to wait. */
import type { Exchange } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import type { HttpClient, HttpResponse, NoResponse, Outgoing } from './http-client.ts';
import { type Pace, retryAfterMs, type Timing } from './pace.ts';
import type { Recorder } from './recorder.ts';
import type { Redactor } from './secrets.ts';

/** Sends requests for one example. */
export interface RequestQueue {
  /**
   * Waits for a turn, sends, and records what happened.
   *
   * A 429, and a 503 with Retry-After, pause the whole run and the request is made again (docs/contract.md section 4).
   *
   * @param credential the label that is recorded instead of the value of the Authorization header
   * @throws BlockedExample if the target asked to wait for more than 60 s before this one request
   */
  send(
    outgoing: Outgoing,
    as: { purpose: Exchange['purpose']; credential?: string },
    recorder: Recorder,
  ): Promise<HttpResponse | NoResponse>;
}

/** How many requests of each kind were sent. */
export type Tally = Record<Exchange['purpose'], number>;

const LONGEST_WAIT_MS = 60_000;
const WAIT_WITHOUT_HINT_MS = 1000;

/** What a request queue is made of. */
interface RequestQueueParts {
  readonly client: HttpClient;
  readonly pace: Pace;
  readonly redactor: Redactor;
  readonly timing: Timing;
  readonly tally: Tally;
}

export function createRequestQueue({
  client,
  pace,
  redactor,
  timing,
  tally,
}: RequestQueueParts): RequestQueue {
  return {
    async send(outgoing, { purpose, credential }, recorder) {
      let askedToWait = 0;
      while (true) {
        recorder.waitedMs += await pace.slot();
        const startedAt = timing.now();
        tally[purpose] += 1;
        const response = await client.send(outgoing);
        const durationMs = timing.now() - startedAt;
        recorder.exchanges.push({
          purpose,
          startedAt: new Date(startedAt).toISOString(),
          durationMs,
          request: redactRequest(outgoing, credential, redactor),
          ...('failure' in response
            ? { failure: response.failure }
            : { response: redactResponse(response, redactor) }),
        });
        if ('failure' in response) return { ...response, afterMs: durationMs };
        const wait = pauseAskedBy(response, timing.now());
        if (wait === undefined) return response;
        askedToWait += wait;
        if (askedToWait > LONGEST_WAIT_MS) {
          throw new BlockedExample('the target asked to wait for more than 60 s before one request');
        }
        pace.pause(wait);
      }
    },
  };
}

function pauseAskedBy({ status, headers }: HttpResponse, now: number): number | undefined {
  const hint = retryAfterMs(headers['retry-after'], now);
  if (status === 429) return hint ?? WAIT_WITHOUT_HINT_MS;
  return status === 503 ? hint : undefined;
}

function redactRequest(
  { method, url, headers, body }: Outgoing,
  credential: string | undefined,
  redactor: Redactor,
) {
  const shown = Object.entries(headers).map(([name, value]) =>
    name === 'authorization' && credential !== undefined
      ? [name, `Basic «${credential}»`]
      : [name, redactor.redact(value)],
  );
  return {
    method,
    url: redactor.redact(url),
    headers: Object.fromEntries(shown),
    body: body === undefined ? undefined : redactor.redact(body),
  };
}

function redactResponse({ status, headers, body }: HttpResponse, redactor: Redactor) {
  const shown = Object.entries(headers).map(([name, value]) => [name, redactor.redact(value)]);
  return { status, headers: Object.fromEntries(shown), body: redactor.redact(body) };
}
