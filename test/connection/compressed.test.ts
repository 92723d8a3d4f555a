/** A destination behind something that compresses every response. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { startEmulator } from '../../emulator/index.ts';
import { runCommand } from '../shell.ts';
import { startFront } from './front.ts';

describe('a target that always compresses', () => {
  for (const [encoding, compress] of [
    ['gzip', zlib.gzipSync],
    ['br', zlib.brotliCompressSync],
    ['deflate', zlib.deflateSync],
  ] as const) {
    it(`is graded by what it says in ${encoding}`, async () => {
      const emulator = await startEmulator({ port: 0 });
      const front = await startFront({
        origin: emulator.url,
        encode: (body) => ({ body: compress(body), headers: { 'content-encoding': encoding } }),
      });
      try {
        const { exitCode, out } = await runCommand(
          [
            ...['verify', '--json', '--last-look', '0', '--base-url', `${front.origin}/astrolabe`],
            ...['--records-url', `${front.origin}/records`],
            ...['--clauses', 'AST-IDENT-001', '--clauses', 'AST-ERR-*'],
          ],
          { ASTROLABE_API_KEY: emulator.apiKey },
        );
        assert.equal(exitCode, 0, out);
        assert.match(out, /"verdict": "conformant"/);
      } finally {
        await front.close();
        await emulator.close();
      }
    });
  }
});
