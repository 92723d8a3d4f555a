/** Reads the body of a response as text, also if the other side compresses without being asked. */
import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import type { HttpResponse } from './http-response.ts';

/** Bytes that are read of a response body; the rest of a longer one is dropped, and its connection closed. */
const BODY_LIMIT = 1024 * 1024;

interface ReadBytes {
  readonly bytes: Buffer;
  readonly isLonger: boolean;
}

/**
 * @param encoding the value of Content-Encoding; a body that is not in it is taken as it is
 * @param onBytes called with the bytes of each piece, as it came and decoded
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding = '',
  onBytes?: (bytes: number) => void,
): Promise<Pick<HttpResponse, 'body' | 'isLonger'>> {
  const { bytes, isLonger } = await decoded(await readBytes(body, onBytes), encoding, onBytes);
  const text = bytes.toString('utf8');
  return isLonger ? { body: text, isLonger } : { body: text };
}

async function readBytes(
  body: AsyncIterable<Uint8Array>,
  onBytes?: (bytes: number) => void,
): Promise<ReadBytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    onBytes?.(chunk.byteLength);
    if (size > BODY_LIMIT) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, BODY_LIMIT), isLonger: size > BODY_LIMIT };
}

/** Undoes the codings from the last to the first. */
async function decoded(
  read: ReadBytes,
  encoding: string,
  onBytes?: (bytes: number) => void,
): Promise<ReadBytes> {
  const codings = encoding.split(',').map((coding) => coding.trim().toLowerCase());
  let result = read;
  for (const coding of codings.toReversed()) {
    const decoder = decoderOf(coding, result.bytes);
    if (decoder === undefined || result.bytes.length === 0) continue;
    const { isLonger } = result;
    try {
      decoder.end(result.bytes);
      const inner = await readBytes(decoder, onBytes);
      result = { bytes: inner.bytes, isLonger: isLonger || inner.isLonger };
    } catch {
      // A header that names the wrong coding is usual behind careless proxies.
      return read;
    }
  }
  return result;
}

/** A body that was cut at the limit is decoded as far as it goes. */
const CUT = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
const CUT_BROTLI = { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH };

function decoderOf(coding: string, bytes: Buffer): Transform | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip(CUT);
    case 'br':
      return zlib.createBrotliDecompress(CUT_BROTLI);
    case 'deflate':
      // Some servers leave out the header of zlib, whose first byte ends in 8.
      return ((bytes[0] ?? 0) & 0x0f) === 0x08 ? zlib.createInflate(CUT) : zlib.createInflateRaw(CUT);
    case 'zstd':
      return zstdDecoder?.();
    default:
      return undefined;
  }
}

/** Absent before Node 22.15. */
const { createZstdDecompress: zstdDecoder } = zlib as { createZstdDecompress?: () => Transform };
