/** Persists the deliveries that wait for their turn or for a retry. */
import type { AttemptTrace } from '../history/index.ts';
import type { Delivery, DeliveryPersistence, PersistedAttempt, PersistedDelivery } from '../segment/index.ts';
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

function persistedOf(delivery: Delivery): PersistedDelivery {
  const { trace, lane, call, messageId, receivedAt, size, attempts, firstAt } = delivery;
  const { dueAt, attempt } = trace;
  const latest = attempt && latestOf(attempt);
  return { instance: lane.id, call, messageId, receivedAt, size, attempts, firstAt, dueAt, latest };
}

function latestOf({ at, status, error, ms, message }: AttemptTrace): PersistedAttempt {
  return { at, status, error, ms, message };
}
