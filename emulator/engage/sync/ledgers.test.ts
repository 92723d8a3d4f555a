import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Ledger } from './ledger.ts';
import { createMemberSet } from './member-set.ts';
import { createTraitValues } from './trait-values.ts';

/** Each with a change for `a` that is waiting to be sent. */
function ledgers(): readonly (readonly [string, Ledger])[] {
  const members = createMemberSet();
  members.enter('a');
  const values = createTraitValues();
  values.set('a', 1);
  return [
    ['a member set', members],
    ['a list of values', values],
  ];
}

for (const [name, ledger] of ledgers()) {
  describe(name, () => {
    it('sends a value again that was repeated while its call was under way', () => {
      ledger.begin();
      const change = ledger.next() ?? assert.fail();
      ledger.repeat('a');
      ledger.settle(change, true);
      assert.equal(ledger.next(), undefined);
      ledger.begin();
      const again = ledger.next() ?? assert.fail('nothing is sent again');
      assert.deepEqual(again, change);
      ledger.settle(again, true);
      ledger.begin();
      assert.equal(ledger.next(), undefined);
    });
  });
}
