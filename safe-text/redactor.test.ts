import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slowness } from '../test/slowness.ts';
import { cutText } from './cut-text.ts';
import { createRedactor } from './redactor.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const jsonEscapes = (text: string) => Buffer.from(text).toString('hex').replaceAll(/../g, '\\u00$&');

describe('the redactor', () => {
  for (const key of [
    'ak_0123456789abcdef',
    'with space & plus+slash/',
    'schlüssel-äöü',
    'quote"back\\slash',
  ]) {
    const { redact, find } = createRedactor([{ value: key, label: 'api-key' }]);
    const forms = {
      raw: key,
      'Basic with colon': `Basic ${base64(`${key}:`)}`,
      'Base64 without colon': base64(key),
      'URL-encoded': encodeURIComponent(key),
      'JSON-escaped': JSON.stringify(key),
    };
    for (const [form, text] of Object.entries(forms)) {
      it(`hides ${JSON.stringify(key)} ${form}`, () => {
        assert.match(redact(`before ${text} after`), /^before .*«api-key».* after$/);
        assert.equal(redact(`before ${text} after`).includes(key), false);
        assert.equal(find(`before ${text} after`), 'api-key');
      });
    }
  }

  it('does not redact a whole report because of a key of one letter', () => {
    const { redact, find } = createRedactor([{ value: 'a', label: 'api-key' }]);
    assert.equal(redact('a banana at noon'), 'a banana at noon');
    assert.equal(find('{"message":"a key that is not known"}'), undefined);
  });

  it('still finds a short key between quotes and after Basic', () => {
    const { redact } = createRedactor([{ value: 'a', label: 'api-key' }]);
    assert.equal(redact('{"key":"a"}'), '{"key":"«api-key»"}');
    assert.equal(redact('Authorization: Basic YTo='), 'Authorization: Basic «api-key»');
  });

  it('hides a key in any case, but finds it only in its own', () => {
    const { redact, find } = createRedactor([{ value: 'Key-0123-Abcd', label: 'api-key' }]);
    assert.equal(redact('x-key-0123-abcd: 1'), 'x-«api-key»: 1');
    assert.equal(find('x-key-0123-abcd: 1'), undefined);
  });

  it('hides the beginning of a key before the mark of a cut, in every form', () => {
    const key = 'ak_0123456789abcdef';
    const { redact } = createRedactor([{ value: key, label: 'api-key' }]);
    for (const form of [key, base64(key), base64(`x${key}`), base64(`xy${key}`), jsonEscapes(key)]) {
      const hidden = redact(cutText(`before ${form}`, 7 + Math.floor(form.length / 2)));
      assert.match(hidden, /^before .{0,3}«api-key»… \(\d+ more characters\)$/, form);
    }
    assert.equal(redact('before ak_… after'), 'before ak_… after');
  });

  it('leaves nothing of a key inside other Base64', () => {
    const key = 'ak_0123456789abcdef';
    const { redact } = createRedactor([{ value: key, label: 'api-key' }]);
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const after of ['', 'y', 'yz', 'xyz']) {
        const shown = redact(base64(`${before}${key}${after}`));
        assert.match(shown, /«api-key»/);
        const [left = '', right = ''] = shown.split('«api-key»');
        const around = [left, right].map((part) => Buffer.from(part, 'base64').toString()).join(' ');
        assert.doesNotMatch(around, /ak_|def/);
      }
    }
  });

  it('is as fast for texts that only look like the beginning of a key', () => {
    const { redact } = createRedactor([{ value: 'a_0123456789abcdef', label: 'api-key' }]);
    const looks = ['\\', 'a\\\\\\', '&amp;amp;', '&#0000', '%25', '\\u{0000', '…', 'a_0123…'];
    for (const one of looks) {
      const text = one.repeat(Math.ceil(200_000 / one.length));
      const startedAt = performance.now();
      redact(text);
      assert.ok(performance.now() - startedAt < 20_000 * slowness(), one);
    }
  });

  it('names the longer of two keys if one contains the other', () => {
    const { redact } = createRedactor([
      { value: 'ak_0123456789', label: 'api-key' },
      { value: 'ak_0123456789x', label: 'api-key-lengthened' },
    ]);
    assert.equal(redact('ak_0123456789x, ak_0123456789'), '«api-key-lengthened», «api-key»');
  });

  it('hides keys in a long text wherever they are, as in a short one', () => {
    const key = 'ak_0123456789abcdef';
    const { redact } = createRedactor([{ value: key, label: 'api-key' }]);
    const forms = [key, base64(key), jsonEscapes(key), `${key.slice(0, 9)}… cut`, 'nothing', '\\u00', ''];
    const pieces = Array.from(
      { length: 20_000 },
      (_, at) => `${'.'.repeat(at % 37)}${forms[at % forms.length]}`,
    );
    assert.equal(redact(pieces.join('"')), pieces.map(redact).join('"'));
    const unquoted = pieces.join(' ');
    assert.ok(unquoted.length > 300_000);
    assert.equal(redact(unquoted), pieces.map(redact).join(' '));
  });
});
