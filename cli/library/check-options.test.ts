/** The options of a program: every one of the command line, typed, and refused by name when a value is wrong. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isObject } from '../../schemas/index.ts';
import { VERIFY } from '../grade/verify.ts';
import { flagOf } from '../options/option-table.ts';
import { type CheckedOptions, checkOptions, LEFT_OUT, type OF_A_PROGRAM } from './check-options.ts';
import type { ConformanceOptions } from './conformance-options.ts';
import { inCode } from './in-code.ts';

type Same<One, Other> = [One, Other] extends [Other, One] ? true : never;

const check = (options: unknown, isAlone = true): CheckedOptions =>
  checkOptions(options, VERIFY.options, isAlone);

describe('the options of a program', () => {
  it('have a type for each option of the command line that is not left out', () => {
    type Own = Exclude<keyof ConformanceOptions, (typeof OF_A_PROGRAM)[number]>;
    type Expected = Exclude<keyof typeof VERIFY.options, keyof typeof LEFT_OUT>;
    const isSame: Same<Own, Expected> = true;
    assert.ok(isSame);
  });

  it('are passed on as the command line has them', () => {
    const { given, problems } = check({
      baseUrl: 'http://127.0.0.1:1/',
      rate: 10,
      maxCalls: '20',
      seed: 0,
      lastLook: 0,
      explore: 3,
      explorePath: 7,
      strict: true,
      smoke: false,
      clauses: 'AST-IDENT-*',
      header: ['a: 1,b:2'],
      tags: undefined,
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(given, {
      baseUrl: 'http://127.0.0.1:1/',
      rate: '10',
      maxCalls: '20',
      seed: '0',
      lastLook: '0',
      explore: '3',
      explorePath: '7',
      strict: true,
      smoke: false,
      clauses: ['AST-IDENT-*'],
      header: ['a: 1,b:2'],
    });
  });

  for (const name of Object.keys(VERIFY.options).filter((one) => !(one in LEFT_OUT))) {
    it(`refuse ${name} of a wrong type by its name, without its value`, () => {
      for (const value of [null, { unpassable: 'a function' }, [['secret']], 1n, Symbol.iterator]) {
        const { given, problems } = check({ [name]: value });
        assert.deepEqual(given, {});
        assert.equal(problems.length, 1);
        assert.match(problems[0] ?? '', new RegExp(`^${name}(\\[0\\])? must be `));
        assert.doesNotMatch(problems[0] ?? '', /secret/);
      }
    });
  }

  for (const [options, problem] of [
    [{ baseURL: 'x' }, 'there is no option "baseURL": did you mean baseUrl?'],
    [{ 'base-url': 'x' }, 'there is no option "base-url": did you mean baseUrl or baseline?'],
    [{ '--records-url': 'x' }, 'there is no option "--records-url": did you mean recordsUrl?'],
    [{ clause: 'x' }, 'there is no option "clause": did you mean clauses?'],
    [{ signals: 1 }, 'there is no option "signals": did you mean signal?'],
    [{ toString: 'x' }, 'there is no option "toString": docs/test-runners.md says which options there are'],
    [{ json: true }, 'json is an option of the command line only: the result record is returned'],
    [{ watch: 'src' }, 'watch is an option of the command line only: a test runner watches files by itself'],
    [{ strict: 'yes' }, 'strict must be true or false, not a string'],
    [{ timeout: 5000 }, 'timeout must be a string with a unit, such as 300ms, 5s or 2m, not a number'],
    [{ lastLook: 2000 }, 'lastLook must be a string with a unit, such as 300ms, 5s or 2m, not a number'],
    [{ rate: true }, 'rate must be a number, not true'],
    [{ clauses: ['AST-IDENT-*', ''] }, 'clauses[1] must be a string, not an empty one'],
    [{ clauses: '' }, 'clauses must be a string or a list of strings, not an empty one'],
    [
      { baseUrl: undefined },
      'baseUrl has no value: pass the URL that Segment posts to, or leave the option out to grade the embedded emulator',
    ],
    ['x', 'the options must be an object such as { baseUrl, apiKey }, not a string'],
    [[], 'the options must be an object such as { baseUrl, apiKey }, not a list'],
    [null, 'the options must be an object such as { baseUrl, apiKey }, not null'],
  ] as const) {
    it(`refuse ${isObject(options) ? Object.entries(options).join() : String(options)}`, () => {
      assert.deepEqual(check(options).problems, [problem]);
    });
  }

  it('may leave baseUrl to the environment', () => {
    assert.deepEqual(check({ baseUrl: undefined }, false), { given: {}, problems: [] });
  });
});

describe('a sentence of the command line in code', () => {
  const names = Object.keys(VERIFY.options);

  it('names no flag and no variable', () => {
    const flags = names.map(flagOf).join(' and ');
    assert.equal(inCode(flags, names, false), names.join(' and '));
  });

  for (const [sentence, without, having] of [
    [
      '--base-url needs the API key of a connector: set ASTROLABE_API_KEY or pass --api-key',
      'baseUrl needs the API key of a connector: pass apiKey',
      'baseUrl needs the API key of a connector: set ASTROLABE_API_KEY or pass apiKey',
    ],
    ['put the key in ASTROLABE_API_KEY', 'put the key in apiKey', 'put the key in ASTROLABE_API_KEY'],
    ['To run them, add --yes or set ASTROLABE_YES=1.', 'To run them, add yes: true.'],
    ['--explore-path needs --explore: add --explore 1', 'explorePath needs explore: add explore: 1'],
    ['needs --baseline FILE, the file', 'needs baseline, the file'],
    ['--example "--rate" has "a\\"--tags" in it', 'example "--rate" has "a\\"--tags" in it'],
    ['cannot create --report-dir /x/--rate/y-rate', 'cannot create reportDir /x/--rate/y-rate'],
    ['pass --unknown-flag', 'pass --unknown-flag'],
  ] as const) {
    it(`is "${without}"`, () => {
      assert.equal(inCode(sentence, names, false), without);
      assert.equal(inCode(sentence, names, true), having ?? without);
    });
  }
});
