/** Which texts are times. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeleteTimestamp, isSegmentTimestamp } from './timestamps.ts';

const iso = [
  '2024-05-01T12:00:00Z',
  '2024-05-01T12:00:00.123Z',
  '2024-05-01T12:00:00.123456Z',
  '2024-05-01T12:00:00.123456789Z',
  '2024-05-01T12:00:00.12Z',
  '2024-05-01T12:00:00+00:00',
  '2024-05-01T12:00:00.123456+00:00',
  '2024-05-01T12:00:00-0730',
  '2024-05-01T12:00:00',
  '2024-05-01T12:00:00.123',
  '2024-05-01',
  '2024-02-29',
  '2000-02-29',
  '2016-12-31T23:59:60Z',
];

const go = [
  '2024-05-01 12:00:00 +0000 UTC',
  '2024-05-01 12:00:00.1 +0000 UTC',
  '2024-05-01 12:00:00.123456789 -0700 MST',
  '2024-05-01 12:00:00.123 -0300 -03',
];

const neither = [
  '',
  'now',
  '1714564800',
  '01/05/2024',
  '2024-5-1',
  '2024-13-01',
  '2024-00-10',
  '2024-05-00',
  '2023-02-29',
  '1900-02-29',
  '2024-04-31T12:00:00Z',
  '2024-05-01T24:00:00Z',
  '2024-05-01T12:60:00Z',
  '2024-05-01T12:00Z',
  '2024-05-01T12:00:00.Z',
  '2024-05-01T12:00:00.1234567890Z',
  '2024-05-01T12:00:00+24:00',
  '2024-05-01T',
  ' 2024-05-01',
  '2024-05-01\n',
  '2024-05-01 12:00:00',
  '2024-05-01 12:00:00 UTC',
  '2023-02-29 12:00:00 +0000 UTC',
];

describe('a Segment timestamp', () => {
  for (const text of iso) it(`may be ${text}`, () => assert.equal(isSegmentTimestamp(text), true));
  for (const text of [...go, ...neither]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(isSegmentTimestamp(text), false));
  }
});

describe('a timestamp of a delete call', () => {
  for (const text of [...iso, ...go]) it(`may be ${text}`, () => assert.equal(isDeleteTimestamp(text), true));
  for (const text of neither) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(isDeleteTimestamp(text), false));
  }
});
