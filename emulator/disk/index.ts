/** State that outlives the process: records and waiting deliveries, in a data directory. */
import { setImmediate } from 'node:timers';
import type { Result } from '../../schemas/index.ts';
import type { PersistedRecord, StoreWatcher } from '../astrolabe/index.ts';
import type { DeliveryPersistence, PersistedDelivery } from '../segment/index.ts';
import { openDataDirectory } from './data-directory.ts';
import { type Entry, problemOf, type RecordEntry, readEntry } from './entry.ts';
import { persistDeliveries } from './persist-deliveries.ts';
import { persistRecords } from './persist-records.ts';
import { damaged } from './unusable-data-directory.ts';
import { createWriter } from './writer.ts';

export { repairDataDirectory } from './repair.ts';
export { UnusableDataDirectory } from './unusable-data-directory.ts';

export interface Persistence {
  /** Persists every change of a connector's store. */
  watcherOf(connector: string): StoreWatcher;
  readonly deliveries: DeliveryPersistence;
  /**
   * Reads the persisted records. Call it once, before any other method.
   *
   * @param take called with the connector's name and a record; memberships and events come in order of creation
   * @throws {UnusableDataDirectory} if an entry is damaged or has another shape, or if entries are missing
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

/**
 * @param warn called with a sentence if others may read the directory
 * @throws {UnusableDataDirectory} see `openDataDirectory`
 */
export async function openPersistence(path: string, warn: (message: string) => void): Promise<Persistence> {
  const directory = await openDataDirectory(path, undefined, warn);
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
      const memberships: RecordEntry[] = [];
      const problems: string[] = [];
      for await (const { key, json } of directory.entries()) {
        const read: Result<Entry> = 'value' in json ? readEntry(key, json.value) : json;
        if ('problem' in read) {
          problems.push(problemOf(key, read.problem));
          continue;
        }
        const entry = read.value;
        lastNumber = Math.max(lastNumber, entry.number);
        if (entry.kind === 'delivery') waiting.push({ key, delivery: entry.delivery });
        else if (entry.record.kind === 'membership') memberships.push(entry);
        else take(entry.connector, entry.record);
      }
      memberships.sort((one, other) => one.number - other.number);
      for (const { connector, record } of memberships) take(connector, record);
      const [first = directory.difference(), ...more] = problems;
      if (first === undefined) return;
      throw damaged(path, more.length === 0 ? first : `${first}; ${more.length} more entries are damaged`);
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
