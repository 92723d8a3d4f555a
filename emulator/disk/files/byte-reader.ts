/** Reads LevelDB's numbers and texts from bytes that may be damaged. */

/** The bytes end too early, or a number is too large. */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}

export interface ByteReader {
  position(): number;
  isAtEnd(): boolean;
  /** Seven bits per byte, the lowest first. */
  varint(): number;
  take(length: number): Buffer;
  /** Bytes with their length in front. */
  sized(): Buffer;
}

/** Every method throws `UnreadableBytes` instead of reading beyond the end. */
export function createByteReader(bytes: Buffer, from = 0, to = bytes.length): ByteReader {
  let position = from;
  const take = (length: number): Buffer => {
    if (length > to - position) throw new UnreadableBytes('the bytes end too early');
    position += length;
    return bytes.subarray(position - length, position);
  };
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor <= Number.MAX_SAFE_INTEGER; factor *= 128) {
      if (position >= to) break;
      const byte = bytes[position] as number;
      position += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value <= Number.MAX_SAFE_INTEGER) return value;
        break;
      }
    }
    throw new UnreadableBytes('a number is damaged');
  };
  return {
    position: () => position,
    isAtEnd: () => position >= to,
    varint,
    take,
    sized: () => take(varint()),
  };
}
