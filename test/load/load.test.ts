/** `load`: every call arrives once, also after kills. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadRecord, validate } from '../../schemas/index.ts';
import { makeFolder } from '../folder.ts';
import { withFront } from './folders.ts';
import type { ArrivingCall, Front } from './front.ts';
import { finished, load, reconcile, startLoad } from './run.ts';

/** Keeps a load from its end. */
const WAIT = { answer: { status: 429, headers: { 'retry-after': '1' } } };

const SMALL = ['--users', '120', '--calls', '1200', '--seed', '7', '--run-id', 'x7'];

describe('a load', () => {
  it('sends each call once, in shards of several workers, and reconcile finds nothing wrong', () =>
    withFront(undefined, async (front, folder) => {
      const other = makeFolder('load');
      const [one, two] = await Promise.all([
        load(front, folder, ...SMALL, '--shard', '1/2', '--workers', '2'),
        load(front, other, ...SMALL, '--shard', '2/2', '--workers', '2'),
      ]);
      for (const { exitCode, err } of [one, two]) assert.equal(exitCode, 0, err);
      assert.equal(front.calls(), 1200);
      assert.equal(front.times.size, 1200);
      const states = readdirSync(other).filter((name) => name.startsWith('shard-'));
      assert.equal(states.length, 2);
      for (const name of states) cpSync(join(other, name), join(folder, name));
      const { exitCode, record, err } = await reconcile(front, folder);
      assert.equal(exitCode, 0, err);
      assert.deepEqual(validate('load-record', record), []);
      assert.equal(record?.verdict, 'right');
      assert.equal(record.sent.accepted, 1200);
      assert.equal(record.sent.unsent, 0);
      assert.deepEqual(record.found?.users, { checked: 120, of: 120 });
      assert.deepEqual(record.found.accounts, { checked: 12, of: 12 });
      assert.equal(record.found.total, 0);
      assert.equal(record.found.whole, true);
    }));

  it('is not begun a second time by mistake, and does not take another plan', () =>
    withFront(undefined, async (front, folder) => {
      assert.equal((await load(front, folder, ...SMALL)).exitCode, 0);
      const again = await load(front, folder, ...SMALL);
      assert.equal(again.exitCode, 2);
      assert.match(again.err, /add --resume/);
      const other = await load(front, folder, ...SMALL.slice(0, -1), 'x8', '--resume');
      assert.equal(other.exitCode, 2);
      assert.match(other.err, /is of another load/);
      const fewer = await load(front, folder, ...SMALL, '--resume', '--workers', '2');
      assert.equal(fewer.exitCode, 2);
      assert.match(fewer.err, /pass the same --shard and --workers/);
      const elsewhere = await load(
        { ...front, baseUrl: `${front.baseUrl}other` },
        folder,
        ...SMALL,
        '--resume',
      );
      assert.equal(elsewhere.exitCode, 2);
      assert.match(elsewhere.err, /was sent to http.*pass that as --base-url/);
      assert.equal(front.calls(), 1200);
      const resumed = await load(front, folder, ...SMALL, '--resume');
      assert.equal(resumed.exitCode, 0, resumed.err);
      assert.equal(front.calls(), 1200, 'nothing is left to send');
    }));

  it('is not sent by two starts at once, and the first of them is not disturbed', () => {
    let isHeld = true;
    return withFront(
      (_, before) => (isHeld && before > 100 ? WAIT : {}),
      async (front, folder) => {
        const words = [...SMALL, '--workers', '2'];
        const running = startLoad(front, folder, ...words);
        await untilMore(front, 100);
        for (const more of [[], ['--resume']]) {
          const second = await load(front, folder, ...words, ...more);
          assert.equal(second.exitCode, 2, second.err);
          assert.match(second.err, /shard-1-of-2\.lock shows that process \d+ on .* is at work: wait/);
        }
        isHeld = false;
        const first = await finished(running, folder);
        assert.equal(first.exitCode, 0, first.err);
        assert.deepEqual([...front.times.values()], Array(1200).fill(1));
        const left = readdirSync(folder).filter((name) => /lock|journal/.test(name));
        assert.deepEqual(left, []);
      },
    );
  });

  it('begins once if two starts begin at the same time', () => {
    let isHeld = true;
    return withFront(
      () => (isHeld ? WAIT : {}),
      async (front, folder) => {
        const words = [...SMALL, '--workers', '2', '--resume'];
        const both = [load(front, folder, ...words), load(front, folder, ...words)];
        assert.equal((await Promise.race(both)).exitCode, 2);
        isHeld = false;
        assert.deepEqual((await Promise.all(both)).map(({ exitCode }) => exitCode).toSorted(), [0, 2]);
        assert.deepEqual([...front.times.values()], Array(1200).fill(1));
      },
    );
  });

  it('loses no call by ten kills, and makes at most one twice by each', { timeout: 240_000 }, () =>
    withFront(undefined, async (front, folder) => {
      const words = ['--users', '600', '--calls', '6000', '--seed', '7', '--run-id', 'x7'];
      const more = ['--records-url', front.recordsUrl, '--resume', '--rate', '1500'];
      let kills = 0;
      for (; kills < 10; kills += 1) {
        const before = front.calls();
        const running = startLoad(front, folder, ...words, ...more);
        const isOver = await Promise.race([running.ended, untilMore(front, before + 300)]);
        if (isOver !== undefined) break;
        await running.stop('SIGKILL');
      }
      assert.equal(kills, 10);
      const last = await load(front, folder, ...words, ...more);
      assert.equal(last.exitCode, 0, last.err);
      assert.equal(last.record?.sent.accepted, 6000);
      assert.equal(front.times.size, 6000, 'every call arrived');
      const twice = [...front.times.values()].reduce((sum, times) => sum + times - 1, 0);
      assert.ok(twice <= kills, `${twice} calls arrived twice`);
      const { exitCode, record, out } = await reconcile(front, folder);
      assert.equal(exitCode, 0, out);
      assert.equal(record?.verdict, 'right');
    }),
  );

  it('ends at Ctrl-C with what it has, and goes on', () =>
    withFront(undefined, async (front, folder) => {
      const running = startLoad(front, folder, ...SMALL, '--rate', '300');
      await untilMore(front, 200);
      running.child.kill('SIGINT');
      const stopped = await finished(running, folder);
      assert.equal(stopped.exitCode, 3, stopped.err);
      assert.match(stopped.err, /To go on: astrolabe-conformance load --plan ".*plan\.json" --resume/);
      assert.equal(stopped.record?.sent.accepted, front.calls());
      assert.ok(front.calls() < 1200);
      const early = await reconcile(front, folder);
      assert.equal(early.exitCode, 3, 'what was not sent was not looked at');
      assert.equal(early.record?.found?.total, 0, 'and it is not asked for');
      assert.equal((await load(front, folder, ...SMALL, '--resume')).exitCode, 0);
      assert.equal(front.times.size, 1200);
      assert.equal(front.calls(), 1200);
      assert.equal((await reconcile(front, folder)).record?.verdict, 'right');
    }));

  it('says what it sent if its folder is removed while it sends', () =>
    withFront(undefined, async (front, folder) => {
      const running = startLoad(front, folder, ...SMALL, '--rate', '300', '--workers', '2', '--json');
      await untilMore(front, 200);
      rmSync(folder, { recursive: true });
      const { code } = await running.ended;
      assert.equal(code, 3, running.err());
      const record = JSON.parse(running.out()) as LoadRecord;
      assert.deepEqual(validate('load-record', record), []);
      assert.equal(record.verdict, 'incomplete');
      assert.match(record.reason, /^what was sent cannot be kept on disk, and \d+ calls were not sent$/);
      assert.equal(record.sent.accepted, front.calls());
      assert.equal(record.sent.unsent, 1200 - front.calls());
      for (const name of ['shard-1-of-2.json', 'shard-2-of-2.json', 'load.json', 'load.html']) {
        assert.match(running.err(), new RegExp(`${name} was not written: ENOENT`));
      }
      assert.match(running.err(), /has no plan any more/);
      assert.equal(existsSync(folder), false);
    }));

  it('counts what was refused and what failed, and asks for neither', () =>
    withFront(
      (_, before) => {
        if (before % 100 === 1) return { answer: { status: 400 } };
        return before % 100 === 2 ? { answer: { status: 503, headers: { 'retry-after': '0' } } } : {};
      },
      async (front, folder) => {
        const { exitCode, record, out } = await load(front, folder, ...SMALL);
        assert.equal(exitCode, 1, out);
        assert.equal(record?.verdict, 'wrong');
        const { refused, sentAgain } = record.sent;
        assert.deepEqual(Object.keys(refused), ['400']);
        assert.equal(refused['400']?.calls, 1200 - record.sent.accepted);
        assert.ok(sentAgain >= 12);
        const found = await reconcile(front, folder);
        assert.equal(found.exitCode, 1, found.out);
        assert.equal(found.record?.found?.total, 0, 'what was refused is not asked for');
        assert.equal(found.record.found.unknown, refused['400']?.calls);
      },
    ));

  it('obeys a 429', () =>
    withFront(
      (_, before) => (before === 50 ? { answer: { status: 429, headers: { 'retry-after': '1' } } } : {}),
      async (front, folder) => {
        const { exitCode, record } = await load(front, folder, ...SMALL);
        assert.equal(exitCode, 0);
        assert.ok((record?.sent.heldMs ?? 0) >= 900);
        assert.ok((record?.sent.runningMs ?? 0) >= 1000);
      },
    ));

  it('obeys a 429 with every worker, whichever got it', () => {
    const times: number[] = [];
    return withFront(
      (_, before) => {
        times.push(performance.now());
        return before === 50 ? { answer: { status: 429, headers: { 'retry-after': '2' } } } : {};
      },
      async (front, folder) => {
        const { exitCode, record } = await load(
          front,
          folder,
          ...[...SMALL, '--workers', '4', '--rate', '400'],
        );
        assert.equal(exitCode, 0);
        const [asked = 0] = times.slice(50);
        // What was under way when the target asked still arrives.
        const inPause = times.filter((time) => time > asked + 300 && time < asked + 1900);
        assert.deepEqual(inPause, []);
        assert.ok((record?.sent.heldMs ?? 0) >= 1800);
        assert.equal(front.times.size, 1200);
      },
    );
  });

  it('replays: each call twice, and those of a user out of the order of their time', () => {
    const arrived: ArrivingCall[] = [];
    return withFront(
      (call) => {
        arrived.push(call);
        // What is answered to a second delivery is not judged.
        const isKnown = arrived.filter(({ messageId }) => messageId === call.messageId).length > 1;
        return isKnown ? { answer: { status: 409 } } : {};
      },
      async (front, folder) => {
        const { exitCode, record, err } = await load(front, folder, ...SMALL, '--replay', '--workers', '2');
        assert.equal(exitCode, 0, err);
        assert.equal(record?.sent.accepted, 1200);
        assert.equal(record.sent.redelivered, 1200);
        assert.deepEqual(validate('load-record', record), []);
        const times = new Map<string, number>();
        for (const { messageId } of arrived) times.set(messageId, (times.get(messageId) ?? 0) + 1);
        assert.equal(times.size, 1200);
        assert.deepEqual([...new Set(times.values())], [2]);
        const ofOne = arrived
          .filter(({ userId }) => userId.endsWith('-u7'))
          .map(({ timestamp }) => timestamp);
        assert.notDeepEqual(ofOne, ofOne.toSorted());
        const found = await reconcile(front, folder);
        assert.equal(found.exitCode, 0, found.out);
        assert.equal(found.record?.verdict, 'right');
        assert.match(found.out, /1,?200 calls delivered twice/);
      },
    );
  });

  it('keeps to a rate', () =>
    withFront(undefined, async (front, folder) => {
      const { record } = await load(front, folder, ...SMALL, '--rate', '600', '--workers', '2');
      assert.ok((record?.sent.runningMs ?? 0) >= 1900, `${record?.sent.runningMs}`);
    }));

  it('does not send a whole load with a wrong key', () =>
    withFront(
      () => ({ answer: { status: 401 } }),
      async (front, folder) => {
        const { exitCode, record } = await load(front, folder, ...SMALL);
        assert.equal(exitCode, 4);
        assert.match(record?.reason ?? '', /answered with 401.*--api-key/);
        assert.ok(front.calls() < 100, `${front.calls()}`);
      },
    ));

  it('says that nobody is there', async () => {
    const nobody = { baseUrl: 'http://127.0.0.1:9/', recordsUrl: '', apiKey: 'k-unreachable' };
    const { exitCode, record } = await load(nobody, makeFolder('load'), ...SMALL);
    assert.equal(exitCode, 4);
    assert.equal(record?.verdict, 'unreachable');
  });

  it('refuses what cannot be promised, in a sentence', () =>
    withFront(undefined, async (front, folder) => {
      for (const [words, said] of [
        [['--users', '10', '--calls', '5'], /each user makes one call at least/],
        [['--users', '10', '--calls', '5000'], /promised to keep 200 properties/],
        [['--users', '5000', '--accounts', '2'], /no response of the Records API can list/],
        [['--mix', 'identify=1,page=2'], /"page=2" is none of them/],
        [['--mix', 'identify=0'], /names no kind of call/],
        [['--ends-at', 'soon'], /--ends-at must be a time/],
        [['--shard', '3/2'], /--shard must be/],
        [['--shard', '1/2'], /needs --plan, or --run-id/],
        [['--duration', 'long'], /--duration must be/],
        [['--plan', 'package.json'], /package.json is not the plan of a load: at/],
        [['--shape', 'wild'], /--shape/],
        [['--shape', 'burst'], /--shape burst needs --rate/],
        [['--duration', '1000h'], /of 24 days at most/],
        [['--ends-at', '2026-01-01T00:00:00'], /a time with its zone/],
      ] as const) {
        const { exitCode, err } = await load(front, folder, ...words);
        assert.equal(exitCode, 2, words.join(' '));
        assert.match(err, said);
      }
      assert.equal(front.calls(), 0);
    }));
});

/** Resolves once more requests than these came. */
async function untilMore(front: Pick<Front, 'calls'>, than: number): Promise<undefined> {
  while (front.calls() <= than) await sleep(5);
  return undefined;
}
