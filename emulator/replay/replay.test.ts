/** The records before and after a call. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPlan } from '../faults/index.ts';
import { resolveOptions } from '../options/index.ts';
import { type BenchOptions, createBench, KEYS, START } from '../testing.ts';
import { decisionsOf } from './decided-calls.ts';
import { type CallRecords, type DecisionRecords, type ReplaySubject, recordsOfCall } from './index.ts';

function createReplayBench(options: BenchOptions = {}) {
  const bench = createBench(options);
  const { forward: _, ...rest } = options;
  const resolved = resolveOptions({ ...KEYS, stopwatch: () => 0, ...rest });
  const { signal } = new AbortController();
  const { core } = bench;
  /** As it is sent. */
  const asSent = (found: CallRecords): CallRecords => JSON.parse(JSON.stringify(found));
  return {
    ...bench,
    async ofTrace(position: number) {
      const trace = core.traces.at(position);
      assert.ok(trace);
      return asSent(await recordsOfCall(core, resolved, { trace }, signal));
    },
    async ofEntry(position: number) {
      const entry = core.journal.at(position);
      assert.ok(entry);
      return asSent(await recordsOfCall(core, resolved, { entry }, signal));
    },
  };
}

type ReplayBench = ReturnType<typeof createReplayBench>;

async function onlyDecision(found: Promise<CallRecords>) {
  const { decisions, incomplete } = await found;
  assert.equal(incomplete, undefined);
  assert.equal(decisions.length, 1);
  return decisions[0];
}

const identify = (bench: ReplayBench, userId: string, traits: object, more: object = {}) =>
  bench.post('/v1/identify', { userId, traits, ...more });

