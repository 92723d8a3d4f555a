/** How much waits to be delivered, and how much may: when it is full, the ingress answers 429. */
import type { Limits } from '../../limits.ts';
import type { Delivery } from './delivery.ts';

export interface Backlog {
  /**
   * Whether this many more deliveries and bytes can wait. An empty backlog has room for any request, because a very
   * large one would never fit otherwise.
   */
  hasRoom(deliveries: number, bytes: number): boolean;
  hold(delivery: Delivery): void;
  /** What waits, in the order in which it was held, or put last. */
  held(): readonly Delivery[];
  /** Puts a delivery that waits behind all others, because it waits for another turn. */
  putLast(delivery: Delivery): void;
  release(delivery: Delivery): void;
  clear(): void;
}

export function createBacklog(limits: Limits): Backlog {
  const waiting = new Set<Delivery>();
  let bytes = 0;
  return {
    hasRoom: (deliveries, size) =>
      waiting.size === 0 ||
      (waiting.size + deliveries <= limits.deliveries && bytes + size <= limits.deliveryBytes),
    hold(delivery) {
      if (delivery.isHeld) return;
      delivery.isHeld = true;
      waiting.add(delivery);
      bytes += delivery.size;
    },
    release(delivery) {
      if (!delivery.isHeld) return;
      delivery.isHeld = false;
      waiting.delete(delivery);
      bytes -= delivery.size;
    },
    held: () => [...waiting],
    putLast(delivery) {
      if (waiting.delete(delivery)) waiting.add(delivery);
    },
    clear() {
      waiting.clear();
      bytes = 0;
    },
  };
}
