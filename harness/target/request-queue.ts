/** The way every request of a run takes: in turn, sent, recorded, and sent again where the target asks to wait. */
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
   * @param credential words for what stands in the Authorization header, printed in its place
   * @throws BlockedExample where the target asked for more than 60 s for this one request
   */
  send(
    outgoing: Outgoing,
    as: { purpose: Exchange['purpose']; credential?: string },
    recorder: Recorder,
  ): Promise<HttpResponse | NoResponse>;
}

/** How often each kind of request was sent; the run's bill. */
export type Tally = Record<Exchange['purpose'], number>;

const LONGEST_WAIT_MS = 60_000;
const WAIT_WITHOUT_HINT_MS = 1000;

/** What a line is made of. */
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
        const answer = await client.send(outgoing);
        recorder.exchanges.push({
          purpose,
          startedAt: new Date(startedAt).toISOString(),
          durationMs: timing.now() - startedAt,
          request: redactRequest(outgoing, credential, redactor),
          ...('failure' in answer
            ? { failure: answer.failure }
            : { response: redactAnswer(answer, redactor) }),
        });
        const wait = 'failure' in answer ? undefined : pauseAskedBy(answer, timing.now());
        if (wait === undefined) return answer;
        askedToWait += wait;
        if (askedToWait > LONGEST_WAIT_MS) {
          throw new BlockedExample('the target asked to wait for more than 60 s before it takes one request');
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

function redactAnswer({ status, headers, body }: HttpResponse, redactor: Redactor) {
  const shown = Object.entries(headers).map(([name, value]) => [name, redactor.redact(value)]);
  return { status, headers: Object.fromEntries(shown), body: redactor.redact(body) };
}
