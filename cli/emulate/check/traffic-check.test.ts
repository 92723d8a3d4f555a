/** What the check says about calls that the emulator received, at every level. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BenchOptions, basic, createBench, KEYS } from '../../../emulator/testing.ts';
import { loadRegistry } from '../../../harness/registry/index.ts';
import { validate } from '../../../schemas/index.ts';
import { readTrackingPlan } from './tracking-plan.ts';
import { createTrafficCheck } from './traffic-check.ts';
import { watchTraffic } from './watch-traffic.ts';

interface CheckBenchOptions extends BenchOptions {
  readonly plan?: unknown;
}

/** An emulator that is checked. */
function checked({ plan, ...options }: CheckBenchOptions = {}) {
  const bench = createBench({ clock: 'frozen', ...options });
  const read = plan === undefined ? undefined : readTrackingPlan(plan);
  if (read !== undefined && !('plan' in read)) throw new Error(read.message);
  const traffic = createTrafficCheck({
    plan: read && { file: 'plan.json', content: read.plan },
  });
  const { watcher, fault } = watchTraffic(traffic);
  bench.core.watch.add(watcher);
  const result = () => {
    assert.equal(fault(), undefined);
    const found = traffic.result(loadRegistry().clauses, 0);
    const record = { schemaVersion: 1, tool: { name: 'a', version: '1' }, exitCode: 0, ...found };
    assert.deepEqual(validate('traffic-check', record), []);
    return found;
  };
  const findings = () =>
    result().findings.map(({ level, rule, pointer, count }) => [level, rule, pointer, count]);
  const track = (more: object) => bench.post('/v1/track', { ...WHOLE, event: 'Signed Up', ...more });
  /** As a request to the destination's own address. */
  const direct = (body: unknown, apiKey = KEYS.apiKey) =>
    bench.core.destination.deliver({
      method: 'POST',
      authorization: basic(apiKey),
      contentType: 'application/json',
      headers: {},
      payload: { kind: 'text', text: typeof body === 'string' ? body : JSON.stringify(body) },
    });
  return { ...bench, result, findings, track, direct };
}

let messages = 0;
const WHOLE = {
  userId: 'ada',
  get messageId() {
    messages += 1;
    return `m-${messages}`;
  },
  timestamp: '2024-05-01T11:59:59.000Z',
};

describe('a call', () => {
  it('that is as it should be is only counted', () => {
    const { track, result } = checked();
    track({});
    track({});
    const { counts, findings } = result();
    assert.deepEqual(findings, []);
    assert.deepEqual([counts.calls, counts.delivered, counts.byType], [2, 2, { track: 2 }]);
  });

  const cases: readonly (readonly [what: string, call: object, findings: readonly unknown[]])[] = [
    [
      'of a wrong form is a violation once, though the ingress drops it too',
      { properties: [] },
      [['violation', 'type:properties', '/properties', 1]],
    ],
    [
      'that only the ingress drops is a violation',
      { userId: undefined, user_id: 'ada' },
      [
        ['violation', 'dropped:no_user_anon_id', '', 1],
        ['improvement', 'casing:userId', '/user_id', 1],
      ],
    ],
    [
      'without what libraries add is an improvement',
      { messageId: undefined, timestamp: undefined },
      [
        ['improvement', 'practice:messageId', '', 1],
        ['improvement', 'practice:timestamp', '', 1],
      ],
    ],
    [
      'with a member that is nearly right is an improvement',
      { propertys: {} },
      [['improvement', 'stray', '/propertys', 1]],
    ],
    [
      'that is not for the destination is information',
      { integrations: { Astrolabe: false } },
      [['information', 'filtered:FILTERED_BY_INTEGRATIONS_OBJECT', '', 1]],
    ],
  ];
  for (const [what, call, expected] of cases) {
    it(what, () => {
      const { track, findings } = checked();
      track(call);
      assert.deepEqual(findings(), expected);
    });
  }

  it('is judged with what is beside it in its batch', () => {
    const { post, result } = checked();
    const consent = {
      ...WHOLE,
      type: 'track',
      anonymousId: 'anon',
      event: 'Segment Consent Preference Updated',
    };
    const context = { consent: { categoryPreferences: { marketing: true } } };
    post('/v1/batch', { batch: [consent], context });
    assert.deepEqual([result().findings, result().counts.delivered], [[], 1]);
  });

  it('that is sent again is information', () => {
    const { track, findings } = checked();
    track({ messageId: 'again' });
    track({ messageId: 'again' });
    assert.deepEqual(findings(), [['information', 'dropped:duplicate_message_id', '', 1]]);
  });

  it('of an unsupported type is information at the ingress, and a violation at the destination', () => {
    const { post, direct, findings } = checked();
    post('/v1/page', { ...WHOLE, name: 'Home' });
    direct({ type: 'page', ...WHOLE });
    assert.deepEqual(findings(), [
      ['violation', 'unsupported:page', '', 1],
      ['information', 'unsupported:page', '', 1],
    ]);
  });

  it('with an event that is nearly another one is an improvement', () => {
    const { track, result } = checked();
    track({ event: 'Signed Up' });
    track({ event: 'signed_up' });
    const [finding] = result().findings;
    assert.equal(finding?.rule, 'practice:event-names');
    assert.match(finding?.message ?? '', /also sent as "Signed Up"/);
  });

  it('that is nested without end is dropped, and the check goes on', () => {
    const { post, track, findings } = checked();
    const deep = `${'{"a":'.repeat(1_500)}1${'}'.repeat(1_500)}`;
    post('/v1/track', `{"userId":"ada","event":"E","properties":${deep}}`);
    track({ properties: [] });
    assert.deepEqual(findings(), [
      ['violation', 'dropped:nesting_limit_exceeded', '', 1],
      ['violation', 'type:properties', '/properties', 1],
    ]);
  });
});

