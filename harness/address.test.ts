import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLoopback, isPrivateAddress } from './address.ts';

const loopback = ['http://127.0.0.1:4100', 'http://127.8.9.1', 'http://localhost:80', 'http://[::1]:3000'];
const inside = [
  'http://10.1.2.3',
  'http://192.168.0.4',
  'http://172.20.0.1',
  'http://169.254.1.1',
  'http://[fe80::1]',
  'http://[fd00::1]',
  'http://destination:8080',
  'http://db.local',
  'http://x.internal',
  'http://y.test',
];
const outside = [
  'http://172.32.0.1',
  'http://11.0.0.1',
  'https://hooks.example.org',
  'http://localhost.example.org',
  'http://[2001:db8::1]',
  'http://mylocal'.concat('.org'),
];

describe('an address', () => {
  for (const url of loopback) {
    it(`${url} is loopback and private`, () => {
      assert.equal(isLoopback(new URL(url)), true);
      assert.equal(isPrivateAddress(new URL(url)), true);
    });
  }
  for (const url of inside) {
    it(`${url} is private and not loopback`, () => {
      assert.equal(isLoopback(new URL(url)), false);
      assert.equal(isPrivateAddress(new URL(url)), true);
    });
  }
  for (const url of outside) {
    it(`${url} is public`, () => assert.equal(isPrivateAddress(new URL(url)), false));
  }
});
