/** The table of settings against the settings themselves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LooseSettings, resolveSettings } from '../../harness/settings.ts';
import type { OptionTable } from './option-table.ts';
import { cucumberSettings, SETTING_OPTIONS } from './setting-options.ts';

const usable = { baseUrl: 'http://127.0.0.1:4100/astrolabe', apiKey: 'k', seed: '1', runId: 'r' };

function resolve(loose: LooseSettings) {
  return resolveSettings({ ...usable, ...loose }, () => 0.5);
}

describe('the options of settings', () => {
  for (const [name, row] of Object.entries(SETTING_OPTIONS as OptionTable)) {
    const usual = 'default' in row ? row.default : undefined;
    if (usual === undefined) continue;
    it(`have the default of ${name} that the settings have`, () => {
      assert.deepEqual(resolve({ [name]: usual }), resolve({}));
    });
  }

  it('give plain cucumber its variables, empty if not set', () => {
    const settings = cucumberSettings({ ASTROLABE_API_KEY: 'k', ASTROLABE_STRICT: '1' });
    assert.deepEqual(Object.keys(settings), [
      'baseUrl',
      'apiKey',
      'apiKeyMode',
      'blockingApiKey',
      'restrictedApiKey',
      'header',
      'ca',
      'clientCert',
      'clientKey',
      'recordsUrl',
      'adapter',
      'settle',
      'lastLook',
      'timeout',
      'rate',
      'maxCalls',
      'maxTime',
      'thorough',
      'seed',
    ]);
    assert.deepEqual([settings.apiKey, settings.baseUrl, settings.header], ['k', '', []]);
    const { header } = cucumberSettings({ ASTROLABE_HEADER: 'x-a: 1, x-b: 2' });
    assert.deepEqual(header, ['x-a: 1', ' x-b: 2']);
  });
});