describe('a finding', () => {
  it('names the call, and where it comes from if the library says so', () => {
    const { track, result } = checked();
    track({});
    track({
      messageId: 'm-broken',
      properties: [],
      context: {
        library: { name: '@segment/analytics-node', version: '3.1.0' },
        page: { url: 'https://user:secret@app.example/pricing?token=secret#top' },
      },
    });
    assert.deepEqual(result().findings[0]?.calls, [
      {
        number: 2,
        type: 'track',
        event: 'Signed Up',
        messageId: 'm-broken',
        page: 'https://app.example/pricing',
        library: '@segment/analytics-node 3.1.0',
      },
    ]);
  });

  it('is one with the same of other calls, at any place of an array', () => {
    const plan = { events: { Bought: { properties: { items: { items: { type: 'string' } } } } } };
    const { track, result } = checked({ plan });
    for (const items of [[1], ['a', 2], ['a', 'b', 3, 4]]) track({ event: 'Bought', properties: { items } });
    const { findings } = result();
    assert.deepEqual(
      findings.map(({ pointer, count }) => [pointer, count]),
      [['/properties/items/0', 4]],
    );
  });
});

describe('a request', () => {
  it('that is refused as a whole is a violation, and no call', () => {
    const { post, direct, result, findings } = checked();
    post('/v1/batch', 'not JSON');
    direct({ type: 'identify', ...WHOLE }, 'unknown');
    assert.deepEqual(findings(), [
      ['violation', 'request:400', '', 1],
      ['violation', 'request:401', '', 1],
    ]);
    assert.deepEqual([result().counts.calls, result().counts.refusedRequests], [0, 2]);
  });

  it('with an unknown write key is a violation beside what is wrong with its calls', () => {
    const { post, findings } = checked();
    const call = { ...WHOLE, event: 'E', properties: [] };
    post('/v1/track', call, { authorization: basic('another') });
    assert.deepEqual(findings(), [
      ['violation', 'type:properties', '/properties', 1],
      ['violation', 'dropped:unknown_source', '', 1],
    ]);
  });

  it('to an address that does not exist is a violation if it may have been a call', () => {
    const { core, findings } = checked();
    const unmet = { status: 404, code: 'not-found', nearest: undefined };
    core.journal.noteUnmet({ ...unmet, method: 'POST', path: '/v1/batches', nearest: '/v1/batch' });
    core.journal.noteUnmet({ ...unmet, method: 'GET', path: '/favicon.ico' });
    core.journal.noteUnmet({ ...unmet, method: 'POST', path: '/_emulator/words' });
    assert.deepEqual(findings(), [['violation', 'request:404', '', 1]]);
  });
});

