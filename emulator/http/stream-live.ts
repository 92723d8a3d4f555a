/** The live view of a world as server-sent events, until the reader goes or the emulator ends. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer } from '../answers/index.ts';
import { liveState, worldUnknown } from '../control/index.ts';
import { MOST_READERS, placeFrom } from '../live/index.ts';
import type { World, Worlds } from '../worlds/index.ts';
import { markFaults } from './faults/index.ts';
import { writeAnswer } from './write/index.ts';

/** Shorter than what proxies and browsers wait on a connection that says nothing. */
const SIGN_OF_LIFE_MS = 15_000;

/** A reader that comes back says in `Last-Event-ID` what it had last. */
export async function streamLive(
  worlds: Worlds,
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const live = await world.core.onlookers.openLive();
  // The reader may have gone, and the world ended, while the live view was loaded.
  const { socket } = response;
  if (socket === null || socket.readableEnded) return void response.destroy();
  if (world.isEnded) return writeAnswer(response, worldUnknown());
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
  // A connection stays open after its client has ended its side (see `startServer`), but such a reader has gone.
  const gone = () => response.destroy();
  socket.once('end', gone);
  response.once('close', () => {
    socket.off('end', gone);
    clearInterval(signs);
    leave();
    world.open -= 1;
    worlds.touch(world);
  });
}
