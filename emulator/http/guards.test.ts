import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf } from '../key-digest.ts';
import { isLoopback } from '../options/loopback.ts';
import { checkHost, checkJsonContent, checkOrigin, checkSingle, checkToken } from './guards.ts';

describe('checkSingle', () => {
  const check = (...rawHeaders: readonly string[]) => {
    const headers: Record<string, string> = {};
    for (let index = 0; index < rawHeaders.length; index += 2) {
      headers[rawHeaders[index]?.toLowerCase() ?? ''] ??= rawHeaders[index + 1] ?? '';
    }
    return checkSingle({ headers, rawHeaders: [...rawHeaders] });
  };

  for (const name of ['Host', 'origin', 'Authorization', 'CONTENT-TYPE', 'content-encoding']) {
    it(`refuses a second ${name}, also if it is the same`, () => {
      assert.equal(check('Accept', '*/*', name, 'a', 'x', 'y', name.toLowerCase(), 'b')?.status, 400);
      assert.equal(check(name, 'a', name, 'a')?.status, 400);
    });
  }

  it('accepts headers that may be there twice', () => {
    assert.equal(check('Host', 'a', 'Accept', 'a', 'Accept', 'b', 'X-Y', '1', 'x-y', '2'), undefined);
  });
});

describe('checkHost', () => {
  for (const host of [
    '127.0.0.1:4100',
    'localhost',
    'LOCALHOST:4100',
    '[::1]:4100',
    '10.1.2.3',
    'emulator:4100',
    'app.localhost',
    'emulator.test',
    'named.example:4100',
  ]) {
    it(`accepts ${host}`, () => assert.equal(checkHost({ host }, ['named.example']), undefined));
  }

  for (const host of [
    undefined,
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4100',
    'a b',
    'x@127.0.0.1',
    '127.0.0.1:x',
  ]) {
    it(`refuses ${host}`, () => assert.equal(checkHost({ host }, [])?.status, 403));
  }
});

describe('checkOrigin', () => {
  const host = '127.0.0.1:4100';

  it('accepts requests that no browser sent, and pages of the same origin', () => {
    assert.equal(checkOrigin({ host }), undefined);
    assert.equal(checkOrigin({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }), undefined);
    assert.equal(checkOrigin({ host, 'sec-fetch-site': 'none' }), undefined);
  });

  for (const headers of [
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:9' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    it(`refuses ${JSON.stringify(headers)}`, () =>
      assert.equal(checkOrigin({ host, ...headers })?.status, 403));
  }
});

describe('checkJsonContent', () => {
  it('accepts only JSON', () => {
    const status = (type?: string) => checkJsonContent({ 'content-type': type })?.status;
    assert.equal(status('application/json'), undefined);
    assert.equal(status('Application/JSON; charset=utf-8'), undefined);
    for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      assert.equal(status(type), 415);
    }
  });
});

describe('checkToken', () => {
  const token = digestOf('ct-1');

  it('accepts every request if there is no token', () => assert.equal(checkToken({}, undefined), undefined));

  it('accepts only the exact token', () => {
    assert.equal(checkToken({ authorization: 'Bearer ct-1' }, token), undefined);
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer ct-',
      'Bearer ct-12',
      'Basic ct-1',
      'ct-1',
    ]) {
      assert.equal(checkToken({ authorization }, token)?.status, 401, authorization);
    }
  });
});

describe('isLoopback', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost', 'app.localhost']) {
    it(`is true for ${host}`, () => assert.equal(isLoopback(host), true));
  }
  for (const host of ['0.0.0.0', '::', '192.168.1.7', 'emulator', '127.0.0.1.example', '']) {
    it(`is false for ${host || 'an empty text'}`, () => assert.equal(isLoopback(host), false));
  }
});
