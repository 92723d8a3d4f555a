import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { it } from 'node:test';
import { tlsFilesOf } from './tls-files.ts';

const none = { tls: false, host: '127.0.0.1', allowedHost: [] };
const foldersOf = () => readdirSync(tmpdir()).filter((name) => name.startsWith('astrolabe-tls-'));

it('is nothing without an option for it', () => {
  assert.equal(tlsFilesOf(none, '.'), undefined);
});

it('says what to do if there is no openssl, and leaves no folder behind', () => {
  const { PATH } = process.env;
  const before = foldersOf();
  process.env.PATH = '/nowhere';
  try {
    assert.throws(
      () => tlsFilesOf({ ...none, tls: true }, '.'),
      /openssl, which cannot be used \(ENOENT\): install it, or pass --tls-cert and --tls-key/,
    );
  } finally {
    process.env.PATH = PATH;
  }
  assert.deepEqual(
    foldersOf().filter((name) => !before.includes(name)),
    [],
  );
});