describe('what a call changed', () => {
  it('follows the choices that were in force when each call came', async () => {
    const bench = createReplayBench();
    const { choices } = bench.core;
    identify(bench, 'ada', { plan: 'free', seats: null });
    choices.change({ 'null-property': 'remove', 'accepted-status': '202' });
    identify(bench, 'ada', { plan: null });
    choices.change({ 'null-property': 'ignore' });
    identify(bench, 'ada', { seats: null });
    const properties = async (position: number) => {
      const [change] = (await onlyDecision(bench.ofTrace(position)))?.records ?? [];
      return [change?.before, change?.after].map(
        (record) => record && (record as { properties: object }).properties,
      );
    };
    assert.deepEqual(await properties(0), [undefined, { plan: 'free', seats: null }]);
    assert.deepEqual(await properties(1), [{ plan: 'free', seats: null }, { seats: null }]);
    const last = await onlyDecision(bench.ofTrace(2));
    assert.equal(last?.status, 202);
  });

  it('follows the choices in force also after a snapshot without records was restored', async () => {
    const bench = createReplayBench();
    const { core } = bench;
    const empty = core.snapshot();
    for (const plan of ['a', 'b', 'c']) identify(bench, 'ada', { plan });
    core.choices.change({ 'null-property': 'remove' });
    assert.ok('value' in core.restore(empty));
    const first = core.traces.end;
    identify(bench, 'bob', { plan: 'free' });
    identify(bench, 'bob', { plan: null });
    const [change] = (await onlyDecision(bench.ofTrace(first + 1)))?.records ?? [];
    assert.deepEqual((change?.after as { properties: object } | undefined)?.properties, {});
  });

  it('compares no large number of records with a defect', async () => {
    const bench = createReplayBench({ defects: ['group-replaces'] });
    for (let number = 0; number < 2_001; number += 1) identify(bench, `u${number}`, {});
    const { incomplete } = await bench.ofTrace(0);
    assert.match(incomplete ?? '', /more than 2000 to compare/);
  });

  it('is a new User, then a property of it, then nothing', async () => {
    const bench = createReplayBench();
    identify(bench, 'ada', { plan: 'free' });
    identify(bench, 'ada', { plan: 'pro', seats: 3 });
    identify(bench, 'ada', { plan: 'pro' });
    const user = (properties: object) => ({ userId: 'ada', properties, accountIds: [] });
    const common = {
      at: new Date(START).toISOString(),
      instance: 'default',
      connector: 'allowing',
      status: 200,
    };
    assert.deepEqual(await onlyDecision(bench.ofTrace(0)), {
      ...common,
      records: [
        { kind: 'user', id: 'ada', after: user({ plan: 'free' }), changes: [{ pointer: '', what: 'added' }] },
      ],
    });
    assert.deepEqual((await onlyDecision(bench.ofTrace(1)))?.records, [
      {
        kind: 'user',
        id: 'ada',
        before: user({ plan: 'free' }),
        after: user({ plan: 'pro', seats: 3 }),
        changes: [
          { pointer: '/properties/plan', what: 'changed' },
          { pointer: '/properties/seats', what: 'added' },
        ],
      },
    ]);
    assert.deepEqual(await onlyDecision(bench.ofTrace(2)), { ...common, records: [] });
  });

  it('is an Account, the User that joins it, and an event', async () => {
    const bench = createReplayBench();
    identify(bench, 'ada', {});
    bench.post('/v1/group', { userId: 'ada', groupId: 'acme', traits: { 'a/b': 1 } });
    bench.post('/v1/track', { userId: 'ada', event: 'Seen', messageId: 'm-1' });
    const group = (await onlyDecision(bench.ofTrace(1)))?.records ?? [];
    assert.deepEqual(
      group.map(({ kind, id, changes }) => [kind, id, changes]),
      [
        ['user', 'ada', [{ pointer: '/accountIds', what: 'changed' }]],
        ['account', 'acme', [{ pointer: '', what: 'added' }]],
      ],
    );
    const [event] = (await onlyDecision(bench.ofTrace(2)))?.records ?? [];
    assert.deepEqual([event?.kind, event?.id, event?.before], ['event', 'm-1', undefined]);
  });

  it('is that a User is merged, removed or remembered as blocked', async () => {
    const choices = { 'anonymous-user': 'merge', 'delete-call': 'remove-user' } as const;
    const bench = createReplayBench({ choices });
    bench.post('/v1/identify', { anonymousId: 'anon', traits: { seen: true } });
    identify(bench, 'ada', {}, { anonymousId: 'anon' });
    bench.send({ type: 'delete', userId: 'ada' });
    bench.send({ type: 'identify', userId: 'bob', traits: { email: 'bob@gmail.com' } }, KEYS.blockingApiKey);
    const kinds = async (found: Promise<CallRecords>) =>
      (await onlyDecision(found))?.records?.map(({ kind, id, changes }) => [kind, id, changes[0]?.what]);
    assert.deepEqual(await kinds(bench.ofTrace(1)), [
      ['user', 'anon', 'removed'],
      ['user', 'ada', 'added'],
    ]);
    assert.deepEqual(await kinds(bench.ofEntry(2)), [['user', 'ada', 'removed']]);
    assert.deepEqual(await kinds(bench.ofEntry(3)), [['blocked', 'bob', 'added']]);
  });

  it('counts what came to the destination itself, and retries, in the order of time', async () => {
    const bench = createReplayBench({ clock: 'frozen', limits: { users: 1 } });
    identify(bench, 'ada', { plan: 1 });
    bench.send({ type: 'identify', userId: 'ada', traits: { plan: 2 } });
    identify(bench, 'ada', { plan: 3 });
    const planOf = (record: object | undefined) =>
      (record as { properties: { plan: number } }).properties.plan;
    const [change] = (await onlyDecision(bench.ofTrace(1)))?.records ?? [];
    assert.deepEqual([planOf(change?.before), planOf(change?.after)], [2, 3]);
    const [direct] = (await onlyDecision(bench.ofEntry(1)))?.records ?? [];
    assert.deepEqual([planOf(direct?.before), planOf(direct?.after)], [1, 2]);
  });

  it('is nothing for a call that was refused, filtered or posted under an unknown key', async () => {
    const bench = createReplayBench({ bodies: false });
    bench.post('/v1/page', { userId: 'ada' });
    bench.send({ type: 'track' });
    bench.send({ type: 'identify', userId: 'ada' }, 'nobody');
    assert.deepEqual((await bench.ofTrace(0)).decisions, []);
    for (const position of [0, 1]) {
      assert.deepEqual((await onlyDecision(bench.ofEntry(position)))?.records, []);
    }
  });

  it('is known although a fault plan answered late or instead', async () => {
    const bench = createReplayBench({ clock: 'frozen' });
    const read = readPlan('odd', { at: 'destination', then: [{ status: 503 }, { delay: '1m' }] });
    assert.ok('plan' in read);
    bench.core.faults.put('odd', read.plan);
    identify(bench, 'ada', { plan: 1 });
    await bench.core.clock.move((now) => now + 60 * 60_000);
    assert.equal(bench.users({ userId: 'ada' }).length, 1);
    const { decisions, incomplete } = await bench.ofTrace(0);
    assert.equal(incomplete, undefined);
    assert.deepEqual(
      decisions.map(({ status, records }) => [status, records?.length]),
      [
        [undefined, 1],
        [200, 0],
      ],
    );
  });

  it('has the records of others that a defect changed', async () => {
    const bench = createReplayBench({ defects: ['group-updates-all-accounts-of-user'] as never });
    for (const [groupId, plan] of [
      ['acme', 1],
      ['beta', 2],
    ] as const) {
      bench.post('/v1/group', { userId: 'ada', groupId, traits: { plan } });
    }
    const { records = [] } = (await onlyDecision(bench.ofTrace(1))) ?? {};
    const plans = records.filter(({ kind }) => kind === 'account').map(({ id, changes }) => [id, changes]);
    assert.deepEqual(plans, [
      ['acme', [{ pointer: '/properties/plan', what: 'changed' }]],
      ['beta', [{ pointer: '', what: 'added' }]],
    ]);
  });

  it('is said not to be stored yet if a variant stores later', async () => {
    const bench = createReplayBench({ clock: 'frozen', variants: ['late-storing' as never] });
    identify(bench, 'ada', { plan: 1 });
    await bench.core.clock.move((now) => now + 60_000);
    const decision = await onlyDecision(bench.ofTrace(0));
    assert.deepEqual([decision?.records, decision?.isWithheld], [[], true]);
  });
});

