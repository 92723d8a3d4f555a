import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readArtilleryReport, responseMetrics, shardCounter } from './artillery-report.ts';

/** What Artillery makes of metrics, as far as a report is read. */
function reportOf(counters: Readonly<Record<string, unknown>>, summaries = {}) {
  return { aggregate: { counters, summaries, firstCounterAt: 1000, lastCounterAt: 3500 } };
}

function assertEmpty(counters: Readonly<Record<string, unknown>>): void {
  const report = readArtilleryReport('artillery.json', reportOf(counters));
  assert.ok('value' in report);
  const { figures, shards } = report.value;
  assert.deepEqual(figures, { file: 'artillery.json', requests: 0, responses: {}, errors: {} });
  assert.deepEqual(shards, []);
}

describe('a report of Artillery', () => {
  it('tells requests, responses, errors, times and shards', () => {
    const counters = {
      'http.requests': 7,
      'http.codes.202': 5,
      'http.codes.503': 1,
      'errors.ECONNRESET': 1,
      'vusers.completed': 2,
      [shardCounter({ number: 3, of: 6 })]: 5,
    };
    const summaries = {
      'http.response_time': { min: 1, p50: 2, p75: 2.5, p95: 3, p99: 4, p999: 4, max: 5 },
    };
    assert.deepEqual(readArtilleryReport('artillery-1.json', reportOf(counters, summaries)), {
      value: {
        figures: {
          file: 'artillery-1.json',
          requests: 7,
          responses: { 202: 5, 503: 1 },
          errors: { ECONNRESET: 1 },
          responseMs: { p50: 2, p95: 3, p99: 4, max: 5 },
        },
        startedAt: '1970-01-01T00:00:01.000Z',
        runningMs: 2500,
        shards: [{ shard: { number: 3, of: 6 }, accepted: 5 }],
      },
    });
  });

  it('reads a report without a response', () => {
    assertEmpty({ 'vusers.failed': 1 });
  });

  for (const [name, content, problem] of [
    ['null', null, /has no "aggregate" with "counters"/],
    ['a list', [], /has no "aggregate" with "counters"/],
    ['counters that are a text', { aggregate: { counters: 'x' } }, /has no "aggregate"/],
    ['no time', { aggregate: { counters: {} } }, /does not say when it counted/],
    [
      'a time beyond dates',
      { aggregate: { counters: {}, firstCounterAt: 9e15, lastCounterAt: 9e15 } },
      /does not say when/,
    ],
  ] as const) {
    it(`refuses ${name}`, () => {
      const report = readArtilleryReport('artillery-x.json', content);
      assert.ok('problem' in report);
      assert.match(report.problem, problem);
      assert.match(report.problem, /^artillery-x\.json is no report of Artillery/);
    });
  }

  it('leaves out what is no count', () => {
    assertEmpty({
      'http.requests': -1,
      'http.codes.202': '5',
      'errors.X': 0.5,
      [shardCounter({ number: 1, of: 1 })]: null,
    });
  });
});

describe('what Artillery is told of a response', () => {
  it('is what its own engine counts', () => {
    assert.deepEqual(responseMetrics({ status: 202 }, 12.5), [
      ['counter', 'http.requests', 1],
      ['rate', 'http.request_rate'],
      ['counter', 'http.responses', 1],
      ['counter', 'http.codes.202', 1],
      ['histogram', 'http.response_time', 12.5],
    ]);
  });

  it('is an error without one', () => {
    assert.deepEqual(responseMetrics({ code: 'ECONNREFUSED' }, 1), [
      ['counter', 'http.requests', 1],
      ['rate', 'http.request_rate'],
      ['error', 'ECONNREFUSED'],
    ]);
  });
});
