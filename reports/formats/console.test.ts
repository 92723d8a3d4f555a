import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callExchange, clause, example, recordOf, SAMPLES } from '../fixtures/record.ts';
import { renderSummary } from './console.ts';

const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
const difference = { message: 'it was not so' };

test('nothing that a destination answers reaches the terminal as a control character', () => {
  for (const [name, record] of Object.entries(SAMPLES)) {
    assert.doesNotMatch(renderSummary(record, { colour: false }), /(?!\n)[\p{Cc}\u202e\p{Cs}]/u, name);
  }
});

test('with colour the only escapes are those of colours', () => {
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

test('an accepted answer is never called stored, and there is no percentage', () => {
  const text = renderSummary(SAMPLES['wire-only'] ?? assert.fail(), { colour: false });
  assert.doesNotMatch(text, /%|upserted|is stored|was created/);
  assert.match(text, /not proof that anything was stored/);
});

test('forty clauses that could not be seen are one paragraph that says how to see them', () => {
  const text = renderSummary(SAMPLES['wire-only'] ?? assert.fail(), { colour: false });
  assert.equal(text.split('--records-url').length, 2);
  assert.match(
    text,
    /not observable \(40 clauses\)\n.*--records-url or --adapter\.\n {2}AST-IDENT-001 to 040\n/,
  );
});

test('a way to see is given also where the reason has none', () => {
  const unseen = example('AST-IDENT-001.1', 'not-observable', { reason: 'out of sight' });
  const record = recordOf(
    [clause('AST-IDENT-001', { ...about, evidence: 'readback' }, [unseen])],
    {},
    {
      evidence: 'wire',
    },
  );
  assert.match(renderSummary(record, { colour: false }), /out of sight; give --records-url or --adapter/);
});

test('beyond twenty cards the rest is named', () => {
  const many = Array.from({ length: 23 }, (_, index) =>
    example(`AST-HTTP-001.${index + 1}`, 'fail', { difference }),
  );
  const text = renderSummary(recordOf([clause('AST-HTTP-001', about, many)], { verdict: 'nonconformant' }), {
    colour: false,
  });
  assert.equal(text.split('Run again').length - 1, 20);
  assert.match(text, /3 more examples not shown here.*001\.21,\s+AST-HTTP-001\.22,\s+AST-HTTP-001\.23/s);
});
