/** One cucumber has these steps once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claim } from './once.ts';

const here = { version: '0.2.0', folder: '/app/node_modules/astrolabe-conformance' };
const elsewhere = { version: '0.1.0', folder: '/app/packages/a/node_modules/astrolabe-conformance' };

describe('a cucumber', () => {
  it('is claimed once, until its run begins', () => {
    const cucumber = { Given() {} };
    const release = claim(cucumber, here);
    assert.throws(() => claim(cucumber, here), /called twice on one cucumber: call it once/);
    release();
    claim(cucumber, here)();
  });

  it('is not shared by two versions, which are named with their folders', () => {
    const cucumber = { Given() {} };
    const release = claim(cucumber, here);
    assert.throws(
      () => claim(cucumber, elsewhere),
      /two versions .*: 0\.2\.0 in \/app\/node_modules\/astrolabe-conformance, and 0\.1\.0 in \/app\/packages\/a.*Install one/,
    );
    claim({ Given() {} }, elsewhere)();
    release();
  });
});
