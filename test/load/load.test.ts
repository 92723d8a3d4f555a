/** `load` and `reconcile`: every call arrives once, also after kills, and what does not is named. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { VARIANTS } from '../../emulator/alterations/variants.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import { validate } from '../../schemas/index.ts';
import { type ArrivingCall, type Fate, type Front, startFront } from './front.ts';
import { finished, load, reconcile, startLoad } from './run.ts';

const root = mkdtempSync(join(tmpdir(), 'astrolabe-load-'));
after(() => rmSync(root, { recursive: true, force: true }));
const makeFolder = () => mkdtempSync(join(root, 'load-'));

const SMALL = ['--users', '120', '--calls', '1200', '--seed', '7', '--run-id', 'x7'];

async function withFront(
  fateOf: ((call: ArrivingCall, before: number) => Fate) | undefined,
  use: (front: Front, folder: string) => Promise<void>,
): Promise<void> {
  const front = await startFront(fateOf);
  try {
    await use(front, makeFolder());
  } finally {
    await front.close();
  }
}

describe('a load', () => {
  it('sends each call once, in shards of several workers, and reconcile finds nothing wrong', () =>
    withFront(undefined, async (front, folder) => {
      const other = makeFolder();
      const [one, two] = await Promise.all([
        load(front, folder, ...SMALL, '--shard', '1/2', '--workers', '2'),
        load(front, other, ...SMALL, '--shard', '2/2', '--workers', '2'),
      ]);
      for (const { exitCode, err } of [one, two]) assert.equal(exitCode, 0, err);
      assert.equal(front.calls(), 1200);
      assert.equal(front.times.size, 1200);
      const shares = readdirSync(other).filter((name) => name.startsWith('share-'));
      assert.equal(shares.length, 2);
      for (const name of shares) cpSync(join(other, name), join(folder, name));
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
      assert.match(other.err, /is a part of another load/);
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
    const { exitCode, record } = await load(nobody, makeFolder(), ...SMALL);
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

/** Which calls a fault is about. */
const EVERY = 97;

