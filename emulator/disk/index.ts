/** State that outlives the process: records and waiting deliveries, in a data directory. */
import { setImmediate } from 'node:timers';
import type { PersistedRecord, StoreWatcher } from '../astrolabe/index.ts';
import type { DeliveryPersistence, PersistedDelivery } from '../segment/index.ts';
import { openDataDirectory } from './data-directory.ts';
import { partsOf } from './keys.ts';
import { persistDeliveries } from './persist-deliveries.ts';
import { type NumberedMembership, persistRecords } from './persist-records.ts';
import { createWriter } from './writer.ts';

export { UnusableDataDirectory } from './unusable-data-directory.ts';

export interface Persistence {
  /** Persists every change of a connector's store. */
  watcherOf(connector: string): StoreWatcher;
  readonly deliveries: DeliveryPersistence;
  /**
   * Reads the persisted records. Call it once, before any other method.
   *
   * @param take called with the connector's name and a record; memberships and events come in order of creation
   */
  loadRecords(take: (connector: string, record: PersistedRecord) => void): Promise<void>;
  /** Passes on the persisted deliveries in their order. Call it once, after the records are loaded. */
  restoreDeliveries(take: (delivery: PersistedDelivery) => void): void;
  /** See `Writer`. */
  saved(): Promise<void> | undefined;
  /** Deletes everything that is persisted. */
  clear(): void;
  /** Writes all pending changes, then closes the data directory. */
  close(): Promise<void>;
}

/** @throws {UnusableDataDirectory} see `openDataDirectory` */
export async function openPersistence(path: string): Promise<Persistence> {
  const directory = await openDataDirectory(path);
  const writer = createWriter(directory, setImmediate);
  const waiting: { readonly key: string; readonly delivery: PersistedDelivery }[] = [];
  let lastNumber = 0;
  const nextNumber = () => {
    lastNumber += 1;
    return lastNumber;
  };

  return {
    watcherOf: (connector) => persistRecords(writer, connector, nextNumber),
    deliveries: persistDeliveries(writer, nextNumber),
    async loadRecords(take) {
      const memberships: { readonly connector: string; readonly record: NumberedMembership }[] = [];
      for await (const [key, value] of directory.entries()) {
        const [kind, ...parts] = partsOf(key);
        if (kind === 'delivery') {
          waiting.push({ key, delivery: JSON.parse(value) });
          lastNumber = Math.max(lastNumber, Number(parts[0]));
          continue;
        }
        const connector = parts[0] ?? '';
        const record: PersistedRecord = JSON.parse(value);
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
        // The delivery is persisted again under a new key, by the same write that removes the old one.
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
        await directory.close();
      }
    },
  };
}
