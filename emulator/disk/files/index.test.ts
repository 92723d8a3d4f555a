import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ClassicLevel } from 'classic-level';
import { makeFolder } from '../../../test/folder.ts';
import { createRandom } from '../../segment/delivery/random.ts';
import { crc32c } from './crc32c.ts';
import { type StoredChange, scanFiles } from './index.ts';

/** What the files hold: the latest change of each key. */
async function contentOf(
  path: string,
): Promise<{ problems: readonly string[]; entries: [string, string][] }> {
  const latest = new Map<string, StoredChange>();
  const problems = await scanFiles(path, (change) => {
    if ((latest.get(change.key)?.sequence ?? -1) <= change.sequence) latest.set(change.key, change);
  });
  const entries = [...latest.values()]
    .flatMap(({ key, value }): [string, string][] => (value === undefined ? [] : [[key, value]]))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { problems, entries };
}

describe('the files of a LevelDB', () => {
  it('have the checksum that RFC 3720 gives for 32 zeros', () => {
    assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  });

  for (const [what, options] of Object.entries({
    compressed: {},
    uncompressed: { compression: false },
    'in small tables': { writeBufferSize: 64 * 1024, blockSize: 256, blockRestartInterval: 3 },
  })) {
    it(`are read as LevelDB itself reads them: ${what}`, async () => {
      const path = join(makeFolder('files'), 'level');
      const random = createRandom(11);
      for (let start = 0; start < 3; start += 1) {
        const level = new ClassicLevel(path, options);
        await level.open();
        for (let batch = 0; batch < 60; batch += 1) {
          const operations = Array.from({ length: 1 + Math.floor(random() * 20) }, () => {
            const key = `["key","${Math.floor(random() * 300)}é"]`;
            if (random() < 0.2) return { type: 'del' as const, key };
            // Few are longer than a block of a log, which has 32 KB.
            const length = Math.floor(random() ** 8 * 100_000);
            const unit = random() < 0.5 ? 'plan' : Math.floor(random() * 1e16).toString(36);
            return { type: 'put' as const, key, value: unit.repeat(Math.ceil(length / unit.length)) };
          });
          await level.batch(operations);
        }
        const expected = await level.iterator().all();
        await level.close();
        assert.deepEqual(await contentOf(path), { problems: [], entries: expected });
      }
      const level = new ClassicLevel(path, options);
      await level.open();
      await level.compactRange('', '~~~');
      const expected = await level.iterator().all();
      await level.close();
      assert.deepEqual(await contentOf(path), { problems: [], entries: expected });
    });
  }
});
