/** State that outlives the process: records and waiting deliveries, in a folder. */
import { setImmediate } from 'node:timers';
import type { KeptRecord } from '../astrolabe/restore.ts';
import type { StoreWatcher } from '../astrolabe/store-watcher.ts';
import type { DeliveryKeeper, KeptDelivery } from '../segment/delivery/delivery-keeper.ts';
import { openDatabase } from './database.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { keepRecords, type NumberedMembership } from './keep-records.ts';
import { partsOf } from './keys.ts';
import { createWriter } from './writer.ts';

export { UnusableFolder } from './database.ts';

export interface Disk {
  /** Keeps the records of a connector. */
  watcherOf(connector: string): StoreWatcher;
  readonly deliveries: DeliveryKeeper;
  /** Hands out what was kept, of each kind in the order in which it was made. To be called once, and first. */
  load(into: KeptReader): Promise<void>;
  /** See `Writer`. */
  saved(): Promise<void> | undefined;
  /** Forgets everything that was kept. */
  clear(): void;
  /** Writes what is left to write. */
  close(): Promise<void>;
}

export interface KeptReader {
  /** @param connector its name */
  record(connector: string, record: KeptRecord): void;
  delivery(delivery: KeptDelivery): void;
}

/** @throws {UnusableFolder} see `openDatabase` */
export async function openDisk(folder: string): Promise<Disk> {
  const database = await openDatabase(folder);
  const writer = createWriter(database, setImmediate);
  let lastNumber = 0;
  const nextNumber = () => {
    lastNumber += 1;
    return lastNumber;
  };

  return {
    watcherOf: (connector) => keepRecords(writer, connector, nextNumber),
    deliveries: keepDeliveries(writer, nextNumber),
    async load(into) {
      const memberships: { readonly connector: string; readonly record: NumberedMembership }[] = [];
      const deliveries: { readonly key: string; readonly delivery: KeptDelivery }[] = [];
      for await (const [key, value] of database.entries()) {
        const [kind, ...parts] = partsOf(key);
        if (kind === 'delivery') {
          deliveries.push({ key, delivery: JSON.parse(value) });
          lastNumber = Math.max(lastNumber, Number(parts[0]));
          continue;
        }
        const connector = parts[0] ?? '';
        const record: KeptRecord = JSON.parse(value);
        if (record.kind !== 'membership') into.record(connector, record);
        else memberships.push({ connector, record: record as NumberedMembership });
      }
      memberships.sort((one, other) => one.record.number - other.record.number);
      for (const { connector, record } of memberships) {
        into.record(connector, record);
        lastNumber = Math.max(lastNumber, record.number);
      }
      for (const { key, delivery } of deliveries) {
        // It is kept anew under another key, by the same write that takes this one away.
        writer.remove(key);
        into.delivery(delivery);
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
