/** Reads the body of a request, plain or gzip, up to a limit; no body makes it throw. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gunzip } from 'node:zlib';
import type { Payload } from '../astrolabe/index.ts';

/** Bytes of an oversized body that are read and discarded, so that the sender can see the answer. */
const DRAIN_BYTES = 16 * 1024 * 1024;

/**
 * Calls `done` once with the body, or never if the client disconnects. It uses a callback because most bodies arrive
 * in one piece, and a promise would cost more than reading them.
 *
 * @param limit bytes, before and after decompression
 */
export function readBody(request: IncomingMessage, limit: number, done: (payload: Payload) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const finish = (payload: Payload) => {
    if (isDone) return;
    isDone = true;
    done(payload);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
    } else {
      chunks.length = 0;
      if (size > limit + DRAIN_BYTES) finish(TOO_LARGE);
    }
  });
  request.on('end', () => {
    if (size > limit) return finish(TOO_LARGE);
    const [first] = chunks;
    const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size);
    chunks.length = 0;
    if (isGzip(request, bytes)) decompress(bytes, limit, finish);
    else finish(textOf(bytes));
  });
}

const TOO_LARGE: Payload = { kind: 'unreadable', code: 'body-too-large' };
const UNDECODABLE: Payload = { kind: 'unreadable', code: 'body-encoding' };

function textOf(bytes: Buffer): Payload {
  return isUtf8(bytes) ? { kind: 'text', text: bytes.toString('utf8'), utf8: bytes } : UNDECODABLE;
}

/** Checks the first bytes too: JSON never begins with them, and some libraries label gzip as something else. */
function isGzip(request: IncomingMessage, bytes: Buffer): boolean {
  return (
    (bytes[0] === 0x1f && bytes[1] === 0x8b) || request.headers['content-encoding']?.toLowerCase() === 'gzip'
  );
}

function decompress(bytes: Buffer, limit: number, done: (payload: Payload) => void): void {
  gunzip(bytes, { maxOutputLength: limit }, (error, plain) => {
    if (error === null) return done(textOf(plain));
    const isBomb = 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    done(isBomb ? TOO_LARGE : UNDECODABLE);
  });
}
