import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { tlsFilesOf } from './tls-files.ts';

const none = { tls: false, host: '127.0.0.1', allowedHost: [] };

it('is nothing without an option for it', () => {
  assert.equal(tlsFilesOf(none, '.'), undefined);
});

it('says what to do if there is no openssl, and leaves no folder behind', () => {
  const { PATH, TMPDIR } = process.env;
  // Other tests make folders too.
  const own = mkdtempSync(join(tmpdir(), 'astrolabe-no-openssl-'));
  process.env.PATH = '/nowhere';
  process.env.TMPDIR = own;
  try {
    assert.throws(
      () => tlsFilesOf({ ...none, tls: true }, '.'),
      /openssl, which cannot be used \(ENOENT\): install it, or pass --tls-cert and --tls-key/,
    );
    assert.deepEqual(readdirSync(own), []);
  } finally {
    process.env.PATH = PATH;
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(own, { recursive: true });
  }
});
