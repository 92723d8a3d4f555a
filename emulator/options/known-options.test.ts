import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EmulatorOptions, InvalidOptions } from '../emulator-options.ts';
import { createApp, startEmulator } from '../index.ts';
import { resolveOptions } from './index.ts';

/** @param options as a program in plain JavaScript may pass them */
function problemsWith(options: unknown): readonly string[] {
  try {
    resolveOptions(options as EmulatorOptions);
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidOptions, String(error));
    return error.problems;
  }
}

describe('names of options', () => {
  for (const [given, problem] of [
    [{ prot: 0 }, /no option named "prot": did you mean port\?/],
    [{ apikey: 'k' }, /"apikey": did you mean apiKey/],
    [{ data_dir: 'x' }, /"data_dir": did you mean dataDir/],
    [{ zzz: undefined }, /"zzz": write one of port, host, /],
    [{ engage: { frstSync: 5 } }, /"engage\.frstSync": did you mean firstSync/],
    [{ retry: { attemps: 5 } }, /"retry\.attemps": did you mean attempts/],
    [{ tls: { cert: 'c', key: 'k', kye: '' } }, /"tls\.kye": .*key/],
    [{ limits: { user: 5 } }, /no limit named "user": did you mean users/],
    [{ choices: { 'null-propery': 'remove' } }, /no choice named "null-propery": did you mean null-property/],
    [{ instances: [{}, { endpont: 'x' }] }, /"instances\[1\]\.endpont": did you mean endpoint/],
    [JSON.parse('{"__proto__": 1}'), /no option named "__proto__"/],
    [{ constructor: 1 }, /no option named "constructor"/],
  ] as const) {
    it(`are refused in ${JSON.stringify(given)}`, () => {
      const problems = problemsWith(given);
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('are refused together with every other problem', () => {
    assert.equal(problemsWith({ prot: 0, hots: 'x', port: -1 }).length, 3);
  });

  it('are refused by everything that takes options', async () => {
    const wrong = { prot: 0 } as EmulatorOptions;
    await assert.rejects(startEmulator(wrong), InvalidOptions);
    assert.throws(() => createApp(wrong), InvalidOptions);
  });

  it('may have the value undefined, and a logger may have other members', () => {
    const logger = Object.assign(() => {}, { info: () => {}, error: () => {} });
    assert.deepEqual(problemsWith({ port: undefined, engage: undefined, logger: { ...logger } }), []);
  });
});

describe('kinds of options', () => {
  for (const [given, problem] of [
    [null, /the options must be an object, not null/],
    ['frozen', /the options must be an object, not a string/],
    [[], /the options must be an object, not a list/],
    [{ port: '4100' }, /port must be a number, not a string/],
    [{ apiKey: 5 }, /apiKey must be a string, not a number/],
    [{ apiKey: null }, /apiKey must be a string, not null/],
    [{ defects: 'x' }, /defects must be a list of strings, not a string/],
    [{ variants: [5] }, /variants must be a list of strings, not a list with other values/],
    [{ instances: {} }, /instances must be a list of objects, not an object/],
    [{ instances: [null] }, /instances must be a list of objects/],
    [{ instances: [{ enabled: 'yes' }] }, /instances\[0\]\.enabled must be true or false, not a string/],
    [{ engage: 5 }, /engage must be an object, not a number/],
    [{ engage: { firstSync: '6h' } }, /engage\.firstSync must be a number, not a string/],
    [{ retry: [] }, /retry must be an object/],
    [{ tls: true }, /tls must be an object, not a boolean/],
    [{ choices: 'x' }, /choices must be an object/],
    [{ limits: null }, /limits must be an object, not null/],
    [{ ids: 5 }, /ids must be a function, not a number/],
    [{ logger: {} }, /logger must have a function error/],
    [{ clock: null }, /clock must be real or frozen, or have a function now, not null/],
    [{ clock: {} }, /clock must be real or frozen/],
  ] as const) {
    it(`are refused in ${JSON.stringify(given)}`, () => {
      const problems = problemsWith(given);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('are named without the value, which may be a key', () => {
    assert.doesNotMatch(problemsWith({ apiKey: ['ak_secret'], writeKey: 4711 }).join(), /secret|4711/);
  });
});
