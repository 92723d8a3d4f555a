import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExampleResult, Verdict } from '../../schemas/index.ts';
import type { GraderReport } from './messages.ts';
import { watchExamples } from './watch-examples.ts';

const ONE = 'AST-IDENT-001';
const OTHER = 'AST-IDENT-002';

function bench() {
  const said: GraderReport[] = [];
  const examples = [ONE, ONE, OTHER].map((clauseId) => ({ clauseId }));
  const watch = watchExamples(examples, (report) => said.push(report));
  const end = (clause: string, verdict: Verdict, reason?: string) => {
    said.length = 0;
    watch({ id: `${clause}.1`, verdict, reason } as ExampleResult, clause);
    return said;
  };
  return end;
}

describe('examples as they end', () => {
  it('are counted, and judge their clause when the last of them has ended, by the worst', () => {
    const end = bench();
    assert.deepEqual(end(ONE, 'warn'), [{ kind: 'example', done: 1 }]);
    assert.deepEqual(end(ONE, 'pass'), [
      { kind: 'example', done: 2 },
      { kind: 'judged', clause: ONE, judged: { verdict: 'warn', word: 'warning', note: undefined } },
    ]);
  });

  it('judge their clause as soon as one has failed, and no other clause', () => {
    const end = bench();
    assert.deepEqual(end(ONE, 'fail')[1], {
      ...{ kind: 'judged', clause: ONE },
      judged: { verdict: 'fail', word: 'failed', note: undefined },
    });
    assert.deepEqual(end(ONE, 'pass')[1], {
      ...{ kind: 'judged', clause: ONE },
      judged: { verdict: 'fail', word: 'failed', note: undefined },
    });
    assert.equal(end(OTHER, 'pass').length, 2);
  });

  it('say nothing of what was found, from which secrets are not removed yet', () => {
    const end = bench();
    assert.ok(!JSON.stringify(end(ONE, 'fail', 'the key is q7Rz')).includes('q7Rz'));
  });
});
