import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createShapeRedactor } from './shaped-keys.ts';

const KEY = 'ak_abcdefghij23_0123456789abcdef0123456789abcdef';
const OTHER = 'wk_zyxwvutsrq76_fedcba9876543210fedcba9876543210';
const redact = createShapeRedactor('[abrwc]k_[a-z2-7]{12}_[0-9a-f]{32}', KEY.length, 'key');

const escapedBy = (written: (code: number) => string) =>
  Array.from(KEY, (character) => written(character.charCodeAt(0))).join('');
const hexOf = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

const FORMS: Readonly<Record<string, string>> = {
  'as it is': KEY,
  'another one': OTHER,
  'in capitals': KEY.toUpperCase(),
  'with one character escaped for URLs': KEY.replaceAll('_', '%5F'),
  'escaped for URLs': escapedBy((code) => `%${hexOf(code, 2)}`),
  'escaped for JSON': escapedBy((code) => `\\u${hexOf(code, 4)}`),
  'escaped for JSON in JSON': escapedBy((code) => `\\\\u${hexOf(code, 4)}`),
  'escaped for JavaScript': escapedBy((code) => `\\x${hexOf(code, 2)}`),
  'escaped for HTML': escapedBy((code) => `&#${code};`),
  'escaped for HTML in hexadecimal': escapedBy((code) => `&#x${hexOf(code, 2)};`),
  'in hexadecimal digits': Buffer.from(KEY).toString('hex'),
  'in Base64': Buffer.from(KEY).toString('base64'),
  'in an Authorization header': Buffer.from(`${KEY}:`).toString('base64'),
  'behind the colon of one': Buffer.from(`:${KEY}`).toString('base64'),
  'in Base64 of a longer text': Buffer.from(`{"key":"${KEY}","a":1}`).toString('base64'),
  'in Base64 for URLs': Buffer.from(`ÿþ?${KEY}??`).toString('base64url'),
};

describe('a key that is known by its shape', () => {
  for (const [what, form] of Object.entries(FORMS)) {
    it(`is hidden ${what}`, () => {
      for (const [before, after] of [
        ['', ''],
        ['{"key": "', '"}'],
        ['Basic ', ' and more'],
      ]) {
        assert.equal(redact(`${before}${form}${after}`), `${before}«key»${after}`);
      }
    });
  }

  it('is hidden each time', () => {
    assert.equal(redact(`${KEY} ${OTHER} ${KEY}`), '«key» «key» «key»');
  });

  it('hides nothing else', () => {
    const texts = [
      '',
      'ak_abcdefghij23_0123456789abcdef0123456789abcde',
      'xk_abcdefghij23_0123456789abcdef0123456789abcdef',
      '4f7c2a10-2b1e-4c7d-9a53-0c5d8a4f1b22',
      '%41%42%43',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/ABCDEFGH',
      Buffer.from('a quite ordinary text of more than forty-eight characters').toString('base64'),
      Buffer.from('a quite ordinary text of more than forty-eight characters').toString('hex'),
    ];
    for (const text of texts) assert.equal(redact(text), text);
  });
});
