import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KillRow, renderKillTable } from './kill-table.ts';

const CLAUSES = [
  { id: 'AST-IDENT-012', examples: 4 },
  { id: 'AST-DEL-001', examples: 1 },
];

function defect(name: string, caughtBy: readonly string[], seeds?: KillRow['seeds']): KillRow {
  return { kind: 'defect', name, clause: 'AST-IDENT-012', verdict: 'caught', unmet: [], caughtBy, seeds };
}

test('the kill table says how many examples of a clause catch how many of its defects', () => {
  const rows = [
    defect('lost', ['AST-IDENT-012.5', 'AST-IDENT-012.6']),
    defect('doubled', ['AST-IDENT-012.6'], { caught: 10, of: 10 }),
  ];
  const table = renderKillTable(rows, CLAUSES, []);
  assert.match(table, /AST-IDENT-012 {2}2 caught by 2 of 4 examples: lost, doubled/);
  assert.match(table, /AST-DEL-001 {4}unproven/);
  assert.doesNotMatch(table, /some seeds/);
});

test('the kill table names the defects that some seeds missed', () => {
  const table = renderKillTable([defect('lost', ['AST-IDENT-012.5'], { caught: 7, of: 10 })], CLAUSES, []);
  assert.match(table, /Missed with some seeds\n {2}lost: caught with 7 of 10 seeds/);
});