describe('coverage', () => {
  it('has the clauses that decided deliveries, those that calls broke, and the sentences of both', () => {
    const { post, direct, result } = checked();
    post('/v1/identify', { ...WHOLE, traits: {} });
    direct({ type: 'track', ...WHOLE });
    const { clauses, sentences } = result().coverage;
    const of = (status: string) => clauses.filter((one) => one.status === status).map(({ id }) => id);
    assert.deepEqual(of('exercised'), ['AST-IDENT-001']);
    assert.deepEqual(of('broken'), ['AST-HTTP-005']);
    assert.ok(clauses.every(({ id }) => id.startsWith('AST-')));
    const exercised = sentences.filter(({ status }) => status === 'exercised');
    assert.ok(exercised.length > 0);
    assert.ok(exercised.every((one) => one.clauses.includes('AST-IDENT-001')));
  });

  it('counts a call that two instances get as one', () => {
    const { track, result } = checked({ instances: [{ apiKey: KEYS.blockingApiKey }] });
    track({});
    assert.equal(result().counts.delivered, 1);
  });
});

describe('a tracking plan', () => {
  const plan = {
    events: {
      'Signed Up': {
        type: 'object',
        required: ['plan'],
        properties: { plan: { enum: ['free', 'pro'] } },
      },
      'Plan Upgraded': {},
    },
  };

  it('finds what is against it, what it does not name, and what was never sent', () => {
    const { track, findings, result } = checked({ plan });
    track({ properties: { plan: 'pro' } });
    track({ properties: { plan: 'gold' } });
    track({ properties: undefined });
    track({ event: 'signed up' });
    track({ event: 'Logged Out' });
    assert.deepEqual(findings(), [
      ['violation', 'plan:enum:plan', '/properties/plan', 1],
      ['violation', 'plan:required:plan', '/properties', 1],
      ['improvement', 'plan:near-name', '/event', 1],
      ['information', 'plan:unchecked', '', 1],
      ['information', 'plan:unplanned', '/event', 1],
    ]);
    assert.match(
      result().findings.find(({ rule }) => rule === 'plan:unchecked')?.message ?? '',
      /^the tracking plan checks nothing of "Plan Upgraded" except the name: write /,
    );
    assert.deepEqual(result().plan, {
      file: 'plan.json',
      events: [
        { name: 'Signed Up', calls: 3 },
        { name: 'Plan Upgraded', calls: 0 },
      ],
      neverSent: ['Plan Upgraded'],
      unplanned: [
        { name: 'signed up', calls: 1 },
        { name: 'Logged Out', calls: 1 },
      ],
    });
  });

  it('has rules for other calls, and for all of them', () => {
    const traits = { type: 'object', required: ['traits'], properties: { traits: { required: ['email'] } } };
    const { post, findings } = checked({
      plan: { rules: { events: [], identify: traits, global: { required: ['context'] } } },
    });
    post('/v1/identify', { ...WHOLE, traits: { plan: 'pro' } });
    assert.deepEqual(findings(), [
      ['violation', 'plan:required:email', '/traits', 1],
      ['violation', 'plan:required:context', '', 1],
    ]);
  });
});

describe('memory', () => {
  it('does not grow with the traffic', () => {
    const { core, post, result } = checked({ plan: { events: { Known: {} } } });
    const calls = 30_000;
    const batch = 1_000;
    for (let from = 0; from < calls; from += batch) {
      const sent = Array.from({ length: batch }, (_, index) => ({
        type: 'track',
        userId: 'u',
        messageId: `many-${from + index}`,
        timestamp: WHOLE.timestamp,
        event: `Event ${from + index}`,
        [`propertie${from + index}`]: {},
      }));
      post('/v1/batch', { batch: sent }, { payload: { kind: 'value', value: { batch: sent } } });
      core.clock.now();
    }
    const { counts, findings, findingsLeftOut, plan } = result();
    assert.equal(counts.calls, calls);
    assert.equal(findings.length, 500);
    assert.equal(
      findings.reduce((sum, { count }) => sum + count, findingsLeftOut),
      counts.violations + counts.improvements + counts.information,
    );
    assert.equal(plan?.unplanned.length, 1_000);
  });
});
