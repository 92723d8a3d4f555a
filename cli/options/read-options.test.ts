/** Where the values of options come from, and what is refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError } from '../shell.ts';
import type { OptionTable } from './option-table.ts';
import { readOptions } from './read-options.ts';

const TABLE = {
  baseUrl: { kind: 'text', value: 'url', what: 'a URL', inFile: true },
  apiKey: { kind: 'text', value: 'key', what: 'a key', isKey: true },
  mode: { kind: 'text', value: 'mode', what: 'a mode', choices: ['allow', 'block'], default: 'allow' },
  clauses: { kind: 'list', value: 'glob', what: 'globs', excludes: { strict: 'they are a pair' } },
  as: { kind: 'list', value: 'calls', what: 'calls', choices: ['group', 'identify'], commas: true },
  count: { kind: 'whole', value: 'number', what: 'a count', least: 1, most: 9, default: 3 },
  strict: { kind: 'switch', what: 'a switch' },
  instances: { kind: 'file', what: 'objects', inFile: { type: 'array' } },
} as const satisfies OptionTable;

const DEFAULTS = {
  baseUrl: undefined,
  apiKey: undefined,
  mode: 'allow',
  clauses: [],
  as: [],
  count: 3,
  strict: false,
  instances: undefined,
};

function read(given: object, env: Record<string, string> = {}, file: object = {}) {
  return readOptions(TABLE, { given: { ...given }, env, file: { ...file } });
}

describe('options', () => {
  it('have their defaults', () => assert.deepEqual(read({}), DEFAULTS));

  it('come from the command line, else the environment, else the file', () => {
    const env = { ASTROLABE_BASE_URL: 'env', ASTROLABE_COUNT: '5', ASTROLABE_STRICT: 'no' };
    const file = { baseUrl: 'file', count: 7, strict: true, mode: 'block', instances: [{}] };
    assert.deepEqual(read({ baseUrl: 'argv' }, env, file), {
      ...DEFAULTS,
      baseUrl: 'argv',
      count: 5,
      strict: false,
      mode: 'block',
      instances: [{}],
    });
    assert.equal(read({}, env, file).baseUrl, 'env');
    assert.equal(read({}, {}, file).baseUrl, 'file');
    assert.equal(read({}, {}, file).strict, true);
  });

  it('count empty values as not given', () => {
    const env = { ASTROLABE_MODE: '', ASTROLABE_STRICT: '', ASTROLABE_COUNT: '' };
    assert.deepEqual(read({ baseUrl: '', clauses: [''] }, env, { mode: '' }), DEFAULTS);
    assert.equal(read({ baseUrl: '' }, { ASTROLABE_BASE_URL: 'env' }).baseUrl, 'env');
  });

  it('split lists at commas in a variable, and on the command line only if the table says so', () => {
    assert.deepEqual(read({ clauses: ['a,b', 'c'] }).clauses, ['a,b', 'c']);
    assert.deepEqual(read({}, { ASTROLABE_CLAUSES: 'a, b' }).clauses, ['a', 'b']);
    assert.deepEqual(read({ as: ['group,identify'] }).as, ['group', 'identify']);
    assert.deepEqual(read({}, {}, { clauses: ['a,b'] }).clauses, ['a,b']);
  });

  const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['another choice', () => read({ mode: 'no' }), /^--mode must be allow or block, not "no"$/],
    [
      'another choice in the environment',
      () => read({}, { ASTROLABE_MODE: 'no' }),
      /^ASTROLABE_MODE must be allow or block/,
    ],
    [
      'a key with a line end',
      () => read({}, { ASTROLABE_API_KEY: 'ak\r' }),
      /^ASTROLABE_API_KEY ends with a line end/,
    ],
    ['a key after a space', () => read({ apiKey: ' ak' }), /^--api-key begins with white space/],
    [
      'a key with a tab in the file',
      () => read({}, {}, { apiKey: 'ak\t' }),
      /^"apiKey" in the configuration file ends/,
    ],
    ['another choice in a list', () => read({ as: ['group,track'] }), /^--as must be group or identify/],
    ['a number that is too small', () => read({ count: '0' }), /^--count must be a whole number from 1 to 9/],
    ['a number that is not whole', () => read({ count: '1.5' }), /^--count must be a whole number/],
    ['a number in the file', () => read({}, {}, { count: 10 }), /^"count" in the configuration file must be/],
    [
      'a switch that is neither on nor off',
      () => read({}, { ASTROLABE_STRICT: 'maybe' }),
      /^ASTROLABE_STRICT is a switch/,
    ],
    [
      'two that exclude each other, wherever they come from',
      () => read({ clauses: ['a'] }, { ASTROLABE_STRICT: '1' }),
      /^--clauses cannot be combined with ASTROLABE_STRICT: they are a pair$/,
    ],
  ];
  for (const [what, act, sentence] of refused) {
    it(`refuse ${what}`, () => {
      assert.throws(act, (error) => {
        assert.ok(error instanceof CommandError);
        assert.equal(error.exitCode, 2);
        assert.match(error.message, sentence);
        return true;
      });
    });
  }

  it('do not exclude each other if the switch is off', () => {
    assert.deepEqual(read({ clauses: ['a'] }, { ASTROLABE_STRICT: '0' }).clauses, ['a']);
  });
});
