/** Repeats a query in a test until it finds something. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @throws Error if the list is still empty after five seconds */
export async function eventually<T>(look: () => Promise<T[]>): Promise<T[]> {
  for (let left = 500; left > 0; left -= 1) {
    const found = await look();
    if (found.length > 0) return found;
    await sleep(10);
  }
  throw new Error('nothing appeared within five seconds');
}
