/** Bodies that are compressed without being asked for, as gateways and function hosts send them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { readBody } from './read-body.ts';

const TEXT = '{"users":[{"userId":"ü","properties":{}}]}';
const MB = 1024 * 1024;

async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (bytes: Uint8Array, encoding?: string, size?: number) =>
  readBody(inChunks(bytes, size), encoding);

describe('a response body', () => {
  const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer };
  const encoded: Readonly<Record<string, Buffer>> = {
    gzip: zlib.gzipSync(TEXT),
    'X-Gzip': zlib.gzipSync(TEXT),
    br: zlib.brotliCompressSync(TEXT),
    deflate: zlib.deflateSync(TEXT),
    ' deflate ': zlib.deflateRawSync(TEXT),
    'gzip, br': zlib.brotliCompressSync(zlib.gzipSync(TEXT)),
    'identity,gzip': zlib.gzipSync(TEXT),
    identity: Buffer.from(TEXT),
    '': Buffer.from(TEXT),
    unheard: Buffer.from(TEXT),
  };
  if (zstdCompressSync !== undefined) Object.assign(encoded, { zstd: zstdCompressSync(TEXT) });
  for (const [encoding, bytes] of Object.entries(encoded)) {
    it(`is read in the encoding ${JSON.stringify(encoding)}`, async () => {
      assert.deepEqual(await read(bytes, encoding), { body: TEXT });
    });
  }

  for (const encoding of ['gzip', 'br', 'deflate']) {
    it(`is taken as it is if it is not in ${encoding}`, async () => {
      assert.deepEqual(await read(Buffer.from(TEXT), encoding), { body: TEXT });
      assert.deepEqual(await read(Buffer.alloc(0), encoding), { body: '' });
    });
  }

  it('has a limit after decompression', async () => {
    const { body, isLonger } = await read(zlib.gzipSync('x'.repeat(50 * MB)), 'gzip', 65_536);
    assert.deepEqual([body.length, isLonger], [MB, true]);
  });

  it('is decompressed as far as it goes if it is longer than the limit', async () => {
    const random = Array.from({ length: 400_000 }, (_, index) => String(index * 7919)).join(',');
    const bytes = zlib.gzipSync(random, { level: 0 });
    assert.ok(bytes.length > MB);
    const { body, isLonger } = await read(bytes, 'gzip', 65_536);
    assert.equal(isLonger, true);
    assert.ok(body.length > MB / 2 && random.startsWith(body));
  });
});
