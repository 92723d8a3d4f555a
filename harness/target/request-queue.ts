/** Sends every request of a run in turn, records it, and sends it again if the target asks to wait. */
import type { Redactor } from '../../safe-text/index.ts';
import type { Exchange } from '../../schemas/index.ts';
import type { OwnHeaders } from '../connection/index.ts';
import { AskedToWait, BlockedExample } from '../errors.ts';
import { LONGEST_HOLD_MS, LONGEST_WAIT_MS, pauseAskedBy } from './asked-to-wait.ts';
import type { CallBudget } from './call-budget.ts';
import {
  describeResponse,
  type HttpClient,
  type HttpResponse,
  isAccepted,
  type NoResponse,
  type Outgoing,
} from './client/index.ts';
import { headerLabel } from './credentials.ts';
import type { NetworkLog } from './network-log.ts';
import type { Pace, Timing } from './pace.ts';
import { isUnsteady } from './persist.ts';
import { type Recorder, record } from './recorder.ts';
import type { RunEnd } from './run-end.ts';
import type { RunLimit } from './run-limit.ts';
import { createBodyRecorder } from './shown-bodies.ts';

/** Sends requests for one example. */
export interface RequestQueue {
  /**
   * Waits for a turn, sends, and records what happened.
   *
   * A 429, and a 503 with Retry-After, pause the whole run and the request is made again (docs/contract.md section 4).
   * If a kept-alive connection closes before the first byte of the response, the request is made once more on a new
   * connection (section 2).
   *
   * @param how `credential` is the label that is recorded instead of the value of the Authorization header, `fresh`
   *   uses a new connection
   * @throws AskedToWait if the other side asked to wait for more than 60 s in all
   * @throws BlockedExample if the run may send no more, or it was stopped
   */
  send(
    outgoing: Outgoing,
    how: { purpose: Exchange['purpose']; credential?: string | undefined; fresh?: boolean },
    recorder: Recorder,
  ): Promise<HttpResponse | NoResponse>;
  /** Notes in the record that a request was sent again because of this response. */
  markSentAgain(response: HttpResponse | NoResponse): void;
  /** Why no more calls are sent: the target only asked to wait, for two minutes; undefined otherwise. */
  gaveUp(): string | undefined;
}

/** How many requests of each kind were sent. */
export type Tally = Record<Exchange['purpose'], number>;

/** A connection that was idle for as long may be closed by its server at any time. */
const IDLE_MS = 50;

/** What a request queue is made of. */
interface RequestQueueParts {
  readonly client: HttpClient;
  readonly pace: Pace;
  readonly redactor: Redactor;
  readonly timing: Timing;
  readonly tally: Tally;
  readonly network: NetworkLog;
  /** Sent with every request that has no header of that name. Default: none. */
  readonly ownHeaders?: OwnHeaders;
  /** Default: no limit. */
  readonly budget?: CallBudget;
  /** Counts every attempt; default: nothing does. */
  readonly limit?: Pick<RunLimit, 'requested'>;
  /** True once the run should end early; default: never. */
  readonly stopped?: () => boolean;
  /** Why it ended. Default: it was stopped. */
  readonly whyStopped?: RunEnd['whyStopped'];
  /** Called with every response of the destination, and the example that it belongs to. */
  readonly inspect?: (response: HttpResponse, example: string) => void;
  /** Called with every response, also of the Records API. */
  readonly inspectAny?: (response: HttpResponse) => void;
}

type Recorded = { -readonly [Name in keyof Exchange]: Exchange[Name] };

