/** Alterations that store calls some time after their answers. */
import type { Mutation } from '../astrolabe/index.ts';
import type { Alteration, Tools } from './alteration.ts';

/**
 * Stores mutations after the time that `delayOf` returns. A repeated track is recognised even if it arrives before its
 * first delivery is stored.
 */
export function storingAfter(
  makeDelayOf: (clock: Tools['clock']) => (mutation: Mutation) => number,
): Alteration {
  return (parts, { clock }) => {
    const delayOf = makeDelayOf(clock);
    const waiting = new Set<string>();
    return {
      apply(connector, mutation) {
        const messageId = mutation.kind === 'track' ? mutation.event.messageId : undefined;
        const key = messageId === undefined ? undefined : `${connector.name} ${messageId}`;
        if (key !== undefined && waiting.has(key)) return;
        const delay = delayOf(mutation);
        if (delay === 0) {
          parts.apply(connector, mutation);
          return;
        }
        if (key !== undefined) waiting.add(key);
        clock.schedule(clock.now() + delay, { what: 'store', messageId }, () => {
          if (key !== undefined) waiting.delete(key);
          parts.apply(connector, mutation);
        });
      },
    };
  };
}

/** Calls are stored after 0, 60 and 120 ms in turn, so that they overtake one another. */
export const storeUnordered = storingAfter(() => {
  let calls = 0;
  return () => {
    calls += 1;
    return (calls % 3) * 60;
  };
});

/** Duration of one write of a queue. */
const QUEUED_MS = 2;

/** Calls are stored one after another, in their order: quick for one User, slow over all. */
export const storeQueued = storingAfter((clock) => {
  let free = 0;
  return () => {
    const now = clock.now();
    free = Math.max(now, free) + QUEUED_MS;
    return free - now;
  };
});
