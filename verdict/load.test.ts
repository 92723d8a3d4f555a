/** One judgement of a load. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LoadRecord } from '../schemas/index.ts';
import { judgedLoad, type LoadEnd, type UnjudgedLoad } from './load.ts';

const SENT: LoadRecord['sent'] = {
  calls: 100,
  accepted: 100,
  refused: {},
  failed: { calls: 0, first: '' },
  unsent: 0,
  sentAgain: 0,
  heldMs: 0,
  startedAt: '2026-11-28T10:00:00.000Z',
  runningMs: 1000,
  series: { widthMs: 1000, calls: [100], notAccepted: [0], slowestMs: [3] },
  shares: [],
};

const FOUND: NonNullable<LoadRecord['found']> = {
  source: 'http://127.0.0.1/records',
  startedAt: '2026-11-28T10:00:10.000Z',
  durationMs: 100,
  users: { checked: 10, of: 10 },
  accounts: { checked: 2, of: 2 },
  events: 30,
  reads: 22,
  unknown: 0,
  whole: true,
  total: 0,
  byLevel: { MUST: 0, SHOULD: 0 },
  byKind: {},
  faults: [],
  series: [],
};

const record = (sent: Partial<LoadRecord['sent']>, found?: Partial<typeof FOUND>): UnjudgedLoad => ({
  version: 1,
  tool: { name: 'astrolabe-conformance', version: '0' },
  target: 'http://127.0.0.1/',
  plan: {
    version: 1,
    runId: 'x7',
    seed: 1,
    users: 10,
    accounts: 2,
    calls: 100,
    mix: { identify: 1, group: 1, track: 1, audience: 1 },
    endsAt: '2026-01-01T00:00:00.000Z',
  },
  sent: { ...SENT, ...sent },
  ...(found === undefined ? {} : { found: { ...FOUND, ...found } }),
});

describe('the judgement of a load', () => {
  const cases: readonly (readonly [
    what: string,
    unjudged: UnjudgedLoad,
    end: LoadEnd,
    strict: boolean,
    verdict: LoadRecord['verdict'],
    exitCode: number,
  ])[] = [
    ['everything accepted', record({}), {}, false, 'sent', 0],
    ['one call refused', record({ accepted: 99 }), {}, false, 'wrong', 1],
    ['nobody there', record({ calls: 50, accepted: 0 }), { gaveUp: 'refused' }, false, 'unreachable', 4],
    [
      'somebody who left',
      record({ calls: 50, accepted: 49, unsent: 50 }),
      { gaveUp: 'refused' },
      false,
      'incomplete',
      3,
    ],
    ['a stop', record({ calls: 50, accepted: 50, unsent: 50 }), { isEarly: true }, false, 'incomplete', 3],
    ['nothing wrong', record({}, {}), {}, false, 'right', 0],
    ['nothing wrong, of what was accepted', record({ accepted: 99 }, { unknown: 1 }), {}, false, 'wrong', 1],
    [
      'nothing wrong, of what was sent',
      record({ calls: 90, accepted: 90, unsent: 10 }, {}),
      {},
      false,
      'incomplete',
      3,
    ],
    ['a MUST', record({}, { total: 2, byLevel: { MUST: 1, SHOULD: 1 } }), {}, false, 'wrong', 1],
    [
      'a SHOULD',
      record({}, { total: 1, byLevel: { MUST: 0, SHOULD: 1 } }),
      {},
      false,
      'right-with-warnings',
      0,
    ],
    ['a strict SHOULD', record({}, { total: 1, byLevel: { MUST: 0, SHOULD: 1 } }), {}, true, 'wrong', 1],
    ['half a look', record({}, { whole: false, gap: 'it was stopped' }), {}, false, 'incomplete', 3],
    [
      'a MUST in half a look',
      record({}, { whole: false, gap: 'it was stopped', total: 1, byLevel: { MUST: 1, SHOULD: 0 } }),
      {},
      false,
      'wrong',
      1,
    ],
  ];
  for (const [what, unjudged, end, strict, verdict, exitCode] of cases) {
    it(`${verdict}: ${what}`, () => {
      const judged = judgedLoad(unjudged, end, strict);
      assert.deepEqual([judged.verdict, judged.exitCode], [verdict, exitCode]);
      assert.match(judged.reason, /^[A-Z0-9a-z].*\.$/);
    });
  }
});
