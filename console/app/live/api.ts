/** Requests to the control plane of the world that the page shows. */
import { signal } from '@preact/signals';
import { world } from './url.ts';

const TOKEN = 'astrolabe-control-token';

/** Whether the emulator asks for a token that the page does not have. */
export const needsToken = signal(false);

/** A refusal in the emulator's words. */
export class ControlRefusal extends Error {
  override name = 'ControlRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The token comes in the fragment, which no server and no history of addresses gets. */
export function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return;
  keepToken(given);
  history.replaceState(null, '', location.pathname + location.search);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(TOKEN, token);
  needsToken.value = false;
}

/** @param path below the control plane of the world, such as `/traces?limit=1` */
export function addressOf(path: string): string {
  return world.value === ''
    ? `/_emulator${path}`
    : `/_emulator/worlds/${encodeURIComponent(world.value)}${path}`;
}

export function headersOf(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN);
  return { ...more, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
}

/** @throws {ControlRefusal} with the hint of the emulator */
export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return answerOf(await fetch(addressOf(path), { headers: headersOf(), signal: signal ?? null }));
}

/** @throws {ControlRefusal} with the hint of the emulator */
export async function change<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown = {},
): Promise<Answer> {
  const headers = headersOf({ 'content-type': 'application/json' });
  return answerOf(await fetch(addressOf(path), { method, headers, body: JSON.stringify(body) }));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const body = await response.json().catch(() => undefined);
  if (response.ok) return body as Answer;
  if (response.status === 401) needsToken.value = true;
  throw new ControlRefusal(response.status, messageOf(body) ?? `the emulator answered ${response.status}`);
}

interface ErrorBody {
  readonly message?: string;
  readonly violations?: readonly { readonly pointer: string; readonly message: string }[];
}

function messageOf(body: unknown): string | undefined {
  const { message, violations = [] } = (body ?? {}) as ErrorBody;
  if (message === undefined) return undefined;
  return [message, ...violations.map((one) => `${one.pointer}: ${one.message}`)].join(' ');
}
