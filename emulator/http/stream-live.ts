/** The live view of a world as server-sent events, until the reader goes or the emulator ends. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer } from '../answers/index.ts';
import { liveState } from '../control/index.ts';
import { MOST_READERS, placeFrom } from '../live/index.ts';
import type { World, Worlds } from '../worlds/index.ts';
import { markFaults } from './faults/index.ts';
import { writeAnswer } from './write/index.ts';

/** Shorter than what proxies and browsers wait on a connection that says nothing. */
const SIGN_OF_LIFE_MS = 15_000;

/** A reader that comes back says in `Last-Event-ID` what it had last. */
export function streamLive(
  worlds: Worlds,
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { live } = world.core;
  const after = placeFrom(String(request.headers['last-event-id'] ?? ''));
  if (live.isFull) {
    writeAnswer(response, errorAnswer('readers-full', `close one of the ${MOST_READERS}`));
    return;
  }
  markFaults(response, world.core);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const leave = live.follow(
    {
      isReady: () => !response.writableNeedDrain,
      take: ({ event, id, data }) =>
        response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      state: () => liveState(world),
      end: () => response.end(),
    },
    after,
  );
  const signs = setInterval(() => response.write(':\n\n'), SIGN_OF_LIFE_MS);
  signs.unref();
  // A world that somebody looks at is not idle.
  world.open += 1;
  response.on('drain', () => live.touch());
  response.once('close', () => {
    clearInterval(signs);
    leave();
    world.open -= 1;
    worlds.touch(world);
  });
}
