/** What a slow reader gets, and what waits for it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLossyLines } from './lossy-lines.ts';

/** Lines for a reader that reads when it is told to. */
function slowReader(mostWaiting: number) {
  const read: string[] = [];
  let pending: { text: string; written: () => void } | undefined;
  const lines = createLossyLines({
    write(text, written) {
      assert.equal(pending, undefined, 'one write at a time');
      pending = { text, written };
    },
    leftOut: (count) => `${count} left out\n`,
    mostWaiting,
  });
  return {
    ...lines,
    /** What was read since the last time. */
    read() {
      read.length = 0;
      while (pending !== undefined) {
        const { text, written } = pending;
        pending = undefined;
        read.push(text);
        written();
      }
      return read.join('');
    },
  };
}

describe('lines for a reader', () => {
  it('come in order, several in one write, never more than a pipe takes at once', () => {
    const reader = slowReader(1_000_000);
    const lines = Array.from({ length: 500 }, (_, index) => `${index} ${'x'.repeat(index % 90)}\n`);
    for (const line of lines) reader.put(line);
    assert.equal(reader.read(), lines.join(''));
  });

  it('that does not read are left out, counted, and named in their place', () => {
    const reader = slowReader(20);
    for (let index = 0; index < 100; index += 1) reader.put(`line ${index}\n`);
    const read = reader.read();
    assert.match(read, /^line 0\nline 1\n(line \d\n)*\d\d left out\n$/);
    const lines = read.split('\n').length - 2;
    assert.ok(read.endsWith(`${100 - lines} left out\n`));
    reader.put('again\n');
    assert.equal(reader.read(), 'again\n');
  });

  it('that reads all the time are all there, however long it goes on', () => {
    const reader = slowReader(1_000);
    let out = '';
    for (let index = 0; index < 5_000; index += 1) {
      reader.put(`${index}\n`);
      reader.put(`${index}\n`);
      out += reader.read();
    }
    assert.equal(out.split('\n').length, 10_001);
  });

  it('are flushed when the last one is written', async () => {
    const reader = slowReader(1_000);
    reader.put('a\n');
    let isFlushed = false;
    const flushed = reader.flushed().then(() => {
      isFlushed = true;
    });
    await Promise.resolve();
    assert.equal(isFlushed, false);
    reader.read();
    await flushed;
    assert.equal(isFlushed, true);
  });
});
