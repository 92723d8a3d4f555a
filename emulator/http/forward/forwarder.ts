/** Sends calls to endpoints outside the process, which may refuse, hang, redirect, break off or never end. */
import { type HttpProxy, NO_PROXIES, type Proxies, proxyFor } from '../../../proxies/index.ts';
import { createRedactor, querySecrets, type Redactor } from '../../../safe-text/index.ts';
import type { Ambient } from '../../ambient.ts';
import type { AttemptResult } from '../../history/index.ts';
import type { Forward, Outbound } from '../../segment/index.ts';
import { MESSAGE_REJECTED } from '../../segment/index.ts';
import { type Dispatchers, openDispatchers } from './dispatchers.ts';
import { networkErrorCode } from './network-error.ts';
import { isFromProxy, ProxyAnswer, throughProxy } from './proxy-failure.ts';
import { type AnswerBody, readAnswer } from './read-answer.ts';

export interface Forwarder {
  readonly forward: Forward;
  /** Lets requests in flight finish for a second, then ends them and every connection. May be called again. */
  close(): Promise<void>;
}

interface ForwarderOptions {
  /** Milliseconds from the request to the end of its response. */
  readonly timeout: number;
  /** Connections to one endpoint. */
  readonly concurrency: number;
  readonly ambient: Pick<Ambient, 'stopwatch'>;
  /** Default: every endpoint is reached directly. */
  readonly proxies?: Proxies;
}

/** How long requests in flight may take once the forwarder closes. */
const CLOSE_GRACE_MS = 1_000;

export function createForwarder(options: ForwarderOptions): Forwarder {
  const { timeout, concurrency, ambient, proxies = NO_PROXIES } = options;
  const inFlight = new Map<AbortController, Promise<AttemptResult>>();
  /** By key and address: each instance has one of its own. */
  const redactors = new Map<string, Redactor>();
  let loading: Promise<Dispatchers> | undefined;
  let closing: Promise<void> | undefined;

  const redactorOf = ({ apiKey, url }: Outbound) => {
    const name = `${apiKey} ${url}`;
    const known =
      redactors.get(name) ?? createRedactor([{ value: apiKey, label: 'api-key' }, ...querySecrets(url)]);
    redactors.set(name, known);
    return known;
  };

  const send = async (
    outbound: Outbound,
    body: string,
    signal: AbortSignal,
    proxy: HttpProxy | undefined,
  ): Promise<AnswerBody> => {
    // Opened with the first call, because most emulators never send one out of the process.
    loading ??= openDispatchers(timeout, concurrency);
    const { request, of } = await loading;
    const { url, headers } = outbound;
    const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: of(proxy) });
    if (proxy !== undefined && isFromProxy(answer.statusCode, url)) {
      await answer.body.dump();
      throw new ProxyAnswer(String(answer.statusCode));
    }
    return readAnswer(answer, redactorOf(outbound).redact);
  };

  const attempt = async (outbound: Outbound, abort: AbortController): Promise<AttemptResult> => {
    const begun = ambient.stopwatch();
    const elapsed = () => ambient.stopwatch() - begun;
    const body = serialise(outbound.call);
    if (body === undefined) return { error: MESSAGE_REJECTED, ms: elapsed() };
    const found = proxyFor(new URL(outbound.url), proxies);
    // A variable that cannot be used was refused at the start.
    const proxy = 'value' in found ? found.value : undefined;
    const deadline = setTimeout(() => abort.abort('ETIMEDOUT'), timeout);
    try {
      const answer = await send(outbound, body, abort.signal, proxy);
      return { ...answer, ms: elapsed() };
    } catch (error) {
      const { aborted, reason } = abort.signal;
      if (aborted) return { error: String(reason), ms: elapsed() };
      if (proxy !== undefined) return { ...throughProxy(error, proxy), ms: elapsed() };
      return { error: networkErrorCode(error), ms: elapsed() };
    } finally {
      clearTimeout(deadline);
    }
  };

  const close = async (): Promise<void> => {
    const force = setTimeout(() => {
      for (const abort of inFlight.keys()) abort.abort('ECONNABORTED');
    }, CLOSE_GRACE_MS);
    await Promise.all(inFlight.values());
    clearTimeout(force);
    await (await loading)?.destroy();
  };

  return {
    async forward(outbound) {
      if (closing !== undefined) return { error: 'ECONNABORTED', ms: 0 };
      const abort = new AbortController();
      const result = attempt(outbound, abort);
      inFlight.set(abort, result);
      await result;
      inFlight.delete(abort);
      return result;
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** JSON of the call; undefined if it is nested too deeply to be written. */
function serialise(call: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return JSON.stringify(call);
  } catch {
    return undefined;
  }
}
