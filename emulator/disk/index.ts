/** State that outlives the process: records and waiting deliveries, in a folder. */
import { setImmediate } from 'node:timers';
import type { KeptRecord, StoreWatcher } from '../astrolabe/index.ts';
import type { DeliveryPersistence, PersistedDelivery } from '../segment/index.ts';
import { openDatabase } from './data-directory.ts';
import { partsOf } from './keys.ts';
import { keepDeliveries } from './persist-deliveries.ts';
import { keepRecords, type NumberedMembership } from './persist-records.ts';
import { createWriter } from './writer.ts';

export { UnusableFolder } from './unusable-data-directory.ts';

export interface Disk {
  /** Keeps the records of a connector. */
  watcherOf(connector: string): StoreWatcher;
  readonly deliveries: DeliveryPersistence;
  /**
   * Hands out the records that were kept. To be called once, and first.
   *
   * @param take told the connector's name; memberships and events come in the order in which they were made
   */
  loadRecords(take: (connector: string, record: KeptRecord) => void): Promise<void>;
  /** Hands out the deliveries that waited, in their order. To be called once, when the records are there. */
  restoreDeliveries(take: (delivery: PersistedDelivery) => void): void;
  /** See `Writer`. */
  saved(): Promise<void> | undefined;
  /** Forgets everything that was kept. */
  clear(): void;
  /** Writes what is left to write. */
  close(): Promise<void>;
}

/** @throws {UnusableFolder} see `openDatabase` */
export async function openDisk(folder: string): Promise<Disk> {
  const database = await openDatabase(folder);
  const writer = createWriter(database, setImmediate);
  const waiting: { readonly key: string; readonly delivery: PersistedDelivery }[] = [];
  let lastNumber = 0;
  const nextNumber = () => {
    lastNumber += 1;
    return lastNumber;
  };

  return {
    watcherOf: (connector) => keepRecords(writer, connector, nextNumber),
    deliveries: keepDeliveries(writer, nextNumber),
    async loadRecords(take) {
      const memberships: { readonly connector: string; readonly record: NumberedMembership }[] = [];
      for await (const [key, value] of database.entries()) {
        const [kind, ...parts] = partsOf(key);
        if (kind === 'delivery') {
          waiting.push({ key, delivery: JSON.parse(value) });
          lastNumber = Math.max(lastNumber, Number(parts[0]));
          continue;
        }
        const connector = parts[0] ?? '';
        const record: KeptRecord = JSON.parse(value);
        if (record.kind !== 'membership') take(connector, record);
        else memberships.push({ connector, record: record as NumberedMembership });
      }
      memberships.sort((one, other) => one.record.number - other.record.number);
      for (const { connector, record } of memberships) {
        take(connector, record);
        lastNumber = Math.max(lastNumber, record.number);
      }
    },
    restoreDeliveries(take) {
      for (const { key, delivery } of waiting.splice(0)) {
        // It is kept anew under another key, by the same write that takes this one away.
        writer.remove(key);
        take(delivery);
      }
    },
    saved: writer.saved,
    clear: writer.clear,
    async close() {
      try {
        await writer.saved();
      } finally {
        await database.close();
      }
    },
  };
}
