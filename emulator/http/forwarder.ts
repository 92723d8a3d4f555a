/** Sends calls to endpoints outside the process, which may refuse, hang, redirect, break off or never end. */
import type { Agent, request } from 'undici';
import { createRedactor, type Redactor } from '../../safe-text/index.ts';
import type { Ambient } from '../ambient.ts';
import type { AttemptResult } from '../history/index.ts';
import type { Forward, Outbound } from '../segment/index.ts';
import { MESSAGE_REJECTED } from '../segment/index.ts';
import { networkErrorCode } from './network-error.ts';
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
}

interface Client {
  readonly agent: Agent;
  readonly request: typeof request;
}

/** How long requests in flight may take once the forwarder closes. */
const CLOSE_GRACE_MS = 1_000;

export function createForwarder({ timeout, concurrency, ambient }: ForwarderOptions): Forwarder {
  const inFlight = new Map<AbortController, Promise<AttemptResult>>();
  /** By key: each instance has one of its own. */
  const redactors = new Map<string, Redactor>();
  let loading: Promise<Client> | undefined;
  let closing: Promise<void> | undefined;

  /** Loaded with the first call, because most emulators never send one out of the process. */
  const load = async (): Promise<Client> => {
    const { Agent, request } = await import('undici');
    return { request, agent: new Agent({ connections: concurrency, pipelining: 1, connect: { timeout } }) };
  };

  const redactorOf = (apiKey: string) => {
    const known = redactors.get(apiKey) ?? createRedactor([{ value: apiKey, label: 'api-key' }]);
    redactors.set(apiKey, known);
    return known;
  };

  const send = async (outbound: Outbound, body: string, signal: AbortSignal): Promise<AnswerBody> => {
    loading ??= load();
    const { request, agent } = await loading;
    const { url, headers, apiKey } = outbound;
    const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: agent });
    return readAnswer(answer, redactorOf(apiKey).redact);
  };

  const attempt = async (outbound: Outbound, abort: AbortController): Promise<AttemptResult> => {
    const begun = ambient.stopwatch();
    const elapsed = () => ambient.stopwatch() - begun;
    const body = serialise(outbound.call);
    if (body === undefined) return { error: MESSAGE_REJECTED, ms: elapsed() };
    const deadline = setTimeout(() => abort.abort('ETIMEDOUT'), timeout);
    try {
      const answer = await send(outbound, body, abort.signal);
      return { ...answer, ms: elapsed() };
    } catch (error) {
      const { aborted, reason } = abort.signal;
      return { error: aborted ? String(reason) : networkErrorCode(error), ms: elapsed() };
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
    await (await loading)?.agent.destroy();
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
