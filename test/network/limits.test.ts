/** The time of a run (`--max-time`): what has not ended by then is blocked with that reason. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { having, through } from './through.ts';

describe('a run that has used up its time', { concurrency: 2 }, () => {
  for (const [what, words] of [
    ['during its examples', ['--max-time', '700ms']],
    ['before its controls', ['--max-time', '1ms']],
    ['while it explores', ['--explore-only', '--explore', '100000', '--max-time', '2s']],
  ] as const) {
    it(`${what} exits 3 with the reason, blames nothing, and writes its reports`, async () => {
      const ran = await through({}, words);
      const record = ran.record();
      assert.equal(ran.exitCode, 3, ran.err);
      const [, time = ''] = /--max-time (\d+)/.exec(words.join(' ')) ?? [];
      assert.match(record.run.reasons.join(), new RegExp(`longer than ${time} m?s \\(--max-time\\)`));
      assert.equal(record.verdict, 'incomplete');
      assert.deepEqual(having(record, 'fail', 'warn', 'harness-error'), []);
      assert.notEqual(record.run.stopped, true);
      const blocked = record.clauses.flatMap(({ examples }) =>
        examples.filter(({ verdict }) => verdict === 'blocked'),
      );
      for (const { reason = '' } of blocked) assert.match(reason, /--max-time/);
      assert.ok(readdirSync(join(ran.cwd, 'reports/output')).includes('report.html'));
    });
  }

  it('during a call that hangs does not wait for it', async () => {
    const startedAt = performance.now();
    const ran = await through({ trouble: (number) => (number > 6 ? { kind: 'hang' } : undefined) }, [
      '--max-time',
      '3s',
      '--timeout',
      '5m',
    ]);
    assert.equal(ran.exitCode, 3, ran.err);
    assert.match(ran.record().run.findings?.limit ?? '', /--max-time/);
    assert.deepEqual(having(ran.record(), 'fail', 'warn', 'harness-error'), []);
    assert.ok(performance.now() - startedAt < 100_000);
  });

  it('is refused as an option if it is not a duration', async () => {
    const ran = await through({}, ['--max-time', 'soon']);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /--max-time must be a duration such as 300ms, 5s or 2m, not "soon"/);
  });
});
