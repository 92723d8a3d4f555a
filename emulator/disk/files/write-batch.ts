/** The changes in a record of a LevelDB log, and in a block of a table. */
import { createByteReader } from './byte-reader.ts';

/** A change of an entry; the one with the highest sequence is the latest. */
export interface StoredChange {
  readonly key: string;
  /** Undefined if the entry was removed. */
  readonly value: string | undefined;
  readonly sequence: number;
}

const REMOVED = 0;

/** Passes on every change up to the first that cannot be read. */
export function* changesOfBatch(bytes: Buffer): Iterable<StoredChange> {
  const reader = createByteReader(bytes);
  const first = sequenceFrom(reader.take(8));
  const count = reader.take(4).readUInt32LE();
  for (let index = 0; index < count; index += 1) {
    const type = reader.take(1).readUInt8();
    const key = reader.sized().toString();
    const value = type === REMOVED ? undefined : reader.sized().toString();
    yield { key, value, sequence: first + index };
  }
}

/** Passes on every entry of a block: each key is stored as what differs from the one before. */
export function* entriesOfBlock(block: Buffer): Iterable<readonly [key: Buffer, value: Buffer]> {
  const restarts = createByteReader(block, Math.max(0, block.length - 4))
    .take(4)
    .readUInt32LE();
  const reader = createByteReader(block, 0, Math.max(0, block.length - 4 - 4 * restarts));
  let key = Buffer.alloc(0);
  while (!reader.isAtEnd()) {
    const shared = reader.varint();
    const added = reader.varint();
    const size = reader.varint();
    key = Buffer.concat([key.subarray(0, shared), reader.take(added)]);
    yield [key, reader.take(size)];
  }
}

/** Passes on every change in a block of data: its keys end with sequence and type. */
export function* changesOfBlock(block: Buffer): Iterable<StoredChange> {
  for (const [key, value] of entriesOfBlock(block)) {
    const name = key.subarray(0, -8);
    const type = createByteReader(key, name.length).take(8).readUInt8();
    const sequence = Number(key.readBigUInt64LE(name.length) >> 8n);
    yield { key: name.toString(), value: type === REMOVED ? undefined : value.toString(), sequence };
  }
}

function sequenceFrom(bytes: Buffer): number {
  return Number(bytes.readBigUInt64LE());
}
