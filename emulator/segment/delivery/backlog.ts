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
  release(delivery: Delivery): void;
  clear(): void;
}

export function createBacklog(limits: Limits): Backlog {
  let count = 0;
  let bytes = 0;
  return {
    hasRoom: (deliveries, size) =>
      count === 0 || (count + deliveries <= limits.deliveries && bytes + size <= limits.deliveryBytes),
    hold(delivery) {
      if (delivery.isHeld) return;
      delivery.isHeld = true;
      count += 1;
      bytes += delivery.size;
    },
    release(delivery) {
      if (!delivery.isHeld) return;
      delivery.isHeld = false;
      count -= 1;
      bytes -= delivery.size;
    },
    clear() {
      count = 0;
      bytes = 0;
    },
  };
}
