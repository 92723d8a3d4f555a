/** Decompresses Snappy, with which LevelDB may compress the blocks of its tables. */
import { createByteReader, UnreadableBytes } from './byte-reader.ts';

/** A block has about 4 KB and one entry more, so a larger length is damage. */
const MOST_BYTES = 256 * 1024 * 1024;

/** @throws {UnreadableBytes} if the bytes are not Snappy */
export function decompress(bytes: Buffer): Buffer {
  const reader = createByteReader(bytes);
  const length = reader.varint();
  // Three bytes of a copy make at most 64.
  if (length > MOST_BYTES || length > bytes.length * 64) throw new UnreadableBytes('a length is damaged');
  const whole = Buffer.alloc(length);
  let filled = 0;

  const copy = (distance: number, count: number): void => {
    if (distance === 0 || distance > filled || count > length - filled) {
      throw new UnreadableBytes('a copy is damaged');
    }
    // Byte by byte, because a copy may overlap what it writes.
    for (const end = filled + count; filled < end; filled += 1) {
      whole[filled] = whole[filled - distance] as number;
    }
  };

  while (!reader.isAtEnd()) {
    const tag = reader.take(1).readUInt8();
    const upper = tag >> 2;
    switch (tag & 3) {
      case 0: {
        const sizeBytes = upper - 59;
        const count = sizeBytes > 0 ? reader.take(sizeBytes).readUIntLE(0, sizeBytes) + 1 : upper + 1;
        if (count > length - filled) throw new UnreadableBytes('a literal is damaged');
        filled += reader.take(count).copy(whole, filled);
        break;
      }
      case 1:
        copy((tag >> 5) * 256 + reader.take(1).readUInt8(), (upper & 7) + 4);
        break;
      case 2:
        copy(reader.take(2).readUInt16LE(), upper + 1);
        break;
      default:
        copy(reader.take(4).readUInt32LE(), upper + 1);
    }
  }
  if (filled !== length) throw new UnreadableBytes('bytes are missing');
  return whole;
}
