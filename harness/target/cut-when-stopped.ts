/** Ends the requests that are still under way when a run is stopped. */
import type { HttpClient } from './client/index.ts';

/** How soon a stop is noticed, and how long requests that are under way may still take. */
const [NOTICE_MS, GRACE_MS] = [100, 1000];

/**
 * Closes the client a while after the stop, so that no slow or silent response holds a stopped run up.
 *
 * @returns a function that ends the watch
 */
export function cutWhenStopped(client: Pick<HttpClient, 'close'>, stopped: () => boolean): () => void {
  let grace: NodeJS.Timeout | undefined;
  const watch = setInterval(() => {
    if (!stopped()) return;
    clearInterval(watch);
    grace = setTimeout(() => client.close(), GRACE_MS).unref();
  }, NOTICE_MS).unref();
  return () => {
    clearInterval(watch);
    clearTimeout(grace);
  };
}
