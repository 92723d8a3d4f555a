import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planOf } from '../../generators/load/fixtures/plan.ts';
import { callsOfShard, type LoadShard } from '../../generators/load/index.ts';
import { validate } from '../../schemas/index.ts';
import { type ArtilleryReport, readArtilleryReport, shardCounter } from './artillery-report.ts';
import { withCountedShards } from './counted-shards.ts';
import { arrivedIn, fittingStates, sentBy } from './load-record.ts';
import { createShardCounter } from './shard-counter.ts';

const plan = planOf();
const first = { number: 1, of: 2 };
const second = { number: 2, of: 2 };

function reportOf(
  shards: readonly (readonly [shard: LoadShard, accepted: number])[],
  file = 'artillery.json',
) {
  const counters = Object.fromEntries(shards.map(([shard, accepted]) => [shardCounter(shard), accepted]));
  const report = readArtilleryReport(file, {
    aggregate: { counters, firstCounterAt: 5000, lastCounterAt: 9000 },
  });
  assert.ok('value' in report);
  return report.value;
}

/** A state in which the first calls of the shard were accepted. */
function stateOf(shard: LoadShard, accepted: number) {
  const counter = createShardCounter({
    plan,
    shard,
    target: 'http://127.0.0.1/',
    startedAt: '2026-11-28T10:00:00.000Z',
  });
  for (let place = 0; place < accepted; place += 1) {
    counter.count(
      place,
      { answer: { status: 202, headers: {}, body: '' }, durationMs: 1, isRepeated: false },
      0,
    );
  }
  return { file: `shard-${shard.number}-of-${shard.of}.json`, state: counter.saved(1, 10) };
}

function addedTo(saved: Parameters<typeof withCountedShards>[1], reports: readonly ArtilleryReport[]) {
  const added = withCountedShards(plan, saved, reports);
  assert.ok('value' in added);
  return added.value;
}

describe('shards of which only a report is here', () => {
  it('count as sent if every call was accepted', () => {
    const reports = [reportOf([[second, callsOfShard(plan, second)]])];
    const all = addedTo([stateOf(first, callsOfShard(plan, first))], reports);
    assert.deepEqual(validate('shard-state', JSON.parse(JSON.stringify(all[1]?.state))), []);
    const states = fittingStates(plan, all);
    assert.ok('value' in states);
    const sent = sentBy(plan, states.value, reports);
    assert.deepEqual([sent.accepted, sent.unsent], [plan.calls, 0]);
    assert.equal(sent.artillery?.length, 1);
    const hasArrived = arrivedIn(plan, states.value);
    for (let user = 0; user < plan.users; user += 1) assert.equal(hasArrived({ user, index: 3 }), true);
  });

  it('stay unknown if some calls were not, since no report says which', () => {
    assert.deepEqual(addedTo([], [reportOf([[second, callsOfShard(plan, second) - 1]])]), []);
  });

  it('are known once their last start has reported, whichever report is read first', () => {
    const reports = [
      reportOf([[second, 3]], 'artillery-1.json'),
      reportOf([[second, callsOfShard(plan, second)]], 'artillery-2.json'),
    ];
    for (const order of [reports, reports.toReversed()]) assert.equal(addedTo([], order).length, 1);
  });

  it('do not replace a state', () => {
    const saved = [stateOf(second, callsOfShard(plan, second))];
    assert.deepEqual(addedTo(saved, [reportOf([[second, 4]])]), saved);
  });

  it('show that a state was copied too early', () => {
    const added = withCountedShards(plan, [stateOf(second, 4)], [reportOf([[second, 5]])]);
    assert.ok('problem' in added);
    assert.match(
      added.problem,
      /^shard-2-of-2\.json has 4 accepted calls, and artillery\.json counts 5: copy/,
    );
  });

  it('do not fit if a report is of another load', () => {
    const counts = reportOf([[{ number: 1, of: 1 }, plan.calls]]);
    const states = fittingStates(plan, addedTo([stateOf(first, 1)], [counts]));
    assert.ok('problem' in states);
    assert.match(states.problem, /is one of 2, and artillery\.json one of 1/);
  });
});
