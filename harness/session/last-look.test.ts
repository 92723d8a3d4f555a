import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BlockedExample } from '../errors.ts';
import type { StateDifference } from '../settle.ts';
import { createRecorder } from '../target/index.ts';
import type { FoundState } from './found-state.ts';
import { takeLastLook } from './last-look.ts';
import type { Session } from './session.ts';

type Look = FoundState['looks'][number];

const SAME: Look = async () => undefined;
const different = (actual: unknown): Look => {
  const difference: StateDifference = {
    message: 'the User does not hold "plan" as sent',
    expected: 'pro',
    actual,
  };
  return async () => difference;
};

/** A session with these examples, each with one look at what it found at time 0. */
function sessionOf(looks: Readonly<Record<string, Look>>, settings: Partial<Session['settings']> = {}) {
  let time = 0;
  const shared: boolean[] = [];
  const states = Object.entries(looks).map(
    ([example, look]): FoundState => ({ example, recorder: createRecorder(example), at: 0, looks: [look] }),
  );
  const session = {
    settings: { lastLookMs: 2000, settleMs: 500, concurrency: 2, ...settings },
    timing: {
      now: () => time,
      sleep: async (ms: number) => {
        time += ms;
      },
    },
    end: { stopped: () => false, whyStopped: () => 'stopped', limited: () => undefined },
    foundStates: () => states,
    scopeOf: (example: string) => `conformance-r1-${example}`,
    shareReads: (isShared: boolean) => void shared.push(isShared),
  } as unknown as Session;
  return { session, shared, time: () => time };
}

describe('the last look', () => {
  it('waits until the run is old enough, and finds nothing if nothing changed', async () => {
    const { session, shared, time } = sessionOf({ a: SAME, b: SAME });
    assert.deepEqual(await takeLastLook(session), []);
    assert.equal(time(), 2000);
    assert.deepEqual(shared, [true, false]);
  });

  it('reports what is different, and names the example that it comes from', async () => {
    const { session } = sessionOf({ a: different('conformance-r1-b-eve'), b: SAME });
    const [lost, ...others] = await takeLastLook(session);
    assert.equal(lost?.found.example, 'a');
    assert.match(
      lost.difference.message,
      /^it was stored, and at the end of the run the User does not hold "plan" as sent; .* the example b$/,
    );
    assert.deepEqual(others, []);
  });

  it('names no example if the value comes from none', async () => {
    const { session } = sessionOf({ a: different('free'), b: SAME });
    const [lost] = await takeLastLook(session);
    assert.doesNotMatch(lost?.difference.message ?? '', /comes from/);
  });

  it('forgives a copy of the records that lags behind', async () => {
    let looks = 0;
    const lagging: Look = async () => {
      looks += 1;
      return looks < 3 ? different('free')() : undefined;
    };
    assert.deepEqual(await takeLastLook(sessionOf({ a: lagging }).session), []);
  });

  it('concludes nothing from a look without an answer', async () => {
    const unanswered: Look = () => Promise.reject(new BlockedExample('the Records API did not respond'));
    assert.deepEqual(await takeLastLook(sessionOf({ a: unanswered }).session), []);
  });

  it('can be left out', async () => {
    const { session, time } = sessionOf({ a: different('free') }, { lastLookMs: undefined });
    assert.deepEqual(await takeLastLook(session), []);
    assert.equal(time(), 0);
  });
});