describe('the records of every call, one after the other', () => {
  const names = ['ada', 'bob', 'cleo'];
  const random = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed >> 12;
  };
  const settings: readonly BenchOptions[] = [
    {},
    {
      choices: { 'null-property': 'remove', 'nested-object': 'merge', 'late-call': 'ignore-older' } as never,
    },
    { choices: { 'group-of-unknown-user': 'create-user', 'track-of-unknown-user': 'create-user' } as never },
    { choices: { 'delete-call': 'remove-user', 'anonymous-user': 'merge' } as never },
    { defects: ['group-replaces'] as never },
    { defects: ['update-spreads'] as never },
    { limits: { users: 2, events: 5 }, clock: 'frozen' },
  ];
  for (const [index, options] of settings.entries()) {
    it(`begin where the last call ended, and end as what is stored: ${JSON.stringify(options)}`, async () => {
      const bench = createReplayBench(options);
      const next = random(index + 1);
      const pick = <Item>(items: readonly Item[]): Item => items[next() % items.length] as Item;
      const call = () => ({
        type: pick(['identify', 'group', 'track', 'identify', 'delete']),
        ...pick([
          { userId: pick(names) },
          { anonymousId: pick(names) },
          { userId: pick(names), anonymousId: 'x' },
        ]),
        ...{ groupId: pick(['acme', 'beta']), event: 'Seen', messageId: `m-${next() % 60}` },
        traits: { [pick(['plan', 'address'])]: pick([1, null, { city: 'B' }, { zip: 2 }]) },
      });
      for (let left = 60; left > 0; left -= 1) {
        if (next() % 3 === 0) bench.send(call(), pick([KEYS.apiKey, KEYS.blockingApiKey]));
        else bench.post('/v1/batch', { batch: [call(), call()] });
        bench.advance(next() % 1_000);
      }
      const { traces, journal } = bench.core;
      const all: { readonly turn: number; readonly found: DecisionRecords | undefined }[] = [];
      const add = ({ decisions, incomplete }: CallRecords, subject: ReplaySubject) => {
        assert.equal(incomplete, undefined);
        for (const [place, { turn }] of decisionsOf(subject).entries())
          all.push({ turn, found: decisions[place] });
      };
      for (let at = 0; at < traces.end; at += 1) {
        const trace = traces.at(at);
        if (trace !== undefined) add(await bench.ofTrace(at), { trace });
      }
      for (let at = 0; at < journal.end; at += 1) {
        const entry = journal.at(at);
        if (entry?.body !== undefined) add(await bench.ofEntry(at), { entry });
      }
      assert.equal(all.length, bench.core.destination.decided);
      all.sort((one, other) => one.turn - other.turn);
      const latest = new Map<string, object | undefined>();
      let changes = 0;
      for (const { turn, found: { connector, records = [] } = {} } of all) {
        for (const { kind, id, before, after } of records) {
          const { userId } = (after ?? before) as { userId?: string };
          const key = `${connector} ${userId === undefined && kind === 'user' ? 'anonymous' : kind} ${id}`;
          assert.deepEqual(before, latest.get(key), `decision ${turn} of ${key}`);
          latest.set(key, after);
          changes += 1;
        }
      }
      assert.ok(changes > 20, `${changes} changes`);
      for (const userId of names) {
        const [user] = bench.users({ userId });
        assert.deepEqual(latest.get(`allowing user ${userId}`), user);
      }
      for (const groupId of ['acme', 'beta']) {
        const [account] = bench.accounts({ groupId });
        assert.deepEqual(latest.get(`allowing account ${groupId}`), account);
      }
    });
  }
});

