/** Keeps the deliveries that wait for their turn or for a retry. */

import type { AttemptTrace } from '../history/index.ts';
import type { Delivery, DeliveryPersistence, PersistedAttempt, PersistedDelivery } from '../segment/index.ts';
import { inOrder, keyOf } from './keys.ts';
import type { Writer } from './writer.ts';

/** @param nextNumber counts up, beyond every number that was kept before */
export function keepDeliveries(writer: Writer, nextNumber: () => number): DeliveryPersistence {
  const keys = new WeakMap<Delivery, string>();
  return {
    persist(delivery) {
      const key = keys.get(delivery) ?? keyOf('delivery', inOrder(nextNumber()));
      keys.set(delivery, key);
      writer.put(key, () => keptOf(delivery));
    },
    remove(delivery) {
      const key = keys.get(delivery);
      if (key !== undefined) writer.remove(key);
    },
  };
}

function keptOf({
  trace,
  lane,
  call,
  messageId,
  receivedAt,
  size,
  attempts,
  firstAt,
}: Delivery): PersistedDelivery {
  const { dueAt, attempt } = trace;
  const rest = {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(attempt === undefined ? {} : { latest: latestOf(attempt) }),
  };
  return { instance: lane.id, call, messageId, receivedAt, size, attempts, firstAt, ...rest };
}

function latestOf({ at, status, error, ms, message }: AttemptTrace): PersistedAttempt {
  return { at, status, error, ms, message };
}
