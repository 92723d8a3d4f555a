/** Reads a request's body within a limit, plain or gzip, and never throws for what a client sends. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Payload } from '../astrolabe/index.ts';

const inflate = promisify(gunzip);

/** How much of an oversized body is read and thrown away, so that its sender gets to see the answer. */
const DRAIN_BYTES = 16 * 1024 * 1024;

/**
 * The body as a payload, or nothing where the client went away.
 *
 * @param limit bytes, before and after decompression
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Payload | undefined> {
  const bytes = await collect(request, limit);
  if (bytes === 'aborted') return undefined;
  if (bytes === 'body-too-large') return { kind: 'unreadable', code: bytes };
  const plain = isGzip(request, bytes) ? await decompress(bytes, limit) : bytes;
  if (typeof plain === 'string') return { kind: 'unreadable', code: plain };
  if (!isUtf8(plain)) return { kind: 'unreadable', code: 'body-encoding' };
  return { kind: 'text', text: plain.toString('utf8') };
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer | 'aborted' | 'body-too-large'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
      } else {
        chunks.length = 0;
        if (size > limit + DRAIN_BYTES) resolve('body-too-large');
      }
    });
    request.on('end', () => {
      const [first] = chunks;
      if (size > limit) resolve('body-too-large');
      else resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size));
    });
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

/** Told by the bytes as well: no JSON begins with them, and some libraries label gzip as something else. */
function isGzip(request: IncomingMessage, bytes: Buffer): boolean {
  return (
    request.headers['content-encoding']?.toLowerCase() === 'gzip' || (bytes[0] === 0x1f && bytes[1] === 0x8b)
  );
}

async function decompress(
  bytes: Buffer,
  limit: number,
): Promise<Buffer | 'body-too-large' | 'body-encoding'> {
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    const isBomb = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isBomb ? 'body-too-large' : 'body-encoding';
  }
}
