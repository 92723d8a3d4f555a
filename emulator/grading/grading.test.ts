import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGrading } from './index.ts';
import { CLAUSE, createFakeGrader, GRADED, PASSED } from './testing.ts';

const KEYS = { apiKey: 'ak', blockingApiKey: 'bk', restrictedApiKey: 'rk' };

function bench() {
  const grader = createFakeGrader();
  let touches = 0;
  const touch = () => {
    touches += 1;
  };
  const grading = createGrading({ grader, keys: KEYS, now: () => 0, touch });
  return { grader, grading, touches: () => touches };
}

describe('the latest run of a world', () => {
  it('begins with the keys of the world, turns clause by clause, and ends with its report', async () => {
    const { grader, grading, touches } = bench();
    assert.equal(grading.live(), undefined);
    await grading.begin({}, '/reports');
    assert.deepEqual(grader.runs[0]?.order, { target: undefined, confirm: undefined, keys: KEYS });
    const { watcher } = grader.runs[0] ?? assert.fail();
    watcher.planned([CLAUSE], 2);
    assert.deepEqual((await grading.read('/reports')).run?.clauses, [CLAUSE]);
    watcher.example(1);
    assert.deepEqual(grading.live(), { run: 1, state: 'running', done: 1, total: 2 });
    const before = touches();
    watcher.judged(CLAUSE.id, PASSED);
    assert.equal(touches(), before + 1);
    assert.deepEqual((await grading.read('/reports')).run?.clauses, [{ ...CLAUSE, judged: PASSED }]);
    assert.equal(grading.report('secret-1'), undefined);
    watcher.ended({ graded: GRADED });
    const { run } = await grading.read('/reports');
    assert.equal(run?.state, 'ended');
    assert.deepEqual(run.result, { ...GRADED.result, report: '/reports/secret-1' });
    assert.equal(grading.report('secret-1'), GRADED.page);
    assert.equal(grading.report('secret-2'), undefined);
  });

  it('says why it has no result', async () => {
    const { grader, grading } = bench();
    await grading.begin({ target: 'local' }, '/reports');
    grader.runs[0]?.watcher.ended({ problem: 'The run ended without a result.' });
    const { run } = await grading.read('/reports');
    assert.deepEqual(
      [run?.target, run?.state, run?.problem, run?.result],
      [...['local', 'broken', 'The run ended without a result.', undefined]],
    );
  });

  it('is stopped, then ended at once, and then forgotten', async () => {
    const { grader, grading } = bench();
    assert.equal(grading.remove('/reports'), undefined);
    await grading.begin({}, '/reports');
    assert.equal(grading.remove('/reports')?.state, 'stopping');
    assert.equal(grading.remove('/reports')?.state, 'stopping');
    assert.deepEqual(grader.told, ['stop', 'kill']);
    grader.runs[0]?.watcher.ended({ graded: GRADED });
    assert.equal(grading.remove('/reports')?.state, 'ended');
    assert.equal((await grading.read('/reports')).run, undefined);
    assert.equal(grading.report('secret-1'), undefined);
  });

  it('keeps its result until another run begins, also if the other one is refused', async () => {
    const { grader, grading } = bench();
    await grading.begin({}, '/reports');
    grader.runs[0]?.watcher.ended({ graded: GRADED });
    assert.deepEqual(await grading.begin({ target: 'busy' }, '/reports'), { refused: { why: 'under-way' } });
    assert.equal(grading.report('secret-1'), GRADED.page);
    await grading.begin({}, '/reports');
    assert.equal(grading.live()?.run, 2);
    assert.equal(grading.report('secret-1'), undefined);
  });

  it('is ended with its world, also if it was about to begin', async () => {
    const { grader, grading } = bench();
    await grading.begin({}, '/reports');
    const beginning = grading.begin({}, '/reports');
    grading.end();
    await beginning;
    assert.deepEqual(grader.told, ['kill', 'kill']);
  });

  it('is forgotten with the records that it was about, and ended if it is under way', async () => {
    const { grader, grading } = bench();
    grading.forget();
    await grading.begin({}, '/reports');
    grading.forget();
    assert.deepEqual([grader.told, grading.live()], [['kill'], undefined]);
    grader.runs[0]?.watcher.ended({ problem: 'The run was ended before it had a result.' });
    assert.equal(grading.live(), undefined);
    await grading.begin({}, '/reports');
    grader.runs[1]?.watcher.ended({ graded: GRADED });
    grading.forget();
    assert.equal(grading.report('secret-2'), undefined);
    await grading.begin({ target: 'local' }, '/reports');
    grading.forget();
    assert.deepEqual([grader.told, grading.live()?.state], [['kill'], 'running']);
  });

  it('cannot be without a grader', async () => {
    const grading = createGrading({ grader: undefined, keys: KEYS, now: () => 0, touch() {} });
    assert.deepEqual(await grading.read('/reports'), { grader: false, targets: [], run: undefined });
    assert.deepEqual(await grading.begin({}, '/reports'), { refused: { why: 'absent' } });
  });
});
