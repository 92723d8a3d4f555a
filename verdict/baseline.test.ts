import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResultRecord, Verdict } from '../schemas/index.ts';
import { applyBaseline, type BaselineEntry, baselineProblems, updatedBaseline } from './baseline.ts';
import { judged } from './judge.ts';

const TODAY = '2026-11-23';

/** A record with one example for each verdict given, `AST-X-001.1`, `AST-X-001.2` … */
function recordOf(
  verdicts: readonly Verdict[],
  findings: ResultRecord['run']['findings'] = {},
): ResultRecord {
  const examples = verdicts.map((verdict, i) => ({ id: `AST-X-001.${i + 1}`, verdict }));
  const clause = { id: 'AST-X-001', verdict: verdicts[0], examples };
  return judged({ run: { findings }, clauses: [clause] } as unknown as ResultRecord);
}

function record(...verdicts: Verdict[]): ResultRecord {
  return recordOf(verdicts);
}

function entry(number: number, more: Partial<BaselineEntry> = {}): BaselineEntry {
  return { example: `AST-X-001.${number}`, reason: 'known', ...more };
}

function apply(given: ResultRecord, ...entries: BaselineEntry[]): ResultRecord['run'] & { verdict: string } {
  const { run, verdict } = applyBaseline(given, { entries }, 'baseline.json', TODAY);
  return { ...run, verdict };
}

describe('a baseline', () => {
  it('excuses a known failure, and the verdict says so', () => {
    const { exitCode, verdict, baseline } = apply(record('pass', 'fail'), entry(2));
    assert.deepEqual(
      { exitCode, verdict, excused: baseline?.excused },
      { exitCode: 0, verdict: 'known-failures', excused: ['AST-X-001.2'] },
    );
  });

  it('does not excuse a failure that it does not name', () => {
    assert.equal(apply(record('fail', 'fail'), entry(1)).exitCode, 1);
  });

  it('does not excuse a failed control', () => {
    const alike = recordOf(['pass'], { indifferent: 'an unknown API key is accepted' });
    assert.equal(apply(alike).exitCode, 1);
  });

  const problems: readonly [string, Verdict, Partial<BaselineEntry>, RegExp][] = [
    ['passes unexpectedly', 'pass', {}, /passes now/],
    ['is not applicable', 'not-applicable', {}, /stale/],
    ['was not observable', 'not-observable', {}, /stale/],
    ['fails after its entry expired', 'fail', { expires: '2026-11-22' }, /expired on 2026-11-22/],
  ];
  for (const [what, verdict, more, sentence] of problems) {
    it(`fails the run if an example ${what}`, () => {
      const { exitCode, baseline } = apply(record(verdict), entry(1, more));
      assert.equal(exitCode, 1);
      assert.match(baseline?.problems.join() ?? '', sentence);
    });
  }

  it('counts an entry on its last day', () => {
    assert.equal(apply(record('fail'), entry(1, { expires: TODAY })).exitCode, 0);
  });

  it('ignores examples that were not selected', () => {
    assert.equal(apply(record('pass'), entry(9)).exitCode, 0);
  });

  it('leaves a run incomplete if other examples are blocked', () => {
    assert.equal(apply(record('fail', 'blocked'), entry(1)).exitCode, 3);
    assert.equal(apply(record('fail', 'harness-error'), entry(1)).exitCode, 5);
  });

  it('does not excuse an unreachable target', () =>
    assert.equal(apply(recordOf(['blocked'], { unusable: 'refused' }), entry(1)).exitCode, 4));

  it('is written from the failures of a run, keeping reasons and entries of other examples', () => {
    const earlier = { entries: [entry(1, { reason: 'mine', link: 'l' }), entry(3), entry(9)] };
    const { entries } = updatedBaseline(record('fail', 'fail', 'pass'), earlier, TODAY);
    assert.deepEqual(
      entries.map(({ example }) => example),
      ['AST-X-001.1', 'AST-X-001.2', 'AST-X-001.9'],
    );
    assert.deepEqual(entries[0], entry(1, { reason: 'mine', link: 'l' }));
    assert.match(entries[1]?.reason ?? '', /2026-11-23/);
  });

  it('names no example that does not exist, and none twice', () => {
    const known = new Set(['AST-X-001.1']);
    assert.match(
      baselineProblems({ entries: [entry(2)] }, known).join(),
      /no example has the id "AST-X-001.2"/,
    );
    assert.match(baselineProblems({ entries: [entry(1), entry(1)] }, known).join(), /two entries/);
    assert.deepEqual(baselineProblems({ entries: [entry(1)] }, known), []);
  });
});
