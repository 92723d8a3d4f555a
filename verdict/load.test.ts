/** One judgement of a load. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foundIn, loadRecordOf } from '../reports/fixtures/load-record.ts';
import type { LoadRecord } from '../schemas/index.ts';
import { judgedLoad, type LoadEnd, type UnjudgedLoad } from './load.ts';

/** A load of 100 calls. */
function record(sent: Partial<LoadRecord['sent']>, found?: Parameters<typeof foundIn>[0]): UnjudgedLoad {
  const { found: _, ...unfound } = loadRecordOf({}, { calls: 100, accepted: 100, ...sent });
  return found === undefined ? unfound : { ...unfound, found: foundIn(found) };
}

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
    [
      'a folder that was removed',
      record({ calls: 50, accepted: 49, unsent: 50 }),
      { isUnkept: true, isEarly: true },
      false,
      'incomplete',
      3,
    ],
    ['a disk that was full at the end', record({}), { isUnkept: true }, false, 'incomplete', 3],
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
      assert.match(judged.reason, /^[a-z0-9].*[^.]$/);
    });
  }
});
