/** Standard input as bytes. */
import { read } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const readFd = promisify(read);

const CHUNK = 64 * 1024;

/** How long to wait if a non-blocking pipe has no data yet. */
const EMPTY_PIPE_MS = 5;

/** All of it. A pipe can be non-blocking: the process at its other end decides that. */
export async function* standardInput(): AsyncGenerator<Uint8Array> {
  while (true) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    try {
      const { bytesRead } = await readFd(0, chunk, 0, CHUNK, null);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await sleep(EMPTY_PIPE_MS);
    }
  }
}
