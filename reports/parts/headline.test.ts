import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clause, example, recordOf } from '../fixtures/record.ts';
import { evidenceCaveat, headline, shortVerdict } from './headline.ts';

const wire = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
const readback = { ...wire, evidence: 'readback' } as const;
const passing = clause('AST-HTTP-001', wire, [example('AST-HTTP-001.1', 'pass')]);
const unseen = clause('AST-IDENT-001', readback, [example('AST-IDENT-001.1', 'not-observable')]);

test('a run on responses only says how many clauses it could not observe', () => {
  const record = recordOf([passing, passing, unseen, unseen], {}, { evidence: 'wire' });
  assert.equal(
    headline(record),
    'Conformant (responses only): 2 passed; 2 clauses could not be observed without read-back',
  );
  assert.equal(shortVerdict(record), 'conformant · responses only');
});

test('a selection is named', () => {
  const selection = { clauses: ['AST-HTTP-*'], examples: [] };
  const record = recordOf([passing], {}, { selection });
  assert.equal(
    headline(record),
    'Conformant (responses and stored records, selected clauses only): 1 passed',
  );
  assert.equal(shortVerdict(record), 'conformant · read-back · selection');
});

test('an incomplete run claims nothing', () => {
  const record = recordOf([], { verdict: 'incomplete' }, { exitCode: 3, reasons: ['nothing was selected'] });
  assert.equal(headline(record), 'Incomplete, no verdict: nothing was graded');
  assert.equal(shortVerdict(record), 'incomplete');
  assert.equal(evidenceCaveat({ ...record, run: { ...record.run, evidence: 'wire' } }), undefined);
});

test('every way a clause can end is counted, worst first', () => {
  const verdicts = [
    'fail',
    'warn',
    'warn',
    'pass',
    'blocked',
    'harness-error',
    'info',
    'not-applicable',
  ] as const;
  const clauses = verdicts.map((verdict, i) =>
    clause(`AST-HTTP-00${i}`, wire, [example(`AST-HTTP-00${i}.1`, verdict)]),
  );
  assert.equal(
    headline(recordOf(clauses, { verdict: 'nonconformant' })),
    'Not conformant (responses and stored records): 1 failed, 2 warnings, 1 passed, 1 blocked, 1 tool error, 1 observed, 1 not applicable',
  );
});
