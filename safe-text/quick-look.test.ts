/** A quick look may only say "no" where every pattern says so. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lookAt, quickLookFor } from './quick-look.ts';
import { createRedactor } from './redactor.ts';
import { formsOf } from './secret-forms.ts';

const hex = (text: string, digits: number) => text.charCodeAt(0).toString(16).padStart(digits, '0');

/** Each way to write a character. */
const WRITTEN: readonly ((character: string) => string)[] = [
  (character) => character,
  (character) => character.toUpperCase(),
  (character) => `\\${character}`,
  (character) => `\\\\\\${character}`,
  (character) => `%${hex(character, 2)}`,
  (character) => `%2525${hex(character, 2).toUpperCase()}`,
  (character) => `\\u${hex(character, 4)}`,
  (character) => `\\\\u{000${hex(character, 2)}}`,
  (character) => `\\x${hex(character, 2)}`,
  (character) => `&#${character.charCodeAt(0)};`,
  (character) => `&amp;#x0${hex(character, 2)};`,
];

/** Parts of keys that look like a part of an escape, and others. */
const keys = fc
  .array(
    fc.constantFrom('u0061', 'u00', 'x6', '25', '00', '61', 'a', 'Zb', '_', '-', '/', '+', '9', 'k7', 'F'),
    {
      minLength: 5,
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''))
  .filter((key) => key.length >= 8);

/** What may stand before a key, and be read as one escape with its beginning. */
const before = fc.constantFrom(
  '',
  ' ',
  '"',
  '\\',
  '%',
  '%25',
  '%2',
  '\\u',
  '\\u{',
  '\\x',
  '&#',
  '&amp;#x',
  '%%25\\',
  '%\\',
  '&#\\',
  '\\u\\',
  '\\u000',
  '\\\\u0007',
);

/** What may stand behind a key, and be read as one escape with its end. */
const behind = fc.constantFrom('', ' after', '"', '61', '0061', '22}', '1', '}', ';', '\\u0061', '%3A');

describe('a quick look', () => {
  it('finds every form of a key that its pattern finds, however its characters are written', () => {
    const ways = fc.array(fc.constantFrom(...WRITTEN), { minLength: 1, maxLength: 7 });
    const texts = fc.array(fc.tuple(ways, before, behind, fc.nat({ max: 2 })), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(keys, texts, (key, manners) => {
        for (const form of formsOf(key, { anyCase: true })) {
          const look = quickLookFor(form.text, 6);
          if (look === undefined) continue;
          const whole = new RegExp(form.characters().slice(0, -form.optional).join(''));
          const beginning = new RegExp(form.characters().slice(0, 6).join(''));
          for (const [written, first, last, absent] of manners) {
            const shown = [...form.text]
              .slice(0, form.text.length - Math.min(absent, form.optional))
              .map((one, at) => (written[at % written.length] as (c: string) => string)(one));
            const text = `${first}${shown.join('')}${last}`;
            const { mayHold, mayHoldBeginning } = lookAt(text);
            if (whole.test(text)) assert.ok(mayHold(look), `${form.text} in ${text}`);
            if (beginning.test(text))
              assert.ok(mayHoldBeginning(look), `the beginning of ${form.text} in ${text}`);
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('hides keys that stand like a part of an escape', () => {
    for (const [key, text] of [
      ['sk_live_abcdefu00', '{"a":"sk_live_abcdef\\u0022}'],
      ['abcdefghijklmu006', 'abcdefghijklm\\u0061'],
      ['abcdefghijklmnx6Q', 'abcdefghijklmn\\x61'],
      ['52525abQwertzuiop', '%252525ABQwertzuiop'],
      ['525abZwertzuiop123', '%2525abZwer…'],
      ['0000000000000061', '\\u{00000000000000%361}'],
      ['abx61cdefghijkl', 'ab\\x61CDEFGHIJKL'],
      ['ab u0061cdefghij', 'ab \\u0061CDEFGHIJ'],
      ['schlüssel-äöüß', 'SCHLÜSSEL-ÄÖÜß'],
    ] as const) {
      assert.equal(text.includes(key), false);
      const { redact } = createRedactor([{ value: key, label: 'key' }]);
      assert.match(redact(text), /«key»/, key);
    }
  });

  it('says no of a text without a key', () => {
    const look = quickLookFor('ak_0123456789abcdef', 6);
    assert.ok(look !== undefined);
    assert.equal(lookAt('{"a":"b\\n\\u0041%20&amp;"}'.repeat(100)).mayHold(look), false);
    assert.equal(lookAt('a\\u006b_0123%3456789abcdef').mayHold(look), true);
    assert.equal(lookAt('AK_0123456789ABCDEF').mayHold(look), true);
    assert.equal(lookAt('A%6B_%301').mayHoldBeginning(look), false);
    assert.equal(lookAt('A%6B_%3012').mayHoldBeginning(look), true);
  });
});