describe('reconcile names', () => {
  const small = ['--users', '200', '--accounts', '20', '--calls', '2000', '--seed', '7', '--run-id', 'x7'];

  it('what was dropped, and nothing else', () => {
    const dropped = new Map<string, ArrivingCall>();
    return withFront(
      (call, before) => {
        if (before % EVERY !== EVERY - 1) return {};
        dropped.set(call.messageId, call);
        return { passOn: [] };
      },
      async (front, folder) => {
        assert.equal((await load(front, folder, ...small)).exitCode, 0);
        const { exitCode, record } = await reconcile(front, folder);
        assert.equal(exitCode, 1);
        const faults = record?.found?.faults ?? [];
        for (const fault of faults) {
          assert.equal(fault.what, 'lost', JSON.stringify(fault));
          assert.ok(dropped.has(fault.call?.messageId ?? ''), JSON.stringify(fault));
        }
        const named = new Set(faults.map(({ call }) => call?.messageId));
        for (const [messageId, { type, traits }] of dropped) {
          // What another call says again is not lost.
          const isTheirsAlone =
            type === 'track' || Object.keys(traits ?? {}).some((name) => /^load_\d/.test(name));
          if (isTheirsAlone) assert.ok(named.has(messageId), `${messageId} is not named`);
        }
        assert.ok(named.size >= 12, `${named.size}`);
      },
    );
  });

  it('two users whose values were swapped once', () => {
    let first: ArrivingCall | undefined;
    let isSwapped = false;
    return withFront(
      (call) => {
        const isPlain =
          call.type === 'identify' && Object.keys(call.traits ?? {}).some((name) => name === 'load_4');
        if (isSwapped || !isPlain || typeof call.traits?.load_4 !== 'string') return {};
        if (first === undefined) {
          first = call;
          return { passOn: [] };
        }
        isSwapped = true;
        return {
          passOn: [
            { ...call, traits: first.traits ?? {} },
            { ...first, traits: call.traits },
          ],
        };
      },
      async (front, folder) => {
        assert.equal((await load(front, folder, ...small)).exitCode, 0);
        const { exitCode, record } = await reconcile(front, folder);
        assert.equal(exitCode, 1);
        const faults = record?.found?.faults ?? [];
        assert.equal(faults.length, 2);
        for (const { what, of, member, clause, otherCall, call } of faults) {
          assert.deepEqual(
            { what, of, member, clause },
            { what: 'wrong', of: 'property', member: 'load_4', clause: 'AST-IDENT-005' },
          );
          assert.notEqual(otherCall?.user, call?.user);
        }
        assert.deepEqual(
          faults.map(({ otherCall }) => otherCall?.messageId).sort(),
          faults.map(({ call }) => call?.messageId).sort(),
        );
      },
    );
  });

  it('what was misdated, as a warning', () => {
    const misdated = new Set<string>();
    return withFront(
      (call, before) => {
        if (call.type !== 'track' || before % 20 !== 0) return {};
        misdated.add(call.messageId);
        return { passOn: [{ ...call, timestamp: new Date(0).toISOString() }] };
      },
      async (front, folder) => {
        assert.equal((await load(front, folder, ...small)).exitCode, 0);
        const { exitCode, record } = await reconcile(front, folder);
        assert.equal(exitCode, 0);
        assert.equal(record?.verdict, 'right-with-warnings');
        const faults = record.found?.faults ?? [];
        assert.deepEqual(new Set(faults.map(({ member }) => member)), misdated);
        for (const { what, of, level } of faults) {
          assert.deepEqual({ what, of, level }, { what: 'misdated', of: 'event', level: 'SHOULD' });
        }
        assert.equal((await reconcile(front, folder, '--strict')).exitCode, 1);
      },
    );
  });

  it('what is stored twice, with other values, or where it does not belong', () =>
    withFront(
      (call) => {
        switch (call.messageId) {
          case 'conformance-x7-11.0':
            return { passOn: [{ ...call, traits: { ...call.traits, load_77: 'x 12.3' } }] };
          case 'conformance-x7-12.0':
            return { passOn: [{ ...call, traits: { ...call.traits, name: 'Somebody' } }] };
          default:
            if (call.userId === 'conformance-x7-u13' && call.type === 'group') {
              return { passOn: [{ ...call, groupId: 'conformance-x7-a19' }] };
            }
            return call.userId === 'conformance-x7-u14' && call.type === 'track'
              ? { passOn: [call, { ...call, messageId: `${call.messageId}-again` }] }
              : {};
        }
      },
      async (front, folder) => {
        assert.equal((await load(front, folder, ...small)).exitCode, 0);
        const { record } = await reconcile(front, folder);
        const kinds = new Set(record?.found?.faults.map(({ what, of, id }) => `${id} ${of} ${what}`));
        for (const kind of [
          'conformance-x7-u11 property foreign',
          'conformance-x7-u12 property wrong',
          'conformance-x7-u13 association lost',
          'conformance-x7-u13 association foreign',
          'conformance-x7-a19 association foreign',
          'conformance-x7-u14 event doubled',
        ]) {
          assert.ok(kinds.has(kind), `${kind} is not among ${[...kinds].join(', ')}`);
        }
        for (const kind of kinds) assert.match(kind, /-(u1[1-4]|a13|a14|a19) /);
      },
    ));

  it('nothing at a destination that is unusual in a lawful way', { timeout: 120_000 }, async () => {
    const words = ['--users', '30', '--accounts', '5', '--calls', '450', '--run-id', 'Abc', '--seed', '7'];
    const waiting = Object.keys(VARIANTS);
    const lane = async () => {
      for (let variant = waiting.shift(); variant !== undefined; variant = waiting.shift()) {
        const { close, ...emulator } = await startEmbedded({ variants: [variant] });
        const folder = makeFolder();
        const sent = await load(emulator, folder, ...words, '--mix', 'identify=2,group=2,track=2,audience=1');
        // Some of them store late.
        const { exitCode, record } = await reconcile(emulator, folder, '--settle', '3s');
        await close();
        assert.equal(sent.exitCode, 0, `${variant}: ${sent.out}`);
        assert.equal(exitCode, 0, `${variant}: ${JSON.stringify(record?.found?.faults.slice(0, 3))}`);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
  });

  it('what a sample can exclude', () =>
    withFront(undefined, async (front, folder) => {
      assert.equal((await load(front, folder, ...small)).exitCode, 0);
      const { exitCode, record } = await reconcile(front, folder, '--sample', '50');
      assert.equal(exitCode, 0);
      assert.deepEqual(record?.found?.users, { checked: 50, of: 200 });
      assert.deepEqual(record.found.accounts, { checked: 20, of: 20 });
      assert.ok(Math.abs((record.found.sample?.seenShare ?? 0) - (1 - 0.9995 ** 50)) < 1e-9);
    }));

  it('that the records cannot be read, and goes on later', () =>
    withFront(undefined, async (front, folder) => {
      assert.equal((await load(front, folder, ...small)).exitCode, 0);
      const running = reconcile(front, folder, '--rate', '200');
      const stopping = sleep(1500);
      await stopping;
      const gone = await reconcile(
        { ...front, recordsUrl: 'http://127.0.0.1:9/records' },
        makeFolderWith(folder),
      );
      assert.equal(gone.exitCode, 3);
      assert.equal(gone.record?.verdict, 'incomplete');
      assert.match(gone.record.found?.gap ?? '', /did not respond/);
      assert.equal((await running).exitCode, 0);
    }));
});

function makeFolderWith(folder: string): string {
  const copy = makeFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Resolves once more requests than these came. */
async function untilMore(front: Pick<Front, 'calls'>, than: number): Promise<undefined> {
  while (front.calls() <= than) await sleep(5);
  return undefined;
}
