/** Delivers calls to endpoints elsewhere, whatever those do: refuse, hang, redirect, break off, never end. */
import type { Agent, request } from 'undici';
import type { Ambient } from '../ambient.ts';
import type { AttemptResult } from '../history/index.ts';
import type { Forward, Outbound } from '../segment/index.ts';
import { MESSAGE_REJECTED } from '../segment/index.ts';
import { networkErrorCode } from './network-error.ts';
import { type AnswerBody, readAnswer } from './read-answer.ts';

export interface Forwarder {
  readonly forward: Forward;
  /** Lets requests under way finish for a second, then ends them and every connection. May be repeated. */
  close(): Promise<void>;
}

export interface ForwarderOptions {
  /** Milliseconds from the request to the end of its answer. */
  readonly timeout: number;
  /** Connections to one endpoint. */
  readonly concurrency: number;
  readonly ambient: Pick<Ambient, 'stopwatch'>;
}

interface Client {
  readonly agent: Agent;
  readonly request: typeof request;
}

/** How long requests under way may take once the forwarder closes. */
const CLOSE_GRACE_MS = 1_000;

export function createForwarder({ timeout, concurrency, ambient }: ForwarderOptions): Forwarder {
  const underWay = new Map<AbortController, Promise<AttemptResult>>();
  let loading: Promise<Client> | undefined;
  let closing: Promise<void> | undefined;

  /** Loaded with the first call that leaves the process: most emulators never send one. */
  const load = async (): Promise<Client> => {
    const { Agent, request } = await import('undici');
    return { request, agent: new Agent({ connections: concurrency, pipelining: 1, connect: { timeout } }) };
  };

  const send = async (outbound: Outbound, body: string, signal: AbortSignal): Promise<AnswerBody> => {
    loading ??= load();
    const { request, agent } = await loading;
    const { url, headers } = outbound;
    const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: agent });
    return readAnswer(answer, outbound);
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
      for (const abort of underWay.keys()) abort.abort('ECONNABORTED');
    }, CLOSE_GRACE_MS);
    await Promise.all(underWay.values());
    clearTimeout(force);
    await (await loading)?.agent.destroy();
  };

  return {
    async forward(outbound) {
      if (closing !== undefined) return { error: 'ECONNABORTED', ms: 0 };
      const abort = new AbortController();
      const result = attempt(outbound, abort);
      underWay.set(abort, result);
      await result;
      underWay.delete(abort);
      return result;
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** JSON of the call; nothing where it is nested so deeply that there is none. */
function serialise(call: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return JSON.stringify(call);
  } catch {
    return undefined;
  }
}
