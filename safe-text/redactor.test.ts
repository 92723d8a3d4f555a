import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from './redactor.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

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

  it('names the longer of two keys if one contains the other', () => {
    const { redact } = createRedactor([
      { value: 'ak_0123456789', label: 'api-key' },
      { value: 'ak_0123456789x', label: 'api-key-lengthened' },
    ]);
    assert.equal(redact('ak_0123456789x, ak_0123456789'), '«api-key-lengthened», «api-key»');
  });
});
