import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callExchange, clause, example, recordOf, SAMPLES } from '../fixtures/record.ts';
import { renderSummary } from './console.ts';

const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
const difference = { message: 'it was different' };

test('no control character of a response reaches the terminal', () => {
  for (const [name, record] of Object.entries(SAMPLES)) {
    assert.doesNotMatch(renderSummary(record, { colour: false }), /(?!\n)[\p{Cc}\u202e\p{Cs}]/u, name);
  }
});

test('colours are the only escapes in a coloured summary', () => {
  for (const record of Object.values(SAMPLES)) {
    const coloured = renderSummary(record, { colour: true });
    const start = String.fromCharCode(27);
    const bare = coloured.replaceAll(new RegExp(`${start}\\[\\d+m`, 'g'), '');
    assert.notEqual(bare, coloured);
    assert.equal(bare, renderSummary(record, { colour: false }));
  }
});

test('no line is a command to a CI runner', () => {
  const body = '::error::x\n  ::add-mask::y';
  const one = example('AST-HTTP-001.1', 'fail', {
    difference: { message: body },
    exchanges: [callExchange({}, { status: 500, body })],
  });
  const reasons = [`${'word '.repeat(30)}::error::z`];
  const record = recordOf([clause('AST-HTTP-001', about, [one])], { verdict: 'nonconformant' }, { reasons });
  for (let width = 40; width < 160; width += 1) {
    assert.doesNotMatch(renderSummary(record, { colour: false, width }), /^\s*::/m);
  }
});

test('acceptance is never called storage, and there is no percentage', () => {
  const text = renderSummary(SAMPLES['wire-only'] ?? assert.fail(), { colour: false });
  assert.doesNotMatch(text, /%|upserted|is stored|was created/);
  assert.match(text, /does not prove that anything was stored/);
});

test('forty clauses that could not be observed are one paragraph that says how to observe them', () => {
  const text = renderSummary(SAMPLES['wire-only'] ?? assert.fail(), { colour: false });
  assert.equal(text.split('--records-url').length, 2);
  assert.match(
    text,
    /not observable \(40 clauses\)\n.*--records-url or --adapter\.\n {2}AST-IDENT-001 to 040\n/,
  );
});

test('a reason without advice gets advice', () => {
  const unseen = example('AST-IDENT-001.1', 'not-observable', { reason: 'out of sight' });
  const record = recordOf(
    [clause('AST-IDENT-001', { ...about, evidence: 'readback' }, [unseen])],
    {},
    {
      evidence: 'wire',
    },
  );
  assert.match(renderSummary(record, { colour: false }), /out of sight; pass --records-url or --adapter/);
});

test('after twenty cards, the other clauses are listed', () => {
  const many = Array.from({ length: 23 }, (_, index) => {
    const id = `AST-HTTP-0${index + 10}`;
    return clause(id, about, [
      example(`${id}.1`, 'fail', { difference: { message: `it was different ${index}` } }),
      example(`${id}.2`, 'fail', { difference }),
    ]);
  });
  const text = renderSummary(recordOf(many, { verdict: 'nonconformant' }), { colour: false });
  assert.equal(text.split('Run again').length - 1, 20);
  assert.equal(text.split('Further examples of this clause').length - 1, 20);
  assert.match(text, /3 more clauses not shown here.*HTTP-030,\s+AST-HTTP-031,\s+AST-HTTP-032/s);
});

test('clauses that failed in the same way are under one heading, and only the first has its exchanges', () => {
  const same = [1, 2, 3].map((number) =>
    clause(`AST-HTTP-00${number}`, about, [
      example(`AST-HTTP-00${number}.1`, 'fail', { difference, exchanges: [callExchange()] }),
    ]),
  );
  const text = renderSummary(recordOf(same, { verdict: 'nonconformant' }), { colour: false });
  assert.equal(text.split('Same cause in 3 clauses: it was different').length, 2);
  assert.equal(text.split('Send again').length, 2);
  assert.equal(text.split('Run again').length, 4);
});
