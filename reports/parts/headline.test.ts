import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResultRecord } from '../../schemas/index.ts';
import { clause, example, recordOf } from '../fixtures/record.ts';
import { evidenceCaveat, headline, isMostlyUnseen, shortVerdict } from './headline.ts';

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

test('a run that did not observe most clauses says how many', () => {
  const few = recordOf([passing, unseen, unseen, unseen], {}, { evidence: 'wire' });
  assert.equal(shortVerdict(few), 'conformant · responses only · 3 of 4 clauses not observed');
  const suite = { clauses: ['a', 'b', 'c', 'd', 'e'], examples: 9 };
  const part = recordOf([passing, passing], {}, { suite });
  assert.equal(shortVerdict(part), 'conformant · read-back · selection · 3 of 5 clauses not observed');
  const whole = recordOf([passing, passing], {}, { suite: { ...suite, examples: 2 } });
  assert.equal(isMostlyUnseen(whole), false);
});

test('the smoke set is named, with other filters beside it', () => {
  const suite = { clauses: ['a'], examples: 9 };
  const smoke = { clauses: [], examples: [], smoke: true } as const;
  const words = (selection: ResultRecord['run']['selection']) =>
    headline(recordOf([passing], {}, { suite, selection }));
  assert.match(words(smoke), /\(responses and stored records, smoke set only\)/);
  assert.match(words({ ...smoke, clauses: ['AST-*'] }), /smoke set only, selected clauses only\)/);
});

test('what a person attests is counted apart from what was observed', () => {
  const looked = (holds: boolean) =>
    clause('AST-IDENT-001', readback, [
      example('AST-IDENT-001.1', 'not-observable', { attestation: { by: 'Ada', at: 'x', holds } }),
    ]);
  const record = recordOf(
    [passing, looked(true), looked(true), looked(false)],
    { verdict: 'nonconformant' },
    { evidence: 'wire', basis: 'attestation', exitCode: 1 },
  );
  assert.equal(
    headline(record),
    'Not conformant (attested, responses only): 1 passed; 3 clauses could not be observed without read-back; attested by a person, not observed: 2 confirmed, 1 found broken',
  );
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
