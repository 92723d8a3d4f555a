/** The world of the emulator's own features: an emulator on a frozen clock, and a destination that records. */
import { request } from 'undici';
import { MEDIA } from '../../../harness/cucumber/index.ts';
import { type EmbeddedSource, startEmbeddedSource } from '../../../harness/embedded.ts';
import type { Exchange } from '../../../schemas/index.ts';
import type { OwnWorldParts } from './own-cucumber.ts';
import { deliveryExchange, inOrder, type SeenAttempt } from './own-exchanges.ts';
import { type RecordingDestination, startRecordingDestination } from './recording-destination.ts';

/** A response, its body as text. */
interface TextResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the steps read of a trace (`GET /_emulator/traces`). */
interface SeenTrace {
  readonly messageId: string;
  readonly type?: string;
  readonly outcome: string;
  readonly deliveries: readonly { readonly attempts: readonly SeenAttempt[] }[];
}

/** How a body is posted if it is not plain JSON. */
interface PostOptions {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: 'POST' | 'OPTIONS' | 'GET' | 'PATCH';
}

/** The key with which the emulator delivers. */
const FORWARD_KEY = 'fk_recording';

export class EmulatorWorld {
  /** The response of the control plane to a request that it should refuse. */
  refusal: TextResponse | undefined;
  #source: EmbeddedSource | undefined;
  #destination: RecordingDestination | undefined;
  #lastResponse: TextResponse | undefined;
  readonly #parts: OwnWorldParts;
  readonly #posted: Exchange[] = [];

  constructor(parts: OwnWorldParts) {
    this.#parts = parts;
  }

  /** Starts a recording destination and an emulator that delivers to it. */
  async open(): Promise<void> {
    this.#destination = await startRecordingDestination();
    this.#source = await startEmbeddedSource({ url: this.#destination.url, apiKey: FORWARD_KEY });
  }

  /** Restarts the emulator, with its built-in destination. */
  async openBuiltIn(): Promise<void> {
    await this.close();
    this.#source = await startEmbeddedSource();
  }

  async close(): Promise<void> {
    await this.#source?.close();
    await this.#destination?.close();
    this.#destination = undefined;
  }

  get source(): EmbeddedSource {
    if (this.#source === undefined) throw new Error('the emulator is not running');
    return this.#source;
  }

  get destination(): RecordingDestination {
    if (this.#destination === undefined) throw new Error('the calls go to the built-in destination');
    return this.#destination;
  }

  get response(): TextResponse {
    if (this.#lastResponse === undefined) throw new Error('nothing has been posted yet');
    return this.#lastResponse;
  }

  /** Fills in `{writeKey}` and `{apiKey}` (in its Basic form). */
  fillIn(text: string): string {
    return text
      .replaceAll('{writeKey}', this.source.writeKey)
      .replaceAll('{apiKey}', Buffer.from(`${FORWARD_KEY}:`).toString('base64'));
  }

  /** Posts to the ingress, keeps the response, and waits until everything that is due was delivered. */
  async post(path: string, body: string | Uint8Array | null, options: PostOptions = {}): Promise<void> {
    const url = `${this.source.ingressUrl}${path}`;
    this.#lastResponse = await this.#send(url, body, {
      headers: { 'content-type': 'application/json' },
      ...options,
    });
    if (this.#keepsExchanges) await this.#keepPost(url, body, options.method ?? 'POST');
    await this.advance(0);
  }

  /** Attaches the requests of the scenario, if that was asked for and a destination received them. */
  async attachExchanges(): Promise<void> {
    const destination = this.#destination;
    if (!this.#keepsExchanges || destination === undefined) return;
    const delivered: Exchange[] = [];
    const attemptsOf = new Map<string, SeenAttempt[]>();
    for (const call of destination.calls) {
      const id = String(call.body.messageId);
      const left =
        attemptsOf.get(id) ?? (await this.trace(id)).deliveries.flatMap(({ attempts }) => attempts);
      const [attempt, ...others] = left;
      if (attempt === undefined) throw new Error(`the trace of "${id}" has fewer attempts than arrived`);
      attemptsOf.set(id, others);
      delivered.push(deliveryExchange(destination.url, call, attempt));
    }
    this.#parts.attach(JSON.stringify(inOrder(this.#posted, delivered)), MEDIA.exchanges);
  }

  get #keepsExchanges(): boolean {
    return this.#parts.parameters.keepExchanges === true;
  }

  async #keepPost(url: string, body: string | Uint8Array | null, method: string): Promise<void> {
    const { status, body: text } = this.response;
    const shown = (json: string) => json.replaceAll(this.source.writeKey, '«write-key»');
    this.#posted.push({
      purpose: 'call',
      startedAt: JSON.parse((await this.control('/clock')).body).now,
      durationMs: 0,
      request: { method, url, headers: {}, ...(typeof body === 'string' ? { body: shown(body) } : {}) },
      response: { status, headers: {}, body: text },
    });
  }

  /** Sends a request to the control plane: a GET without a body. */
  async control(path: string, body?: unknown, method: 'POST' | 'PATCH' = 'POST'): Promise<TextResponse> {
    const url = `${this.source.controlUrl}${path}`;
    if (body === undefined) return this.#send(url, null, { method: 'GET' });
    const headers = { 'content-type': 'application/json' };
    return this.#send(url, JSON.stringify(body), { method, headers });
  }

  /** Reads a record of the built-in destination. */
  async read(query: string): Promise<TextResponse> {
    const authorization = `Basic ${Buffer.from(`${this.source.apiKey}:`).toString('base64')}`;
    return this.#send(`${this.source.recordsUrl}/${query}`, null, {
      method: 'GET',
      headers: { authorization },
    });
  }

  /** Advances the frozen clock; resolves when everything that became due is done. */
  async advance(ms: number): Promise<void> {
    const response = await this.control('/clock/advance', { ms });
    if (response.status !== 200) throw new Error(`the clock did not move: ${response.body}`);
  }

  /** The traces that match a query such as `messageId=m1`. */
  async traces(query: string): Promise<readonly SeenTrace[]> {
    const response = await this.control(`/traces?${query}`);
    return JSON.parse(response.body).traces;
  }

  /** @throws Error if the call does not have exactly one trace */
  async trace(messageId: string): Promise<SeenTrace> {
    const [trace, ...others] = await this.traces(`messageId=${encodeURIComponent(messageId)}`);
    if (trace === undefined || others.length > 0)
      throw new Error(`the call "${messageId}" does not have exactly one trace`);
    return trace;
  }

  async #send(url: string, body: string | Uint8Array | null, { headers = {}, method = 'POST' }: PostOptions) {
    const response = await request(url, { method, headers, body });
    return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
  }
}
