import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyProblem } from './key-problem.ts';

describe('a key', () => {
  for (const [what, key, sentence] of [
    ['a carriage return at its end', 'ak_1\r', /^ends with a line end: a key has no white space around it/],
    ['a line end', 'ak_1\n', /^ends with a line end/],
    ['a space and a line end', 'ak_1 \r\n', /^ends with a line end/],
    ['a space before it', ' ak_1', /^begins with white space/],
    ['a tab and a space', '\tak_1 ', /^begins with a tab and ends with white space/],
    ['a byte order mark', '\uFEFFak_1', /^begins with a byte order mark/],
    ['a space that does not break', 'ak_1\u00a0', /^ends with white space/],
    ['a line end within', 'ak_1\nak_2', /^has a line end in it: it may be two keys/],
    ['nothing else', ' \n', /^has only white space/],
  ] as const) {
    it(`with ${what} is named, without the key`, () => {
      const problem = keyProblem(key) ?? '';
      assert.match(problem, sentence);
      assert.equal(problem.includes('ak_1'), false);
    });
  }

  for (const key of ['ak_1', 'two words', 'schlüssel', '"quoted"', '~']) {
    it(`may be ${JSON.stringify(key)}`, () => assert.equal(keyProblem(key), undefined));
  }
});
