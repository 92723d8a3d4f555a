/** A kill at any moment: what was counted before it is counted after it. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { planOf } from '../../generators/load/fixtures/plan.ts';
import type { HttpResponse, NoResponse } from '../../harness/target/index.ts';
import { createRedactor } from '../../safe-text/index.ts';
import { keepShard } from './shard-journal.ts';

const root = mkdtempSync(join(tmpdir(), 'astrolabe-journal-'));
after(() => rmSync(root, { recursive: true, force: true }));

const plan = planOf();
const { redact } = createRedactor([{ value: 'secret-key-123', label: 'api-key' }]);

function open(folder: string, isTakenOver = () => false) {
  const startedAt = '2026-11-28T10:00:00.000Z';
  const shard = { number: 1, of: 1 };
  return keepShard({ folder, plan, shard, target: 'http://127.0.0.1/', startedAt, redact, isTakenOver });
}

const answered = (answer: HttpResponse | NoResponse) => ({ answer, durationMs: 1, isRepeated: false });
const OK = answered({ status: 200, headers: {}, body: '' });

describe('the journal of a shard', () => {
  it('has every call that was counted, without being closed', () => {
    const folder = mkdtempSync(join(root, 'a-'));
    const kept = open(folder);
    assert.deepEqual(kept.unclear, [], 'nothing was under way before the first start');
    kept.count(0, OK, 1);
    kept.save(10);
    kept.count(2, OK, 1);
    kept.count(3, answered({ status: 400, headers: {}, body: 'no, secret-key-123' }), 1);
    kept.count(4, answered({ failure: 'reset', code: 'ECONNRESET' }), 1);
    const killed = `${folder}-killed`;
    cpSync(folder, killed, { recursive: true });
    const again = open(killed);
    assert.deepEqual(again.counter.calls(), { done: 4, notAccepted: 2 });
    for (const [place, isDone] of [true, false, true, true, false, false].entries()) {
      assert.equal(again.counter.isDone(place), isDone, `place ${place}`);
    }
    // Below the highest that ended, and as many above it as may have been under way.
    assert.deepEqual(again.unclear.slice(0, 6), [1, 4, 5, 6, 7, 8]);
    assert.equal(again.unclear.at(-1), 39, 'no place beyond the last call');
    again.found(5);
    again.close(10);
    const last = open(killed);
    assert.equal(last.counter.isDone(5), true);
    assert.deepEqual(
      readdirSync(killed).filter((name) => name.endsWith('.journal')).length,
      1,
      'one journal is left while it is open',
    );
    assert.ok(
      !readdirSync(folder).some((name) => readFileSync(join(folder, name), 'utf8').includes('secret-key')),
    );
  });

  it('leaves out a line that was being written', () => {
    const folder = mkdtempSync(join(root, 'b-'));
    const kept = open(folder);
    kept.count(0, OK, 1);
    kept.count(17, OK, 1);
    const [journal = ''] = readdirSync(folder).filter((name) => name.endsWith('.journal'));
    truncateSync(join(folder, journal), '0\n17'.length);
    const again = open(folder);
    assert.equal(again.counter.isDone(0), true);
    assert.equal(again.counter.isDone(17), false);
    assert.equal(again.counter.isDone(1), false);
  });

  it('is not confused by a kill between the steps of a save', () => {
    const folder = mkdtempSync(join(root, 'c-'));
    const kept = open(folder);
    kept.count(0, OK, 1);
    const [journal = ''] = readdirSync(folder).filter((name) => name.endsWith('.journal'));
    const generation = Number(/\.(\d+)\.journal$/.exec(journal)?.[1]);
    // The next journal was begun, and the file that names it was not written yet.
    writeFileSync(join(folder, journal.replace(`.${generation}.`, `.${generation + 1}.`)), '');
    writeFileSync(join(folder, 'shard-1-of-1.json.part'), '{"half');
    const again = open(folder);
    assert.equal(again.counter.isDone(0), true);
    again.close(1);
    assert.deepEqual(
      readdirSync(folder).filter(
        (name) => name.endsWith('.journal') && !name.includes(`.${generation + 1}.`),
      ),
      [],
    );
  });

  it('leaves the files to a start that took them over', () => {
    const folder = mkdtempSync(join(root, 'e-'));
    let isTakenOver = false;
    const kept = open(folder, () => isTakenOver);
    kept.count(0, OK, 1);
    isTakenOver = true;
    const before = readdirSync(folder);
    assert.throws(() => kept.save(10), /another start has taken .*shard-1-of-1\.json over/);
    assert.deepEqual(readdirSync(folder), before);
  });

  it('refuses a file that is none, with a sentence', () => {
    const folder = mkdtempSync(join(root, 'd-'));
    writeFileSync(join(folder, 'shard-1-of-1.json'), '{"version":1}');
    assert.throws(() => open(folder), /shard-1-of-1\.json is not the state of a shard: at "/);
    writeFileSync(join(folder, 'shard-1-of-1.json'), '{');
    assert.throws(() => open(folder), /shard-1-of-1\.json cannot be read/);
  });
});
