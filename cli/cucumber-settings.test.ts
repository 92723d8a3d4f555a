/** What a run that cucumber starts reads from the environment and the configuration file. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../test/folder.ts';
import { readCucumberSettings } from './cucumber-settings.ts';

const FILE = `
baseUrl: http://127.0.0.1:1/own
explore: 3
targets:
  local:
    baseUrl: http://127.0.0.1:2/local
    apiKey: $LOCAL_KEY
  other:
    baseUrl: http://127.0.0.1:3/other
    apiKey: k
`;

function folderWithFile(): string {
  const cwd = makeFolder('cucumber-settings');
  writeFileSync(join(cwd, 'astrolabe.config.yaml'), FILE);
  return cwd;
}

describe('a run that cucumber starts', () => {
  const cwd = folderWithFile();

  it('reads the variables that concern a destination', async () => {
    const env = {
      ASTROLABE_BASE_URL: 'http://127.0.0.1:9/x',
      ASTROLABE_API_KEY: 'k',
      ASTROLABE_HEADER: 'x-a: 1, x-b: 2',
      ASTROLABE_RUN_ID: 'r1',
      ASTROLABE_STRICT: '1',
    };
    const settings = await readCucumberSettings({}, { cwd, env });
    assert.deepEqual(
      [settings.baseUrl, settings.apiKey, settings.runId],
      ['http://127.0.0.1:9/x', 'k', 'r1'],
    );
    assert.deepEqual(settings.header, ['x-a: 1', 'x-b: 2']);
    assert.equal('strict' in settings, false);
  });

  it('reads the configuration file, and the target that the variable names', async () => {
    assert.equal((await readCucumberSettings({}, { cwd, env: {} })).baseUrl, 'http://127.0.0.1:1/own');
    const env = { ASTROLABE_TARGET: 'local', LOCAL_KEY: 'secret-of-local' };
    const { baseUrl, apiKey } = await readCucumberSettings({ target: 'other' }, { cwd, env });
    assert.deepEqual([baseUrl, apiKey], ['http://127.0.0.1:2/local', 'secret-of-local']);
  });

  it('reads the target that its file names, if no variable does', async () => {
    const { baseUrl } = await readCucumberSettings({ target: 'other' }, { cwd, env: {} });
    assert.equal(baseUrl, 'http://127.0.0.1:3/other');
  });

  it('refuses an unknown target with those that there are', async () => {
    await assert.rejects(
      readCucumberSettings({ target: 'locl' }, { cwd, env: {} }),
      /no target "locl": .*local/,
    );
  });
});
