/** The control plane of the world that the page shows, by the same client that tests use. */
import { ControlError, type FetchLike } from '../../../client/index.ts';
import { type OutgoingCall, sendCalls } from '../../../client/send.ts';
import { type ControlPlane, controlPlaneAt } from '../../../client/world.ts';
import { needsToken, token } from './token.ts';
import { world } from './url.ts';

/** Its address, without a slash at the end. */
export function controlUrl(): string {
  const { origin } = location;
  return world.value === ''
    ? `${origin}/_emulator`
    : `${origin}/_emulator/worlds/${encodeURIComponent(world.value)}`;
}

export function plane(): ControlPlane {
  return controlPlaneAt({ url: controlUrl(), token: token(), fetch: watchedFetch });
}

export const watchedFetch: FetchLike = async (url, request) => {
  const response = await fetch(url, request);
  if (response.status === 401) needsToken.value = true;
  return response;
};

/** The write key of the source of this world. */
export async function writeKey(): Promise<string> {
  const { source } = await plane().control('GET', '/source/write-key');
  return (source as { writeKey: string }).writeKey;
}

/** Sends a call to the ingress, as a library would. */
export async function send(call: OutgoingCall): Promise<void> {
  // As a batch, because a batch takes calls of every type.
  await sendCalls(fetch, { ingressUrl: location.origin, writeKey: await writeKey() }, [call]);
}

/** What the emulator, or the network, said instead of doing what was asked. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ControlError)) return error instanceof Error ? error.message : String(error);
  const members = error.violations.map(({ pointer, message }) => `${pointer}: ${message}`);
  return [error.answer, ...members].join(' ');
}
