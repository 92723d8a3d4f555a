import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTime } from './read-time.ts';

const AT = Date.UTC(2024, 4, 1, 12, 30, 15, 123);

describe('readTime', () => {
  for (const text of [
    '2024-05-01T12:30:15.123Z',
    '2024-05-01T12:30:15.123999Z',
    '2024-05-01T12:30:15.123456789Z',
    '2024-05-01T12:30:15.123456+00:00',
    '2024-05-01T12:30:15.123',
    '2024-05-01 12:30:15.123',
    '2024-05-01T14:30:15.123+02:00',
    '2024-05-01T14:30:15.123456+0200',
    '2024-05-01T05:00:15.123-07:30',
  ]) {
    it(`reads ${text}`, () => assert.equal(readTime(text), AT));
  }

  it('reads times without a fraction, with a short one and without a time of day', () => {
    assert.equal(readTime('2024-05-01T12:30:15Z'), AT - 123);
    assert.equal(readTime('2024-05-01T12:30:15.1Z'), AT - 23);
    assert.equal(readTime('2024-05-01'), Date.UTC(2024, 4, 1));
    assert.equal(readTime('2024-02-29T00:00:00.000Z'), Date.UTC(2024, 1, 29));
    assert.equal(readTime('2000-02-29T23:59:59+23:59'), Date.UTC(2000, 1, 29, 0, 0, 59));
  });

  for (const value of [
    undefined,
    null,
    '',
    'now',
    AT,
    {},
    '2024-13-01T00:00:00Z',
    '2024-02-30',
    '2024-02-30T12:30:15.123Z',
    '2024-02-30T12:30:15.123+02:00',
    '2023-02-29T12:30:15.123Z',
    '1900-02-29T12:30:15.123Z',
    '2024-04-31 12:30:15',
    '2024-05-00T12:30:15.123Z',
    '2024-05-01T24:00:00.000Z',
    '2024-05-01T24:00:00Z',
    '2024-05-01T12:60:15.123Z',
    '2024-05-01T12:30:61.123Z',
    '2024-05-01T12:30:15.123+99:99',
    '2024-05-01T12:30:15.123+24:00',
    '2024-05-01T12:30:15.123-02:60',
    '2024-05-01T12:30:15 PM Z',
    '2024-05-01T12:30Z',
    'May 1, 2024 12:30:15 pmZ',
    '2024-05-01T12:30:15.123ZZ',
  ]) {
    it(`does not read ${JSON.stringify(value)}`, () => assert.equal(readTime(value), undefined));
  }
});
