import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionWords } from './option-words.ts';

test('only what is not a default is named, and keys never are', () => {
  const values = {
    baseUrl: 'https://astrolabe.example/segment',
    apiKey: 'secret-1',
    blockingApiKey: 'secret-2',
    restrictedApiKey: 'secret-3',
    apiKeyMode: 'block',
    settle: '5s',
    timeout: '30s',
    seed: '7',
    runId: 'r1',
    strict: true,
    checklist: false,
  } as const;
  assert.deepEqual(optionWords(values, { cwd: '/work' }), [
    ...['--base-url', 'https://astrolabe.example/segment'],
    ...['--api-key-mode', 'block', '--timeout', '30s', '--strict'],
  ]);
});

test('paths are relative to the working folder, wherever they came from', () => {
  const values = { adapter: '/home/ada/project/test/db.js', config: '../shared.json', target: 'staging' };
  assert.deepEqual(optionWords(values, { cwd: '/home/ada/project' }), [
    ...['--config', '../shared.json', '--target', 'staging'],
    ...['--adapter', 'test/db.js'],
  ]);
});
