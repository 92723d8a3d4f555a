/** Follows the live view, and comes back to where it was after a break. */
import { effect } from '@preact/signals';
import type { LiveCalls, LiveState } from '../../../emulator/live/shown.ts';
import { forgetCalls, missed, takeCalls } from './calls.ts';
import { controlUrl } from './plane.ts';
import { readEvents, type ServerEvent } from './read-events.ts';
import { connection, state } from './state.ts';
import { needsToken, token } from './token.ts';
import { untilShown, whileShown } from './visibility.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
const JSON_TYPE = 'application/json';

/**
 * Begins again whenever the page shows another world, or has got a token.
 *
 * @param now milliseconds since the epoch
 */
export function followWorld(now: () => number): void {
  effect(() => {
    const address = `${controlUrl()}/events`;
    const isAllowed = !needsToken.value;
    const controller = new AbortController();
    forget();
    if (isAllowed) void follow(address, controller.signal, now);
    return () => controller.abort();
  });
}

function forget(): void {
  forgetCalls();
  state.value = undefined;
}

async function follow(address: string, signal: AbortSignal, now: () => number): Promise<void> {
  let after = '';
  let wait = FIRST_WAIT_MS;
  for (;;) {
    await untilShown(signal);
    if (signal.aborted) return;
    const shown = whileShown(signal);
    try {
      const headers = headersFor(after);
      const response = await fetch(address, { headers, signal: shown.signal });
      if (!response.ok || response.body === null) {
        await refused(response);
        if (response.status === 401 || response.status === 404) return;
      } else if (response.headers.get('content-type')?.startsWith(JSON_TYPE)) {
        throw new Error('not a live view');
      } else {
        connection.value = 'live';
        wait = FIRST_WAIT_MS;
        for await (const event of readEvents(response.body)) {
          after = event.id;
          take(event, now());
        }
      }
    } catch {
      // What is said about it is that the connection is lost.
    } finally {
      shown.end();
    }
    if (signal.aborted) return;
    // It was hidden, so the connection is not lost.
    if (shown.signal.aborted) continue;
    connection.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

function headersFor(after: string): Record<string, string> {
  const given = token();
  return {
    accept: 'text/event-stream',
    ...(after === '' ? {} : { 'last-event-id': after }),
    ...(given === undefined ? {} : { authorization: `Bearer ${given}` }),
  };
}

async function refused(response: Response): Promise<void> {
  await response.body?.cancel();
  if (response.status === 401) needsToken.value = true;
  if (response.status === 404) connection.value = 'gone';
}

function take({ event, data }: ServerEvent, now: number): void {
  const content: unknown = JSON.parse(data);
  if (event === 'calls') takeCalls(content as LiveCalls, now);
  else if (event === 'state') state.value = content as LiveState;
  else if (event === 'reset') forgetCalls();
  else if (event === 'gap') missed.value += (content as { missed: number }).missed;
}
