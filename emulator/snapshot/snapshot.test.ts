/** Snapshots: an emulator that continues from one behaves as the one that it was taken of. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttemptResult } from '../history/index.ts';
import type { Outbound } from '../segment/index.ts';
import { basic, KEYS } from '../testing.ts';
import { readSnapshot } from './index.ts';
import { everything, goOn, openStory, type Story, tell } from './testing.ts';

const ALL_KEYS = [KEYS.apiKey, KEYS.blockingApiKey];
const FORWARDED = { forwardTo: 'http://127.0.0.1:9/all', forwardApiKey: 'fk-1' };

const HOUR = 3_600_000;

const withKey =
  ({ post }: Story, key: string): Story['post'] =>
  (path, body) =>
    post(path, body, { authorization: basic(key) });

/** What a restore answers that leaves nothing to do. */
const WHOLE = { value: { notes: [], connectors: [] } };

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A stopwatch by which every turn has taken too long, so that all work is done in many turns. */
function slow(): () => number {
  let elapsed = 0;
  return () => {
    elapsed += 1_000;
    return elapsed;
  };
}

/** As a file would have it. */
function written(story: Story) {
  const read = readSnapshot(JSON.parse(JSON.stringify(story.core.snapshot())));
  assert.ok('value' in read, 'problem' in read ? read.problem : '');
  return read.value;
}

function restored(story: Story, options = {}): Story {
  const other = openStory(options, story.ids.last);
  const notes = other.core.restore(written(story));
  assert.deepEqual(notes, WHOLE);
  return other;
}

for (const [name, options] of [
  ['the built-in destination and one outside', {}],
  ['a destination outside', FORWARDED],
  ['late calls that change nothing', { choices: { 'late-call': 'ignore-older' } }],
  [
    'users who merge and are removed',
    { choices: { 'anonymous-user': 'merge', 'delete-call': 'remove-user' } },
  ],
] as const) {
  describe(`with ${name}, an emulator that continues from a snapshot`, () => {
    for (const seed of [1, 2, 3, 4]) {
      it(`does what the other one does, seed ${seed}`, async () => {
        const story = openStory(options);
        await tell(story, seed);
        const { deliveries, engage } = story.core.snapshot();
        assert.ok(deliveries.some(({ dueAt }) => dueAt !== undefined));
        assert.ok(engage.computed.length > 4);
        const other = restored(story, options);
        await goOnAlike(story, other, seed);
        assert.ok(story.got.length > 30, String(story.got.length));
      });
    }
  });
}

/** Both have the same state, and after the same calls and moves of the clock they have it again. */
async function goOnAlike(story: Story, other: Story, seed: number): Promise<void> {
  assert.deepEqual(other.core.snapshot(), story.core.snapshot());
  assert.deepEqual(everything(other, ALL_KEYS), everything(story, ALL_KEYS));
  assert.deepEqual(waitingTraces(other), waitingTraces(story));
  story.got.length = 0;
  other.got.length = 0;
  await goOn(story, seed);
  await goOn(other, seed);
  assert.deepEqual(other.got, story.got);
  assert.deepEqual(everything(other, ALL_KEYS), everything(story, ALL_KEYS));
  assert.deepEqual(other.core.snapshot(), story.core.snapshot());
}

/** Which calls wait where, as the traces show them. */
function waitingTraces(story: Story): unknown {
  return story
    .traces({ outcome: 'errors.awaiting-retry' })
    .map(({ messageId, deliveries }) => [
      messageId,
      deliveries
        .filter(({ nextAttemptAt }) => nextAttemptAt !== undefined)
        .map(({ instance, nextAttemptAt }) => `${instance} ${nextAttemptAt}`)
        .sort(),
    ])
    .sort();
}

