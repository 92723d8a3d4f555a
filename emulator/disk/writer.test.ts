import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation } from './data-directory.ts';
import { createWriter } from './writer.ts';

/** A data directory that records what is written, and can be made slow or broken. */
function open() {
  const written: (readonly Operation[] | 'clear')[] = [];
  const gates: (() => void)[] = [];
  let isSlow = false;
  let isBroken = false;
  const note = async (what: readonly Operation[] | 'clear') => {
    if (isSlow) await new Promise<void>((resolve) => gates.push(resolve));
    if (isBroken) throw new Error('the disk is full');
    written.push(what);
  };
  const writer = createWriter({ write: note, clear: () => note('clear') }, setImmediate);
  return {
    writer,
    written,
    slow: () => {
      isSlow = true;
    },
    go: () => {
      isSlow = false;
      for (const gate of gates.splice(0)) gate();
    },
    fail: (broken: boolean) => {
      isBroken = broken;
    },
  };
}

const texts = (operations: readonly Operation[] | 'clear' | undefined) =>
  Array.isArray(operations) ? operations.map(({ key, value }) => `${key}=${value}`).join() : operations;

describe('a writer', () => {
  it('has nothing pending at first and after its writes', async () => {
    const { writer } = open();
    assert.equal(writer.saved(), undefined);
    writer.put('a', () => 1);
    await writer.saved();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(writer.saved(), undefined);
  });

  it('writes changes that come together as one, with the last value of each key', async () => {
    const { writer, written } = open();
    let value = 1;
    writer.put('a', () => value);
    writer.put('b', () => 'x');
    value = 2;
    writer.remove('b');
    await writer.saved();
    assert.deepEqual(written.map(texts), ['a=2,b=undefined']);
  });

  it('resolves for each change with the write that contains it', async () => {
    const { writer, written, slow, go } = open();
    slow();
    writer.put('a', () => 1);
    const first = writer.saved();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    writer.put('b', () => 2);
    const second = writer.saved();
    assert.notEqual(first, second);
    go();
    await first;
    assert.deepEqual(written.map(texts), ['a=1']);
    await second;
    assert.deepEqual(written.map(texts), ['a=1', 'b=2']);
  });

  it('rejects on a failed write, and writes those changes with the next group', async () => {
    const { writer, written, fail } = open();
    fail(true);
    writer.put('a', () => 1);
    await assert.rejects(async () => writer.saved(), /the disk is full/);
    fail(false);
    writer.put('b', () => 2);
    await writer.saved();
    assert.deepEqual(written.map(texts), ['a=1,b=2']);
  });

  it('tries again when it is asked after a failure, and resolves only once the change is written', async () => {
    const { writer, written, fail } = open();
    fail(true);
    writer.put('a', () => 1);
    await assert.rejects(async () => writer.saved());
    await assert.rejects(async () => writer.saved());
    fail(false);
    await writer.saved();
    assert.deepEqual(written.map(texts), ['a=1']);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(writer.saved(), undefined);
  });

  it('does not bring back changes that were cleared while their write failed', async () => {
    const { writer, written, slow, go, fail } = open();
    slow();
    writer.put('old', () => 1);
    const first = writer.saved();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    writer.clear();
    writer.put('new', () => 2);
    const second = writer.saved();
    fail(true);
    go();
    await assert.rejects(async () => first?.finally(() => fail(false)));
    await second;
    assert.deepEqual(written.map(texts), ['clear', 'new=2']);
  });

  it('clears before it writes later changes', async () => {
    const { writer, written } = open();
    writer.put('a', () => 1);
    writer.clear();
    writer.put('b', () => 2);
    await writer.saved();
    assert.deepEqual(written.map(texts), ['clear', 'b=2']);
  });
});
