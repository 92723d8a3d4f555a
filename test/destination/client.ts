/** A small client for the tests of this destination: sends calls and reads records. */

import type { RunningDestination } from './index.ts';

export interface Sending {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  /** Sends no Authorization at all. */
  readonly bare?: boolean;
  /** Sends each byte of the body by itself. */
  readonly inPieces?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

export type Client = ReturnType<typeof createClient>;

/** The Authorization value for a key: Basic, with an empty password. */
export function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
}

async function* byteByByte(text: string): AsyncGenerator<Uint8Array> {
  for (const byte of Buffer.from(text)) yield Buffer.from([byte]);
}

/** Creates a client of a running destination; it uses the allowing connector's key by default. */
export function createClient(destination: RunningDestination) {
  const { baseUrl, recordsUrl, apiKey } = destination;
  let made = 0;

  async function post(
    body: unknown,
    { key = apiKey, headers = {}, bare = false, inPieces = false }: Sending = {},
  ) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(baseUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bare ? {} : { authorization: basic(key) }),
        ...headers,
      },
      ...(inPieces ? { body: byteByByte(text), duplex: 'half' } : { body: text }),
    });
    const type = response.headers.get('content-type');
    return { status: response.status, type, text: await response.text() } satisfies Reply;
  }

  async function read(query: string, key = apiKey): Promise<unknown> {
    const response = await fetch(`${recordsUrl}/${query}`, { headers: { authorization: basic(key) } });
    const text = await response.text();
    return response.headers.get('content-type') === 'application/json' ? JSON.parse(text) : text;
  }

  const messageId = () => `message-${++made}`;
  const identify = (userId: string, traits: object, more: object = {}, sending?: Sending) =>
    post({ type: 'identify', userId, traits, messageId: messageId(), ...more }, sending);
  return {
    destination,
    post,
    identify,
    group: (userId: string, groupId: string, traits: object = {}, more: object = {}) =>
      post({ type: 'group', userId, groupId, traits, messageId: messageId(), ...more }),
    track: (userId: string, event: string, properties: object = {}, more: object = {}) =>
      post({ type: 'track', userId, event, properties, messageId: messageId(), ...more }),
    /** An identify as Engage sends it, of kind `audience` or `trait`. */
    computed: (kind: string, userId: string, key: string, value: unknown) =>
      identify(
        userId,
        { [key]: value },
        { context: { personas: { computation_class: kind, computation_key: key } } },
      ),
    users: (userId: string, key?: string) => read(`users?userId=${encodeURIComponent(userId)}`, key),
    accounts: (groupId: string) => read(`accounts?groupId=${encodeURIComponent(groupId)}`),
    events: (userId: string) => read(`events?userId=${encodeURIComponent(userId)}`),
    read,
  };
}