describe('what a call changed is not known', () => {
  for (const [what, options, prepare, expected] of [
    ['without bodies', { bodies: false }, () => {}, /--no-bodies/],
    ['when bodies were dropped', { limits: { keptBodyBytes: 1_024 } }, () => {}, /keptBodyBytes/],
    ['when traces were dropped', { limits: { traces: 4 } }, () => {}, /limits\.traces/],
    [
      'when requests to the destination itself were dropped',
      { limits: { journal: 2 } },
      (bench: ReplayBench) => bench.send({ type: 'identify', userId: 'first' }),
      /limits\.journal/,
    ],
    [
      'when records came from a snapshot',
      {},
      (bench: ReplayBench) => {
        identify(bench, 'ada', { plan: 0 });
        assert.ok('value' in bench.core.restore(bench.core.snapshot()));
      },
      /snapshot/,
    ],
  ] as const) {
    it(`${what}: it says so, and shows no record`, async () => {
      const bench = createReplayBench(options);
      prepare(bench);
      for (let plan = 1; plan <= 5; plan += 1) identify(bench, 'ada', { plan });
      const { decisions, incomplete } = await bench.ofTrace(bench.core.traces.end - 1);
      assert.match(incomplete ?? '', expected);
      assert.deepEqual(
        decisions.map(({ records }) => records),
        [undefined],
      );
    });
  }

  it('when the connector was removed; one with the same name does not inherit its calls', async () => {
    const bench = createReplayBench();
    const { connectors } = bench.core.destination;
    const connector = { name: 'EU', freeEmail: 'allow', apiKey: 'ck-first' } as const;
    connectors.add(connector);
    bench.send({ type: 'identify', userId: 'ada', traits: { old: 1 } }, 'ck-first');
    connectors.remove('EU');
    connectors.add({ ...connector, apiKey: 'ck-second' });
    bench.send({ type: 'identify', userId: 'ada', traits: { young: 1 } }, 'ck-second');
    assert.match((await bench.ofEntry(0)).incomplete ?? '', /was removed/);
    const [change] = (await onlyDecision(bench.ofEntry(1)))?.records ?? [];
    assert.equal(change?.before, undefined);
  });

  it('when the records are elsewhere: it names the instance', async () => {
    const instances = [{ id: 'out', name: 'out', apiKey: 'k', endpoint: 'http://127.0.0.1:9/' }];
    const bench = createReplayBench({
      instances,
      forward: () => Promise.resolve({ status: 200, ms: 1 }),
    } as never);
    identify(bench, 'ada', {});
    await bench.core.clock.idle();
    const { decisions, elsewhere } = await bench.ofTrace(0);
    assert.deepEqual([decisions.map(({ instance }) => instance), elsewhere], [['default'], ['out']]);
  });

  it('when somebody changed a record without a call', async () => {
    const bench = createReplayBench();
    identify(bench, 'ada', { plan: 1 });
    const [{ store } = { store: undefined }] = bench.core.destination.connectors.list;
    const user = store?.usersById.get('ada');
    assert.ok(user);
    user.properties.plan = 2;
    assert.match((await bench.ofTrace(0)).incomplete ?? '', /more than the kept calls/);
  });
});
