/** The blocks of a LevelDB table (`.ldb`): LevelDB itself reads them without comparing their checksums. */
import { createByteReader, UnreadableBytes } from './byte-reader.ts';
import { maskedCrc32c } from './crc32c.ts';
import { decompress } from './snappy.ts';
import { entriesOfBlock } from './write-batch.ts';

export interface TableBlocks {
  /** Blocks of data; `read` throws `UnreadableBytes` if a damaged one cannot be decompressed. */
  readonly data: readonly { readonly isWhole: boolean; read(): Buffer }[];
  /** Where blocks do not match their checksum, from the start of the file. */
  readonly damagedAt: readonly number[];
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

const FOOTER = 48;
/** Type and checksum after each block. */
const TRAILER = 5;
const MAGIC = Buffer.from('57fb808b247547db', 'hex');

/** @throws {UnreadableBytes} if the footer or the index is damaged, so that no block can be found */
export function readTable(bytes: Buffer): TableBlocks {
  const start = bytes.length - FOOTER;
  if (start < 0 || !bytes.subarray(-MAGIC.length).equals(MAGIC))
    throw new UnreadableBytes('its end is damaged');
  const footer = createByteReader(bytes, start, bytes.length - MAGIC.length);
  const metaIndex = handleFrom(footer);
  const index = handleFrom(footer);
  if (!isWhole(bytes, index)) throw new UnreadableBytes('its index is damaged');

  const damagedAt: number[] = [];
  const data = handlesIn(contentOf(bytes, index)).map((handle) => {
    const whole = isWhole(bytes, handle);
    if (!whole) damagedAt.push(handle.offset);
    return { isWhole: whole, read: () => contentOf(bytes, handle) };
  });
  const isMetaWhole = isWhole(bytes, metaIndex);
  if (!isMetaWhole) damagedAt.push(metaIndex.offset);
  for (const handle of isMetaWhole ? handlesIn(contentOf(bytes, metaIndex)) : []) {
    if (!isWhole(bytes, handle)) damagedAt.push(handle.offset);
  }
  return { data, damagedAt };
}

function handlesIn(index: Buffer): readonly Handle[] {
  return [...entriesOfBlock(index)].map(([, value]) => handleFrom(createByteReader(value)));
}

function handleFrom(reader: ReturnType<typeof createByteReader>): Handle {
  return { offset: reader.varint(), size: reader.varint() };
}

function isWhole(bytes: Buffer, { offset, size }: Handle): boolean {
  const end = offset + size;
  if (end + TRAILER > bytes.length) return false;
  return bytes.readUInt32LE(end + 1) === maskedCrc32c(bytes, offset, end + 1);
}

function contentOf(bytes: Buffer, { offset, size }: Handle): Buffer {
  const [content, type] = [bytes.subarray(offset, offset + size), bytes[offset + size]];
  if (type === 0) return content;
  if (type === 1) return decompress(content);
  throw new UnreadableBytes('its compression is unknown');
}
