import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from '../../safe-text/index.ts';
import { createBodyRecorder } from './shown-bodies.ts';

const KB = 1024;

describe('the body of a response in a record', () => {
  it('is whole up to 64 KB, and ends with its size beyond', () => {
    const shown = createBodyRecorder((text) => text);
    assert.equal(shown('x'.repeat(63 * KB)), 'x'.repeat(63 * KB));
    const cut = shown('é'.repeat(500 * KB));
    assert.ok(Buffer.byteLength(cut) <= 64 * KB);
    assert.match(cut, /^é+… \(cut: the body has 1024000 bytes\)$/u);
  });

  it('never shows the beginning of a key that is cut', () => {
    const key = 'ak_0123456789abcdef';
    const { redact } = createRedactor([{ value: key, label: 'api-key' }]);
    for (const pad of [0, 1, 7, 13]) {
      const shown = createBodyRecorder(redact);
      const cut = shown(`${'x'.repeat(pad)}${key.repeat(20 * KB)}`);
      assert.doesNotMatch(cut, /ak_0/);
      assert.ok(Buffer.byteLength(cut) <= 64 * KB);
    }
    for (let place = 60 * KB; place < 72 * KB; place += 5) {
      const cut = createBodyRecorder(redact)(`${'x'.repeat(place)}${key}${'y'.repeat(80 * KB)}`);
      assert.doesNotMatch(cut, /ak_|0123/);
    }
  });

  it('is cut to 1 KB once a run has recorded 8 MB', () => {
    const shown = createBodyRecorder((text) => text);
    const sizes = Array.from({ length: 1000 }, () => shown('x'.repeat(60 * KB)).length);
    assert.ok(sizes.reduce((all, size) => all + size, 0) < 10 * KB * KB);
    assert.ok((sizes.at(-1) ?? 0) < 1.2 * KB);
  });
});
