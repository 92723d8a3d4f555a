import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRandom } from '../segment/delivery/random.ts';
import { BLOCK, createTextStore } from './text-store.ts';

it('gives back every text as it was put, whichever others were freed in between', () => {
  const random = createRandom(7);
  const whole = (most: number) => Math.floor(random() * most);
  const store = createTextStore(20_000);
  const kept: { readonly first: number; readonly text: string }[] = [];
  for (let round = 0; round < 2_000; round += 1) {
    // Some texts span several slabs, and some end exactly with a block.
    const blocks = round % 100 === 0 ? 3_000 : whole(12);
    const bytes = Math.max(0, blocks * BLOCK + (round % 3) - 1);
    const text =
      String.fromCharCode(97 + (round % 26))
        .repeat(bytes)
        .slice(0, -1) + (bytes > 0 ? '!' : '');
    kept.push({ first: store.put(Buffer.from(text)), text });
    while (kept.length > 40 || (kept.length > 0 && blocks === 3_000)) {
      const [gone] = kept.splice(whole(kept.length), 1);
      assert.ok(gone);
      assert.equal(store.read(gone.first, gone.text.length), gone.text);
      store.free(gone.first);
      if (kept.length <= 20) break;
    }
  }
  for (const { first, text } of kept) assert.equal(store.read(first, text.length), text);
});
