/** The table of settings against the settings themselves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LooseSettings, resolveSettings } from '../../harness/settings.ts';
import type { OptionTable } from './option-table.ts';
import { SETTING_OPTIONS } from './setting-options.ts';

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
});
