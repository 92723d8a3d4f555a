import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LooseSettings, resolveSettings, type Settings } from './settings.ts';

const usable = { baseUrl: 'http://127.0.0.1:4100/astrolabe', apiKey: 'ak_123' };

function settingsOf(loose: LooseSettings): Settings {
  const resolution = resolveSettings(loose, () => 0.5);
  assert.ok('value' in resolution, JSON.stringify(resolution));
  return resolution.value;
}

function problemsOf(loose: LooseSettings): string {
  const resolution = resolveSettings(loose, () => 0.5);
  assert.ok('problems' in resolution, 'no problem was found');
  return resolution.problems.join('\n');
}

describe('settings', () => {
  it('have the documented defaults', () => {
    const { settleMs, timeoutMs, rate, maxCalls, apiKeyMode, strict } = settingsOf(usable);
    assert.deepEqual(
      { settleMs, timeoutMs, rate, maxCalls, apiKeyMode, strict },
      {
        settleMs: 5000,
        timeoutMs: 10_000,
        rate: undefined,
        maxCalls: undefined,
        apiKeyMode: 'allow',
        strict: false,
      },
    );
  });

  it('limit rate and calls against everything except loopback', () => {
    assert.equal(settingsOf({ ...usable, baseUrl: 'https://hooks.example.org/x' }).rate, 10);
    assert.equal(settingsOf({ ...usable, baseUrl: 'https://hooks.example.org/x' }).maxCalls, 2000);
    assert.equal(settingsOf({ ...usable, baseUrl: 'https://hooks.example.org/x', rate: '250' }).rate, 250);
  });

  for (const [text, ms] of [
    ['300ms', 300],
    ['5s', 5000],
    ['2m', 120_000],
    ['0.5', 500],
  ] as const) {
    it(`read the duration ${text}`, () => assert.equal(settingsOf({ ...usable, settle: text }).settleMs, ms));
  }

  it('count empty strings as not given', () => {
    assert.deepEqual(settingsOf({ ...usable, recordsUrl: '', rate: '' }).recordsUrl, undefined);
  });

  const refused: readonly [string, LooseSettings, RegExp][] = [
    ['a missing base URL', { apiKey: 'x' }, /--base-url is missing/],
    [
      'a malformed base URL',
      { ...usable, baseUrl: 'localhost:4100' },
      /--base-url is not an http or https URL/,
    ],
    ['a key inside the URL', { ...usable, baseUrl: 'http://key@host/' }, /must not contain a user name/],
    ['a base URL without a key', { baseUrl: usable.baseUrl }, /ASTROLABE_API_KEY/],
    [
      'two sources of evidence',
      { ...usable, recordsUrl: 'http://127.0.0.1/r', adapter: '/a.js' },
      /cannot be combined: pass one of them/,
    ],
    ['a key with a line end', { ...usable, apiKey: 'ak\r' }, /--api-key ends with a line end/],
    ['another key with a space', { ...usable, blockingApiKey: ' bk' }, /--blocking-api-key begins with/],
    ['an unknown key mode', { ...usable, apiKeyMode: 'maybe' }, /"allow" or "block"/],
    ['a settle time without a number', { ...usable, settle: 'soon' }, /--settle must be a duration/],
    ['a timeout of zero', { ...usable, timeout: '0s' }, /--timeout must be a duration/],
    ['a negative rate', { ...usable, rate: '-3' }, /--rate must be a number above 0/],
    ['half a call', { ...usable, maxCalls: '1.5' }, /--max-calls must be a whole number/],
    ['a seed that is not a number', { ...usable, seed: 'abc' }, /--seed must be a whole number from 0/],
    ['a negative seed', { ...usable, seed: '-1' }, /--seed must be a whole number from 0/],
    ['a run id with spaces', { ...usable, runId: 'my run' }, /--run-id must be 1 to 16 letters or digits/],
    [
      'too many lanes',
      { ...usable, concurrency: '1000' },
      /--concurrency must be a whole number from 1 to 64/,
    ],
  ];
  for (const [what, loose, sentence] of refused) {
    it(`refuse ${what}`, () => assert.match(problemsOf(loose), sentence));
  }
});
