/** The records of a LevelDB log or manifest: blocks of 32 KB, and in them parts of records, each with a checksum. */
import { maskedCrc32c } from './crc32c.ts';

export interface LogRecords {
  /** Records in order; one that lost a part is left out. */
  readonly records: readonly LogRecord[];
  /** Where bytes do not match their checksum or make no sense, from the start of the file. */
  readonly damagedAt: readonly number[];
  /** Whether the last record is incomplete, as a sudden end of the process leaves it. */
  readonly isTorn: boolean;
}

export interface LogRecord {
  readonly bytes: Buffer;
  /** Whether all its checksums match. */
  readonly isWhole: boolean;
}

const BLOCK = 32 * 1024;
const HEADER = 7;
/** Types of parts. */
const FULL = 1;
const FIRST = 2;
const LAST = 4;

export function readLog(bytes: Buffer): LogRecords {
  const records: LogRecord[] = [];
  const damagedAt: number[] = [];
  let parts: Buffer[] | undefined;
  let isWhole = true;
  let isTorn = false;
  let at = 0;
  while (at < bytes.length) {
    const blockEnd = at - (at % BLOCK) + BLOCK;
    // Too short for a header: the rest of a block is unused.
    if (blockEnd - at < HEADER) {
      at = blockEnd;
      continue;
    }
    if (bytes.length - at < HEADER) {
      isTorn = true;
      break;
    }
    const size = bytes.readUInt16LE(at + 4);
    const type = bytes.readUInt8(at + 6);
    const end = at + HEADER + size;
    if (end > blockEnd || type > LAST || type < FULL) {
      damagedAt.push(at);
      parts = undefined;
      at = blockEnd;
      continue;
    }
    if (end > bytes.length) {
      isTorn = true;
      break;
    }
    const matches = bytes.readUInt32LE(at) === maskedCrc32c(bytes, at + 6, end);
    if (!matches) damagedAt.push(at);
    const part = bytes.subarray(at + HEADER, end);
    at = end;
    if (type === FULL || type === FIRST) {
      if (parts !== undefined) damagedAt.push(at);
      parts = [part];
      isWhole = matches;
    } else if (parts === undefined) {
      // The part before it was reported, or its beginning is missing.
      if (matches && damagedAt.length === 0) damagedAt.push(at);
      continue;
    } else {
      parts.push(part);
      isWhole &&= matches;
    }
    if (type === FULL || type === LAST) {
      records.push({ bytes: parts.length === 1 ? part : Buffer.concat(parts), isWhole });
      parts = undefined;
    }
  }
  return { records, damagedAt, isTorn: isTorn || parts !== undefined };
}
