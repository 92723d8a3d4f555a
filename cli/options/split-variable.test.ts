/** What a variable with several values is split into. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONNECTION_OPTIONS } from './connection-options.ts';
import { readOptions } from './read-options.ts';

describe('ASTROLABE_HEADER', () => {
  for (const [what, text, headers] of [
    ['commas between headers', 'x-a: 1, x-b: 2', ['x-a: 1', 'x-b: 2']],
    ['commas without spaces', 'x-a:1,x-b:2', ['x-a:1', 'x-b:2']],
    ['a comma in a value', 'Cookie: a=1,b=2', ['Cookie: a=1,b=2']],
    ['commas in and between', 'x-a: 1, 2, x-b: 3,4', ['x-a: 1, 2', 'x-b: 3,4']],
    ['a date', 'x-at: Mon, 01 Jan 2024 10:00:00 GMT', ['x-at: Mon, 01 Jan 2024 10:00:00 GMT']],
    ['URLs', 'x-a: http://a.example,https://b.example', ['x-a: http://a.example,https://b.example']],
    ['JSON', 'x-a: {"b":1,"c":2}', ['x-a: {"b":1,"c":2}']],
    ['one header per line', 'Cookie: a=1,b:2\nx-b: 3, x-c: 4\r\n', ['Cookie: a=1,b:2', 'x-b: 3, x-c: 4']],
    ['one line with its end', 'Cookie: a=1,b:2\n', ['Cookie: a=1,b:2']],
    ['one line after a line end', '\nCookie: a=1,b:2', ['Cookie: a=1,b:2']],
    ['a comma at the end', 'x-a: 1, x-b: 2, ', ['x-a: 1', 'x-b: 2']],
    ['nothing', ' \n ', []],
  ] as const) {
    it(`may hold ${what}`, () => {
      const env = { ASTROLABE_HEADER: text };
      assert.deepEqual(readOptions(CONNECTION_OPTIONS, { given: {}, env }).header, headers);
    });
  }

  it('is replaced by the flag, as a whole', () => {
    const sources = { given: { header: ['x-b: 2, x-c: 3'] }, env: { ASTROLABE_HEADER: 'x-a: 1' } };
    assert.deepEqual(readOptions(CONNECTION_OPTIONS, sources).header, ['x-b: 2, x-c: 3']);
  });
});
