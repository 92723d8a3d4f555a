/** `forget --plan`: every user that a load may have written is deleted, there and nowhere else. */
import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../program.ts';
import { withFront } from './folders.ts';
import type { ArrivingCall, Front } from './front.ts';
import { load, startLoad } from './run.ts';

const SMALL = ['--users', '300', '--accounts', '30', '--calls', '600', '--seed', '7', '--run-id', 'x7'];

/** Notes who was written and who was deleted. */
function noted() {
  const written = new Set<string>();
  const deleted: string[] = [];
  const fateOf = ({ type, userId }: ArrivingCall) => {
    if (type !== 'delete') {
      written.add(userId);
      return {};
    }
    deleted.push(userId);
    return { answer: { status: 200 } };
  };
  return { written, deleted, fateOf };
}

async function forget({ baseUrl, apiKey }: Front, folder: string, ...words: readonly string[]) {
  const running = startProgram(
    ['forget', '--plan', join(folder, 'plan.json'), '--base-url', baseUrl, ...words],
    { env: { ASTROLABE_API_KEY: apiKey } },
  );
  const { code } = await running.ended;
  return { code, out: running.out(), err: running.err() };
}

describe('forget with the plan of a load', () => {
  it('deletes every user once, and says what it leaves', () => {
    const { written, deleted, fateOf } = noted();
    return withFront(fateOf, async (front, folder) => {
      assert.equal((await load(front, folder, ...SMALL, '--workers', '2')).exitCode, 0);
      const { code, out, err } = await forget(front, folder);
      assert.equal(code, 0, err);
      assert.match(out, /^300 of 300 users: 200 ×300\n/);
      assert.match(out, /Left in place: 0 anonymous IDs and 30 group IDs/);
      assert.deepEqual(deleted.toSorted(), [...written].toSorted());
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.lock')),
        [],
      );
    });
  });

  it('deletes those that a killed load may have written, and not before it has ended', () => {
    const { written, deleted, fateOf } = noted();
    return withFront(fateOf, async (front, folder) => {
      const running = startLoad(front, folder, ...SMALL, '--rate', '60');
      while (written.size < 40) await sleep(5);
      const early = await forget(front, folder);
      assert.equal(early.code, 2);
      assert.match(early.err, /shard-1-of-1\.lock shows that process \d+ on .* is at work: wait/);
      await running.stop('SIGKILL');
      const { code, err } = await forget(front, folder, '--rate', '2000');
      assert.equal(code, 0, err);
      const once = new Set(deleted);
      assert.equal(once.size, deleted.length);
      for (const userId of written) assert.ok(once.has(userId), userId);
      assert.ok(deleted.length <= written.size + 80, `${deleted.length} of 300, ${written.size} written`);
    });
  });

  it('says which shards it knows nothing of', () => {
    const { deleted, fateOf } = noted();
    return withFront(fateOf, async (front, folder) => {
      assert.equal((await load(front, folder, ...SMALL, '--workers', '3')).exitCode, 0);
      rmSync(join(folder, 'shard-2-of-3.json'));
      const { code, out } = await forget(front, folder);
      assert.equal(code, 0);
      assert.match(out, /not beside the plan: 1\. Their users were not deleted/);
      assert.equal(deleted.length, 200);
      const asJson = await forget(front, folder, '--json');
      assert.equal(JSON.parse(asJson.out).left.unknownShards, 1);
    });
  });

  it('sends nothing elsewhere than the load, or without a load', () => {
    const { deleted, fateOf } = noted();
    return withFront(fateOf, async (front, folder) => {
      assert.equal((await load(front, folder, ...SMALL)).exitCode, 0);
      const elsewhere = await forget({ ...front, baseUrl: `${front.baseUrl}other` }, folder);
      assert.equal(elsewhere.code, 2);
      assert.match(
        elsewhere.err,
        /the load was sent to http.*: its users are deleted only where it was sent/,
      );
      const both = await forget(front, folder, '--ledger', 'ledger.ndjson');
      assert.equal(both.code, 2);
      assert.match(both.err, /--plan cannot be combined with --ledger/);
      rmSync(join(folder, 'shard-1-of-1.json'));
      const unsent = await forget(front, folder);
      assert.equal(unsent.code, 2);
      assert.match(unsent.err, /has no shard-\*\.json, which say what was sent/);
      assert.deepEqual(deleted, []);
    });
  });
});
