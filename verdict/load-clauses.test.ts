/** The clauses of a load, each with its verdict. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadRegistry } from '../harness/registry/index.ts';
import { foundIn, LOAD_SAMPLES, loadRecordOf, lostProperty } from '../reports/fixtures/load-record.ts';
import type { LoadRecord } from '../schemas/index.ts';
import { clausesOfLoad, LOAD_CLAUSES } from './load-clauses.ts';

const verdictOf = (record: LoadRecord, id: string) =>
  clausesOfLoad(record).find((clause) => clause.id === id)?.verdict;

describe('the clauses of a load', () => {
  it('have the levels of the registry', () => {
    for (const [id, { level }] of Object.entries(LOAD_CLAUSES)) {
      assert.equal(loadRegistry().byId(id)?.level, level, id);
    }
  });

  it('pass, fail and warn by what the record lists', () => {
    assert.equal(verdictOf(LOAD_SAMPLES.right, 'AST-IDENT-002'), 'pass');
    assert.equal(verdictOf(LOAD_SAMPLES.faults, 'AST-IDENT-002'), 'fail');
    assert.equal(verdictOf(LOAD_SAMPLES.faults, 'AST-TRACK-005'), 'warn');
  });

  it('do not pass if they may be broken all the same', () => {
    assert.equal(verdictOf(LOAD_SAMPLES.incomplete, 'AST-IDENT-002'), 'not-observable');
    assert.equal(verdictOf(LOAD_SAMPLES.many, 'AST-IDENT-004'), 'not-observable');
    assert.equal(verdictOf(LOAD_SAMPLES.sent, 'AST-IDENT-002'), undefined);
  });

  it('are those whose calls the load has', () => {
    const plan = { ...LOAD_SAMPLES.right.plan, mix: { identify: 0, group: 1, track: 0, audience: 0 } };
    const record = loadRecordOf({ plan });
    assert.equal(verdictOf(record, 'AST-IDENT-001'), 'pass', 'the first call of each user identifies');
    assert.equal(verdictOf(record, 'AST-TRACK-002'), undefined);
    assert.equal(verdictOf(record, 'AST-AUD-001'), undefined);
  });

  it('say nothing about what calls of several shards may have lost at once', () => {
    const shards = [1, 2].map((number) => ({ shard: { number, of: 2 }, calls: 10, of: 10 }));
    const lost = {
      ...lostProperty(1, 1),
      of: 'association',
      clause: 'AST-GROUP-008',
      level: 'SHOULD',
    } as const;
    const found = foundIn({ total: 1, byLevel: { MUST: 0, SHOULD: 1 }, faults: [lost] });
    const record = loadRecordOf({ found }, { shards });
    assert.equal(verdictOf(record, 'AST-GROUP-008'), 'warn');
    for (const id of ['AST-GROUP-001', 'AST-GROUP-002', 'AST-ASSOC-001']) {
      assert.equal(verdictOf(record, id), 'not-observable', id);
    }
    assert.equal(verdictOf(record, 'AST-GROUP-004'), 'pass');
    assert.equal(verdictOf(loadRecordOf({}, { shards }), 'AST-ASSOC-001'), 'pass');
    assert.equal(verdictOf(LOAD_SAMPLES.right, 'AST-GROUP-008'), undefined, 'one shard sends none at once');
  });
});