export function createRequestQueue(parts: RequestQueueParts): RequestQueue {
  const { client, pace, redactor, timing, tally, network, budget, limit, inspect, inspectAny } = parts;
  const { stopped = () => false, whyStopped = () => 'the run was stopped during this example' } = parts;
  const { ownHeaders = {} } = parts;
  const shownOwn = Object.fromEntries(
    Object.keys(ownHeaders).map((name) => [name, `«${headerLabel(name)}»`]),
  );
  const exchanges = new WeakMap<HttpResponse | NoResponse, Recorded>();
  const shownBody = createBodyRecorder(redactor.redact);
  const markSentAgain = (response: HttpResponse | NoResponse, why: Exchange['sentAgain'] = 'unsteady') => {
    const exchange = exchanges.get(response);
    if (exchange !== undefined) exchange.sentAgain = why;
  };
  const heldMs = { target: 0, 'Records API': 0 };
  let over: { readonly by: keyof typeof heldMs; readonly reason: string } | undefined;
  const holdBack = (by: keyof typeof heldMs, ms: number) => {
    const longer = pace.pause(ms);
    network.throttled(longer);
    heldMs[by] += longer;
    if (heldMs[by] <= LONGEST_HOLD_MS) return;
    over ??= { by, reason: `the ${by} only asked to wait, for more than ${LONGEST_HOLD_MS / 1000} s` };
    pace.end();
  };
  return {
    markSentAgain,
    gaveUp: () => (over?.by === 'target' ? over.reason : undefined),
    async send(bare, { purpose, credential, fresh = false }, recorder) {
      const outgoing = { ...bare, headers: { ...ownHeaders, ...bare.headers } };
      const { headers, ...rest } = redactRequest(bare, credential, redactor);
      const request = { ...rest, headers: { ...shownOwn, ...headers } };
      const attempt = async (onNewConnection: boolean): Promise<HttpResponse | NoResponse> => {
        recorder.waitedMs += await pace.slot();
        if (stopped()) throw new BlockedExample(whyStopped('during'));
        if (over !== undefined) throw new BlockedExample(over.reason);
        if (purpose !== 'records') budget?.take();
        tally[purpose] += 1;
        limit?.requested();
        const startedAt = timing.now();
        const response = await client.send(outgoing, { fresh: onNewConnection });
        // A stop cuts what is under way, and that is not the target's doing.
        if ('failure' in response && stopped()) throw new BlockedExample(whyStopped('during'));
        // A clock that is set back must not make a duration negative.
        const durationMs = Math.max(0, timing.now() - startedAt);
        if (purpose === 'call' && 'status' in response) network.answeredIn(durationMs);
        if ('status' in response) inspectAny?.(response);
        if (purpose !== 'records' && 'status' in response) inspect?.(response, recorder.example);
        const outcome = 'failure' in response ? { ...response, afterMs: durationMs } : response;
        const exchange: Recorded = {
          purpose,
          startedAt: new Date(startedAt).toISOString(),
          durationMs,
          request,
          ...('failure' in response
            ? { failure: response.failure }
            : { response: redactResponse(response, redactor, shownBody) }),
        };
        exchanges.set(outcome, exchange);
        record(recorder, exchange);
        return outcome;
      };
      const connected = async (): Promise<HttpResponse | NoResponse> => {
        const response = await attempt(fresh);
        if (!('failure' in response) || response.idleMs === undefined) return response;
        markSentAgain(response, 'reopened');
        const second = await attempt(true);
        if (response.idleMs >= IDLE_MS) network.reopened();
        // Two failures in a row are unsteady in any case, and the caller notes that.
        else if (!isUnsteady(second)) {
          const came = describeResponse(response);
          network.unsteady(
            { example: recorder.example, purpose, came, recovered: true },
            purpose !== 'records' && isAccepted(second),
          );
        }
        return second;
      };
      const by = purpose === 'records' ? 'Records API' : 'target';
      let asked = 0;
      for (let times = 1; ; times += 1) {
        const response = await connected();
        const wait = 'failure' in response ? undefined : pauseAskedBy(response, timing.now(), times);
        if (wait === undefined) {
          heldMs[by] = 0;
          return response;
        }
        asked += wait;
        if (asked > LONGEST_WAIT_MS) {
          throw new AskedToWait('asked to wait for more than 60 s before one request');
        }
        markSentAgain(response, 'throttled');
        holdBack(by, wait);
      }
    },
  };
}

function redactRequest(
  { method, url, headers, body }: Outgoing,
  credential: string | undefined,
  redactor: Redactor,
) {
  const shown = Object.entries(headers).map(([name, value]) =>
    name === 'authorization' && credential !== undefined
      ? [name, `Basic «${credential}»`]
      : [redactor.redact(name), redactor.redact(value)],
  );
  return {
    method,
    url: redactor.redact(url),
    headers: Object.fromEntries(shown),
    body: body === undefined ? undefined : redactor.redact(body),
  };
}

function redactResponse(
  { status, headers, body }: HttpResponse,
  redactor: Redactor,
  shownBody: (body: string) => string,
) {
  const shown = Object.entries(headers).map(([name, value]) => [
    redactor.redact(name),
    redactor.redact(value),
  ]);
  return { status, headers: Object.fromEntries(shown), body: shownBody(body) };
}
