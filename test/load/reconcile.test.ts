/** `reconcile`: what did not arrive as it was sent is named, and nothing else. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { VARIANTS } from '../../emulator/alterations/variants.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import { makeFolder } from '../folder.ts';
import { withFront } from './folders.ts';
import type { ArrivingCall } from './front.ts';
import { finished, load, reconcile, startReconcile } from './run.ts';

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

  it('nothing at a destination that is unusual in a lawful way', { timeout: 240_000 }, async () => {
    const words = ['--users', '30', '--accounts', '5', '--calls', '450', '--run-id', 'Abc', '--seed', '7'];
    const waiting = Object.keys(VARIANTS);
    const lane = async () => {
      for (let variant = waiting.shift(); variant !== undefined; variant = waiting.shift()) {
        const { close, ...emulator } = await startEmbedded({ variants: [variant] });
        const folder = makeFolder('load');
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

  it('what a replay lost, doubled or misdated because it came late, as clauses of the replay', () => {
    const latest = new Map<string, string>();
    const seen = new Set<string>();
    const isLate = ({ userId, timestamp }: ArrivingCall) => {
      const before = latest.get(userId) ?? '';
      if (timestamp > before) latest.set(userId, timestamp);
      return timestamp < before;
    };
    return withFront(
      (call) => {
        const isSecond = seen.has(call.messageId);
        seen.add(call.messageId);
        if (call.type === 'track') {
          if (isSecond) return { passOn: [{ ...call, messageId: `${call.messageId}-again` }] };
          return isLate(call) ? { passOn: [{ ...call, timestamp: latest.get(call.userId) ?? '' }] } : {};
        }
        const isFirst = Object.hasOwn(call.traits ?? {}, 'email');
        return call.type === 'identify' && !isFirst && isLate(call) ? { passOn: [] } : {};
      },
      async (front, folder) => {
        const sent = await load(front, folder, ...small, '--replay');
        assert.equal(sent.exitCode, 0, sent.err);
        const { exitCode, record } = await reconcile(front, folder);
        assert.equal(exitCode, 0);
        assert.equal(record?.verdict, 'right-with-warnings');
        const clauses = new Set(record.found?.faults.map(({ clause }) => clause));
        assert.deepEqual([...clauses].toSorted(), ['AST-REPLAY-001', 'AST-REPLAY-002', 'AST-REPLAY-003']);
        assert.equal((await reconcile(front, folder, '--strict')).exitCode, 1);
      },
    );
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

  it('that the records cannot be read', () =>
    withFront(undefined, async (front, folder) => {
      assert.equal((await load(front, folder, ...small)).exitCode, 0);
      const gone = await reconcile({ ...front, recordsUrl: 'http://127.0.0.1:9/records' }, folder);
      assert.equal(gone.exitCode, 3);
      assert.equal(gone.record?.verdict, 'incomplete');
      assert.match(gone.record.found?.gap ?? '', /did not respond/);
      const other = await reconcile(front, folder, '--resume');
      assert.equal(other.exitCode, 2, 'what was found elsewhere is not taken over');
      assert.match(other.err, /of another plan, source or sample/);
    }));

  it('what it had not looked at when it was stopped, and nothing twice', () =>
    withFront(undefined, async (front, folder) => {
      assert.equal((await load(front, folder, ...small)).exitCode, 0);
      const running = startReconcile(front, folder, '--rate', '50');
      const ended = finished(running, folder);
      // It saves what it found while it goes on.
      while (!existsSync(join(folder, 'reconcile.json'))) await Promise.race([sleep(10), ended]);
      running.child.kill('SIGINT');
      const stopped = await ended;
      assert.equal(stopped.exitCode, 3);
      const seen = stopped.record?.found?.users.checked ?? 0;
      assert.ok(seen > 0 && seen < 200, `${seen} users`);
      const whole = await reconcile(front, folder, '--resume');
      assert.equal(whole.exitCode, 0, whole.err);
      assert.deepEqual(whole.record?.found?.users, { checked: 200, of: 200 });
      assert.ok((whole.record.found.reads ?? 0) < 2 * 220 + 60, 'nobody is looked at twice');
    }));

  it('nothing in a folder in which it runs already', () =>
    withFront(undefined, async (front, folder) => {
      assert.equal((await load(front, folder, ...small)).exitCode, 0);
      const running = startReconcile(front, folder, '--rate', '200');
      await untilLocked(folder);
      const second = await reconcile(front, folder);
      assert.equal(second.exitCode, 2);
      assert.match(second.err, /reconcile\.lock shows that process \d+ on .* is at work: wait/);
      await running.stop('SIGKILL');
      const third = await reconcile(front, folder, '--resume');
      assert.equal(third.exitCode, 0, third.err);
      assert.deepEqual(third.record?.found?.users, { checked: 200, of: 200 });
    }));
});

async function untilLocked(folder: string): Promise<void> {
  while (!existsSync(join(folder, 'reconcile.lock'))) await sleep(20);
}
