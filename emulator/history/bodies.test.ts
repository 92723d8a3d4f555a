import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBodyRing } from './bodies.ts';
import { BLOCK, createTextStore } from './text-store.ts';

const FORM = { form: 'direct' } as const;

describe('kept bodies', () => {
  it('stay within the bytes of all, and the oldest of all are dropped first', () => {
    const ring = createBodyRing(3 * BLOCK + 100);
    const [one, other] = [ring.keeper(), ring.keeper()];
    const bodies = [one, other, one, other, one].map((keeper, at) =>
      keeper.keepText(Buffer.from(`text ${at}`), FORM),
    );
    assert.deepEqual(
      bodies.map((body) => one.read(body)?.content),
      [undefined, undefined, 'text 2', 'text 3', 'text 4'],
    );
    assert.deepEqual([ring.bytes, one.bytes, other.bytes], [3 * BLOCK, 2 * BLOCK, BLOCK]);
  });

  it('of an emulator that is cleared give their bytes back, and those of others stay', () => {
    const ring = createBodyRing(10_000);
    const [one, other] = [ring.keeper(), ring.keeper()];
    const mine = [1, 2, 3].map((at) => one.keepText(Buffer.from(`mine ${at}`), FORM));
    const theirs = other.keepText(Buffer.from('theirs'), FORM);
    one.clear();
    assert.ok(mine.every((body) => one.read(body) === undefined));
    assert.deepEqual([other.read(theirs)?.content, ring.bytes, one.bytes], ['theirs', BLOCK, 0]);
    one.keepText(Buffer.from('again'), FORM);
    other.clear();
    assert.deepEqual([ring.bytes, one.bytes, other.bytes], [BLOCK, BLOCK, 0]);
  });

  it('are dropped at once if one alone is too large', () => {
    const ring = createBodyRing(4 * BLOCK);
    const keeper = ring.keeper();
    assert.equal(keeper.read(keeper.keepText(Buffer.from('x'.repeat(3_000)), FORM)), undefined);
    assert.equal(keeper.read(keeper.keepText(Buffer.from('y'), FORM))?.content, 'y');
  });

  it('are dropped with the last that refers to them', () => {
    const ring = createBodyRing(4 * BLOCK);
    const keeper = ring.keeper();
    const body = keeper.keepCall({ a: 1 }, 100);
    keeper.use(body);
    keeper.use(body);
    keeper.release(body);
    assert.deepEqual(keeper.read(body), { form: 'made', content: { a: 1 } });
    keeper.release(body);
    assert.deepEqual([keeper.read(body), ring.bytes], [undefined, 0]);
    keeper.release(body);
    assert.equal(ring.bytes, 0);
  });

  it('remember who sent them, and forget addresses rather than grow with every sender', () => {
    const keeper = createBodyRing(2_000 * BLOCK).keeper();
    const bodies = Array.from({ length: 1_100 }, (_, at) =>
      keeper.keepText(Buffer.from('x'), { form: 'call', ip: `10.0.0.${at}`, hasOrigin: true }),
    );
    const facts = (at: number) => keeper.read(bodies[at] ?? -1);
    assert.deepEqual(facts(7), { form: 'call', ip: '10.0.0.7', hasOrigin: true, content: 'x' });
    assert.deepEqual(facts(1_050), { form: 'call', ip: undefined, hasOrigin: true, content: 'x' });
  });

  it('are whole and counted right in whatever order they are kept, released and cleared', () => {
    const ring = createBodyRing(100 * BLOCK);
    const keepers = [ring.keeper(), ring.keeper(), ring.keeper()];
    const kept: { readonly text: string; readonly body: ReturnType<typeof keep> }[] = [];
    const keep = (at: number, text: string) =>
      (keepers[at % 3] ?? assert.fail()).keepText(Buffer.from(text), FORM);
    for (let step = 0; step < 3_000; step += 1) {
      const text = `${step} ${'äx'.repeat((step * 131) % 1_500)}`;
      kept.push({ text, body: keep(step * 7, text) });
      if (step % 5 === 0) keepers[0]?.release(kept[Math.max(0, step - 11)]?.body ?? -1);
      if (step % 97 === 0) keepers[step % 3]?.clear();
      if (step % 50 > 0) continue;
      assert.equal(
        ring.bytes,
        keepers.reduce((sum, { bytes }) => sum + bytes, 0),
      );
      assert.ok(ring.bytes <= 100 * BLOCK);
      for (const { text, body } of kept.slice(-100)) {
        const content = keepers[0]?.read(body)?.content;
        assert.ok(content === undefined || content === text);
      }
    }
    assert.ok(kept.filter(({ body }) => keepers[0]?.read(body) !== undefined).length > 10);
    for (const keeper of keepers) keeper.clear();
    assert.equal(ring.bytes, 0);
  });
});

describe('a store of texts', () => {
  for (const length of [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK, 3_000_000]) {
    it(`gives back a text of ${length} bytes`, () => {
      const store = createTextStore(10_000);
      const before = store.put(Buffer.from('before'));
      const first = store.put(Buffer.from('é'.repeat(length / 2)));
      const after = store.put(Buffer.from('after'));
      assert.equal(store.read(first, 2 * Math.floor(length / 2)), 'é'.repeat(length / 2));
      assert.deepEqual([store.read(before, 6), store.read(after, 5)], ['before', 'after']);
    });
  }
});
