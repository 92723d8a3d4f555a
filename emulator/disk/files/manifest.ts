/** Which tables and logs a LevelDB consists of, from its manifest. */
import { createByteReader, UnreadableBytes } from './byte-reader.ts';
import { readLog } from './log-file.ts';

export interface LiveFiles {
  readonly tables: ReadonlySet<number>;
  /** Logs from this number on, and the one before if `previousLog` is not 0. */
  readonly firstLog: number;
  readonly previousLog: number;
}

/** @throws {UnreadableBytes} if it is damaged or incomplete */
export function readManifest(bytes: Buffer): LiveFiles {
  const { records, damagedAt, isTorn } = readLog(bytes);
  if (damagedAt.length > 0 || isTorn || records.length === 0) {
    throw new UnreadableBytes(`it is damaged at byte ${damagedAt[0] ?? bytes.length}`);
  }
  const tables = new Set<number>();
  let firstLog = 0;
  let previousLog = 0;
  for (const record of records) {
    const reader = createByteReader(record.bytes);
    while (!reader.isAtEnd()) {
      switch (reader.varint()) {
        case 1: // name of the order of keys
          reader.sized();
          break;
        case 2:
          firstLog = reader.varint();
          break;
        case 3: // next number of a file
        case 4: // latest sequence
          reader.varint();
          break;
        case 5: // where the next compaction of a level begins
          reader.varint();
          reader.sized();
          break;
        case 6: // a removed table, after its level
          reader.varint();
          tables.delete(reader.varint());
          break;
        case 7: // a new table, after its level and before size, first and last key
          reader.varint();
          tables.add(reader.varint());
          reader.varint();
          reader.sized();
          reader.sized();
          break;
        case 9:
          previousLog = reader.varint();
          break;
        default:
          throw new UnreadableBytes('it contains an unknown entry');
      }
    }
  }
  return { tables, firstLog, previousLog };
}
