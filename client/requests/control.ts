/** Requests to a control plane: JSON in, JSON out, and a sentence for everything that goes wrong. */
import { EmulatorUnreachable, parsed, refusalFrom } from './errors.ts';
import type { FetchLike } from './fetch-like.ts';
import { inTurn } from './in-turn.ts';
import { isObject } from './json.ts';

/** How to reach an emulator. */
export interface Reach {
  /** The control plane, without a slash at its end. */
  readonly url: string;
  /** Its Bearer token, if it requires one. */
  readonly token: string | undefined;
  readonly fetch: FetchLike;
}

/** The method of a request to the control plane. */
export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A query: members that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface AskOptions {
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Whether the answer may wait for other requests. Default: no. */
  readonly waits?: boolean;
}

/**
 * Sends one request to the control plane.
 *
 * @param path below the control URL, such as `/clock`
 * @returns the JSON object of the answer
 * @throws ControlError if it is refused
 * @throws EmulatorUnreachable if nothing answers, or what answers is not an emulator
 */
export async function ask<Body>(
  { url, token, fetch }: Reach,
  method: RequestMethod,
  path: string,
  { query = {}, body, signal, waits = false }: AskOptions = {},
): Promise<Body> {
  const address = url + path + queryText(query);
  const headers: Record<string, string> = {};
  if (method !== 'GET') headers['content-type'] = 'application/json';
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const send = () =>
    exchange(fetch, address, {
      method,
      headers,
      ...(body === undefined ? (method === 'GET' ? {} : { body: '{}' }) : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  const { status, text } = await (waits ? send() : inTurn(send));
  const request = `${method} ${address}`;
  if (status >= 200 && status < 300) {
    const value = parsed(text);
    if (isObject(value)) return value as Body;
  } else {
    const refusal = refusalFrom(request, status, text);
    if (refusal !== undefined) throw refusal;
  }
  throw new EmulatorUnreachable(
    `what answers at ${url} is not the control plane of an emulator (${request} was answered ${status} with something else): pass the address that emulate prints, which ends with /_emulator`,
  );
}

/** Sends one request to any part of the emulator. */
export async function exchange(
  fetch: FetchLike,
  address: string,
  request: Parameters<FetchLike>[1],
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(address, request);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (request.signal?.aborted === true) throw error;
    throw new EmulatorUnreachable(
      `no response from ${address} (${reasonOf(error)}): start an emulator with npx astrolabe-conformance emulate, and pass its control URL as controlUrl or ASTROLABE_CONTROL_URL${inAPage()}`,
      { cause: error },
    );
  }
}

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  );
  return given.length === 0 ? '' : `?${given.join('&')}`;
}

/** `fetch` of Node hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as {
    readonly cause?: { readonly code?: unknown };
    readonly message?: unknown;
  };
  return String(cause?.code ?? message ?? error);
}

/** Browsers do not tell a page whether a server refused its origin. */
function inAPage(): string {
  const { location } = globalThis as { readonly location?: { readonly origin?: unknown } };
  return typeof location?.origin === 'string'
    ? `; start it with --allowed-origin ${location.origin}, so that this page may use it`
    : '';
}
