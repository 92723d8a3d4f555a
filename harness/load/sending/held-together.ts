/** Shards of one thread, which wait together. */
import type { OtherShards } from './send-shard.ts';

/** @returns a function that each shard calls before it sends */
export function createHeldTogether(): () => OtherShards {
  const callbacks = new Set<(untilMs: number) => void>();
  let heldUntilMs = 0;
  return () => {
    let own: ((untilMs: number) => void) | undefined;
    return {
      hold(untilMs) {
        heldUntilMs = Math.max(heldUntilMs, untilMs);
        for (const callback of callbacks) if (callback !== own) callback(heldUntilMs);
      },
      onHold(callback) {
        own = callback;
        callbacks.add(callback);
        // Another shard may have been asked before this one sends.
        callback(heldUntilMs);
      },
    };
  };
}
