import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResultRecord } from '../../schemas/index.ts';
import { compareTries } from './compare-records.ts';

/**
 * A record of one example.
 *
 * @param body of its only call; default: it has none
 */
function told(verdict: string, message = '', body?: string): ResultRecord {
  const example = {
    id: 'AST-IDENT-001.1',
    name: 'a User',
    location: 'features/identify.feature:9',
    verdict,
    reason: { message },
    steps: ['Given a destination'],
    exchanges:
      body === undefined ? [] : [{ purpose: 'call', request: { method: 'POST', url: 'http://a/', body } }],
    durationMs: 1,
  };
  return { clauses: [{ id: 'AST-IDENT-001', examples: [example] }] } as unknown as ResultRecord;
}

describe('two executors', () => {
  it('agree if some try of the one tells what some try of the other tells', () => {
    const tries = [
      { own: told('fail', 'lost a'), reference: told('fail', 'lost b') },
      { own: told('fail', 'lost b'), reference: told('fail', 'lost c') },
    ];
    assert.equal(compareTries(tries.slice(0, 1)).differences.length, 1);
    assert.deepEqual(compareTries(tries), { differences: [], unsteady: [] });
  });

  it('agree on the verdict where a destination acts at random', () => {
    const tries = [
      { own: told('fail', 'lost a'), reference: told('fail', 'lost b') },
      { own: told('fail', 'lost c'), reference: told('fail', 'lost d') },
    ];
    assert.deepEqual(compareTries(tries), { differences: [], unsteady: ['AST-IDENT-001.1'] });
  });

  it('agree if calls that are sent at once have their messages numbered in another order', () => {
    const body = (number: number, plan: string) =>
      `{"userId":"conformance-iii-IDENT-1-ada","traits":{"plan":"${plan}"},"messageId":"conformance-iii-IDENT-1-${number}"}`;
    const own = told('pass', '', body(3, 'free'));
    assert.deepEqual(compareTries([{ own, reference: told('pass', '', body(4, 'free')) }]).differences, []);
    assert.equal(compareTries([{ own, reference: told('pass', '', body(3, 'pro')) }]).differences.length, 1);
  });

  it('differ if each of them repeats itself', () => {
    const one = { own: told('fail', 'lost a'), reference: told('fail', 'lost b') };
    const { differences, unsteady } = compareTries([one, one, one]);
    assert.match(String(differences), /^AST-IDENT-001\.1\n {2}executor: .*lost a.*\n {2}cucumber: .*lost b/);
    assert.deepEqual(unsteady, []);
  });

  it('differ if they never give the same verdict, however random', () => {
    const tries = [
      { own: told('pass', 'a'), reference: told('fail', 'b') },
      { own: told('pass', 'c'), reference: told('fail', 'd') },
    ];
    assert.equal(compareTries(tries).differences.length, 1);
  });

  it('differ if one of them has lost an example', () => {
    const lost = { clauses: [] } as unknown as ResultRecord;
    const one = { own: lost, reference: told('pass') };
    assert.match(String(compareTries([one, one, one]).differences), /executor: undefined/);
  });
});