describe('a snapshot', () => {
  it('can be taken at any moment', async () => {
    for (let moment = 1; moment <= 12; moment += 1) {
      const story = openStory(moment % 2 === 0 ? FORWARDED : {});
      await tell(story, moment, 30 * moment, moment);
      await goOnAlike(story, restored(story, moment % 2 === 0 ? FORWARDED : {}), moment);
    }
  });

  it('can be taken in the middle of a sync', async () => {
    const states = new Set<string>();
    for (let turns = 0; turns < 60; turns += 3) {
      const options = { ...FORWARDED, stopwatch: slow() };
      const story = openStory(options);
      await tell(story, 1, 40, 0);
      const end = story.core.clock.now() + 2 * HOUR;
      const moved = story.core.clock.move(() => end);
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      const other = restored(story, { ...FORWARDED, stopwatch: slow() });
      for (const { sync } of other.core.snapshot().engage.computed) states.add(sync);
      assert.deepEqual(other.core.snapshot(), story.core.snapshot());
      story.got.length = 0;
      await moved;
      await other.core.clock.move(() => end);
      assert.deepEqual(other.got, story.got);
      assert.deepEqual(other.core.snapshot(), story.core.snapshot());
    }
    assert.deepEqual([...states].sort(), ['none', 'preparing', 'under-way']);
  });

  it('has what is under way, which is sent again', async () => {
    const open = (lastId?: number) => {
      const sent: { readonly id: unknown; readonly answer: (status: number) => void }[] = [];
      const forward = ({ call }: Outbound) =>
        new Promise<AttemptResult>((resolve) =>
          sent.push({ id: call.messageId, answer: (status) => resolve({ status, ms: 1 }) }),
        );
      const story = openStory({ ...FORWARDED, instances: [], forward, concurrency: 2 }, lastId);
      return { ...story, sent };
    };
    const story = open();
    const batch = [1, 2, 3, 4].map((n) => ({ type: 'track', event: 'E', userId: 'u', messageId: `m${n}` }));
    story.post('/v1/batch', { batch });
    story.sent[0]?.answer(200);
    await nextTurn();
    assert.deepEqual(
      story.sent.map(({ id }) => id),
      ['m1', 'm2', 'm3'],
    );
    const other = open(story.ids.last);
    assert.deepEqual(other.core.restore(written(story)), WHOLE);
    assert.deepEqual(
      other.sent.map(({ id }) => id),
      ['m2', 'm3'],
    );
    assert.deepEqual(other.core.snapshot(), story.core.snapshot());
    for (const { sent } of [story, other]) {
      for (const { answer } of sent) answer(503);
      await nextTurn();
      sent.at(-1)?.answer(200);
      await nextTurn();
    }
    assert.deepEqual(other.core.snapshot(), story.core.snapshot());
  });

  it('changes nothing', async () => {
    const [story, other] = [openStory(FORWARDED), openStory(FORWARDED)];
    await tell(story, 3);
    await tell(other, 3);
    for (let count = 0; count < 3; count += 1) other.core.snapshot();
    await goOnAlike(story, other, 3);
  });

  it('leaves a clock that runs in its time, and waits as long as they were', async () => {
    const story = openStory(FORWARDED);
    await tell(story, 2);
    story.core.clock.resume();
    const snapshot = story.core.snapshot();
    const later = openStory(FORWARDED, story.ids.last);
    later.core.clock.resume();
    later.advance(90 * 24 * HOUR);
    assert.deepEqual(later.core.restore(snapshot), WHOLE);
    assert.equal(later.core.clock.mode, 'real');
    const shift = later.core.clock.now() - snapshot.clock.now;
    assert.ok(shift > 80 * 24 * HOUR);
    const restored = later.core.snapshot();
    const dueIn = ({ deliveries, engage, clock }: typeof snapshot) => [
      ...deliveries.map(({ dueAt = 0, firstAt }) => [dueAt - clock.now, firstAt - clock.now]),
      ...engage.computed.map(({ nextSyncAt }) => nextSyncAt - clock.now),
    ];
    assert.deepEqual(dueIn(restored), dueIn(snapshot));
    assert.deepEqual(restored.connectors, snapshot.connectors);
    later.core.clock.clear();
    story.core.clock.clear();
  });

  it('brings a clock that runs no earlier than its own time', async () => {
    const story = openStory();
    await story.pass(10 * HOUR);
    story.core.clock.resume();
    const snapshot = story.core.snapshot();
    const other = openStory();
    other.core.restore(snapshot);
    assert.deepEqual(other.core.clock.save(), snapshot.clock);
    other.advance(11 * HOUR);
    assert.equal(other.core.clock.now(), snapshot.clock.now + 11 * HOUR);
  });

  it('ends what was under way before: moves of the clock, syncs and answers', async () => {
    const answers: ((result: AttemptResult) => void)[] = [];
    const forward = () => new Promise<AttemptResult>((resolve) => answers.push(resolve));
    const story = openStory({ ...FORWARDED, instances: [], forward });
    const empty = story.core.snapshot();
    story.core.engage.create(
      { kind: 'audience', name: 'A', key: 'a', level: 'user', as: [], rule: undefined },
      [{ id: 'u:ada', emails: [], users: [] }],
    );
    story.post('/v1/track', { event: 'E', userId: 'ada', messageId: 'before' });
    answers.shift()?.({ status: 503, ms: 1 });
    const moved = story.core.clock.move((now) => now + 100 * HOUR);
    await nextTurn();
    story.core.restore(empty);
    for (const answer of answers.splice(0)) answer({ status: 503, ms: 1 });
    await moved;
    assert.deepEqual(story.core.snapshot(), empty);
    assert.equal(story.core.clock.timers.count, 0);
    await story.pass(100 * HOUR);
    assert.deepEqual(answers, []);
    assert.deepEqual(story.traces(), []);
  });

  it('can be restored under other keys', async () => {
    const story = openStory();
    await tell(story, 1);
    const other = openStory(
      {
        apiKey: 'ak-other',
        blockingApiKey: 'bk-other',
        restrictedApiKey: 'rk-other',
        writeKey: 'wk-other',
        instances: [],
      },
      story.ids.last,
    );
    const restored = other.core.restore(written(story));
    assert.ok('value' in restored);
    assert.deepEqual(restored.value.notes, [
      'the instance "remote" is left out, because it delivers to an address that this emulator does not have: start it with the same instance',
      'the instance "foreign" is disabled, because its API key is not known here: PATCH it with an apiKey',
    ]);
    assert.deepEqual(everything(other, ['ak-other', 'bk-other']), everything(story, ALL_KEYS));
    const { instances, engage, ...rest } = story.core.snapshot();
    const after = other.core.snapshot();
    assert.deepEqual(
      after.instances.map(({ id, key, enabled }) => [id, key, enabled]),
      [
        ['default', 'connector', true],
        ['foreign', 'none', false],
      ],
    );
    assert.deepEqual(after.engage, engage);
    assert.deepEqual(after, { ...rest, instances: after.instances, engage });
    await goOn({ ...other, post: withKey(other, 'wk-other') }, 1);
    assert.ok(other.users({ userId: 'person-15' }, 'ak-other')[0]?.properties.by_hand === true);
  });

  it('has added connectors, which keep their keys where they are, and get new ones elsewhere', () => {
    const [story, other] = [openStory(), openStory()];
    const call = { type: 'identify', userId: 'ada', traits: { plan: 'pro' } };
    story.core.destination.connectors.add({ name: 'added', freeEmail: 'block', apiKey: 'ck-added' });
    story.core.instances.add({ name: 'Mine', apiKey: 'ck-added' });
    story.send(call, 'ck-added');
    const snapshot = written(story);
    assert.deepEqual(story.core.restore(snapshot), WHOLE);
    assert.deepEqual(story.core.snapshot(), JSON.parse(JSON.stringify(snapshot)));
    assert.equal(story.users({ userId: 'ada' }, 'ck-added').length, 1);
    const restored = other.core.restore(snapshot, (name) => `ck-new-${name}`);
    assert.deepEqual(restored, {
      value: { notes: [], connectors: [{ name: 'added', apiKey: 'ck-new-added' }] },
    });
    assert.equal(other.users({ userId: 'ada' }, 'ck-new-added').length, 1);
    assert.deepEqual(other.core.snapshot(), story.core.snapshot());
    const empty = openStory().core.snapshot();
    story.core.restore(empty);
    assert.equal(story.core.destination.connectorOf('ck-added'), undefined);
  });

  it('is refused where there is no room for it, or other connectors', async () => {
    const story = openStory();
    await tell(story, 1);
    const snapshot = story.core.snapshot();
    const [first, ...others] = snapshot.connectors;
    assert.ok(first !== undefined);
    const small = openStory({ limits: { users: 10 } });
    const cases = [
      [small, snapshot, /\d+ users, more than the 10 that the limit users allows here, at \/connectors\/0\//],
      [openStory(), { ...snapshot, connectors: others }, /no connector allowing in \/connectors/],
      [
        openStory(),
        { ...snapshot, connectors: [...snapshot.connectors, { ...first, name: 'more', permitted: false }] },
        /permitted true here, and not as at \/connectors\/3\/permitted/,
      ],
      [
        openStory(),
        { ...snapshot, connectors: [{ ...first, freeEmail: 'block' as const }, ...others] },
        /connectors\/0\/freeEmail/,
      ],
    ] as const;
    for (const [other, document, problem] of cases) {
      const before = other.core.snapshot();
      const refused = other.core.restore(document);
      assert.match('problem' in refused ? refused.problem : '', problem);
      assert.deepEqual(other.core.snapshot(), before);
    }
  });

  it('is JSON without keys', async () => {
    const story = openStory(FORWARDED);
    await tell(story, 1);
    const snapshot = story.core.snapshot();
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
    const text = JSON.stringify(snapshot);
    const keys = [...Object.values(KEYS), 'fk-1', 'rk-remote', 'fk-unknown', '127.0.0.1:9'];
    for (const key of keys) assert.ok(!text.includes(key), key);
  });

  it('shares nothing with an emulator', async () => {
    const story = openStory({ choices: { 'nested-object': 'merge' } });
    story.send({ type: 'identify', userId: 'ada', traits: { address: { city: 'Rome' } } });
    const snapshot = story.core.snapshot();
    const before = JSON.stringify(snapshot);
    const change = { type: 'identify', userId: 'ada', traits: { address: { street: 'Via' } } };
    story.send(change);
    assert.equal(JSON.stringify(snapshot), before);
    story.core.restore(snapshot);
    story.send(change);
    assert.equal(JSON.stringify(snapshot), before);
  });
});
