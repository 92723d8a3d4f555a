import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clause, example, recordOf } from '../fixtures/record.ts';
import { evidenceCaveat, headline, shortVerdict } from './headline.ts';

const wire = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
const readback = { ...wire, evidence: 'readback' } as const;
const passing = clause('AST-HTTP-001', wire, [example('AST-HTTP-001.1', 'pass')]);
const unseen = clause('AST-IDENT-001', readback, [example('AST-IDENT-001.1', 'not-observable')]);

test('says what a bare endpoint leaves open', () => {
  const record = recordOf([passing, passing, unseen, unseen], {}, { evidence: 'wire' });
  assert.equal(
    headline(record),
    'Conformant on what a bare endpoint shows: 2 clauses pass; 2 were not observable without read-back.',
  );
  assert.equal(shortVerdict(record), 'conformant · wire only');
});

test('says when less than everything was asked for', () => {
  const selection = { clauses: ['AST-HTTP-*'], examples: [] };
  const record = recordOf([passing], {}, { selection });
  assert.match(headline(record), /for the selected clauses only: 1 clause passes\.$/);
  assert.equal(shortVerdict(record), 'conformant · read-back · selection');
});

test('an incomplete run claims nothing', () => {
  const record = recordOf([], { verdict: 'incomplete' }, { exitCode: 3, reasons: ['nothing was selected'] });
  assert.equal(headline(record), 'Incomplete, no verdict: nothing was graded.');
  assert.equal(shortVerdict(record), 'incomplete');
  assert.equal(evidenceCaveat({ ...record, run: { ...record.run, evidence: 'wire' } }), undefined);
});
