/** Persists the deliveries that wait for their turn or for a retry. */
import { type Delivery, type DeliveryPersistence, persistedOf } from '../segment/index.ts';
import { keyOf, sortableNumber } from './keys.ts';
import type { Writer } from './writer.ts';

/** @param nextNumber counts up from the highest number already persisted */
export function persistDeliveries(writer: Writer, nextNumber: () => number): DeliveryPersistence {
  const keys = new WeakMap<Delivery, string>();
  return {
    persist(delivery) {
      const key = keys.get(delivery) ?? keyOf('delivery', sortableNumber(nextNumber()));
      keys.set(delivery, key);
      writer.put(key, () => persistedOf(delivery));
    },
    remove(delivery) {
      const key = keys.get(delivery);
      if (key !== undefined) writer.remove(key);
    },
  };
}
