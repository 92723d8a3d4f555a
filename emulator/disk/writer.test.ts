import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation } from './data-directory.ts';
import { createWriter } from './writer.ts';

/** A database that notes what is written and fails when told to. */
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
  it('has nothing to wait for at first, and nothing once it has written', async () => {
    const { writer } = open();
    assert.equal(writer.saved(), undefined);
    writer.put('a', () => 1);
    await writer.saved();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(writer.saved(), undefined);
  });

  it('writes as one what comes together, each key as it is in the end', async () => {
    const { writer, written } = open();
    let value = 1;
    writer.put('a', () => value);
    writer.put('b', () => 'x');
    value = 2;
    writer.remove('b');
    await writer.saved();
    assert.deepEqual(written.map(texts), ['a=2,b=undefined']);
  });

  it('promises of each change the write that has it', async () => {
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

  it('tells of a failure, and writes with the next group what it could not', async () => {
    const { writer, written, fail } = open();
    fail(true);
    writer.put('a', () => 1);
    await assert.rejects(async () => writer.saved(), /the disk is full/);
    fail(false);
    writer.put('b', () => 2);
    await writer.saved();
    assert.deepEqual(written.map(texts), ['a=1,b=2']);
  });

  it('tries again for whoever asks after a failure, and never says that it is kept before it is', async () => {
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

  it('does not bring back what was cleared while its write failed', async () => {
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

  it('clears before it writes what came later', async () => {
    const { writer, written } = open();
    writer.put('a', () => 1);
    writer.clear();
    writer.put('b', () => 2);
    await writer.saved();
    assert.deepEqual(written.map(texts), ['clear', 'b=2']);
  });
});
