/** What a run hides. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from '../../safe-text/index.ts';
import { resolveSettings } from '../settings.ts';
import { secretsOf } from './credentials.ts';

function hidden(text: string, ...header: readonly string[]): string {
  const settings = resolveSettings(
    { baseUrl: 'http://127.0.0.1:1/x', apiKey: 'key-0123456789', header },
    () => 0.5,
  );
  assert.ok('value' in settings);
  return createRedactor(secretsOf(settings.value)).redact(text);
}

describe('a header of one’s own', () => {
  it('is hidden as a whole', () => assert.equal(hidden('s3', 'x-a: other-value-1'), 's3'));

  it('is hidden behind its scheme', () => {
    assert.equal(hidden('no token-111-222', 'X-A: Bearer token-111-222'), 'no «header-x-a»');
  });

  it('is hidden cookie by cookie', () => {
    const shown = hidden('session-333-444 and b', 'Cookie: sid=session-333-444; b=1');
    assert.equal(shown, '«header-cookie» and b');
  });

  it('is hidden as a decoded user and password', () => {
    const token = Buffer.from('user:password-777').toString('base64');
    assert.equal(hidden('user:password-777', `X-A: Basic ${token}`), '«header-x-a»');
    assert.equal(hidden('password-777', `X-A: Basic ${token}`), '«header-x-a»');
  });
});
