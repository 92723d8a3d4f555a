/** The clauses that exploration can find broken: those that the reference model covers. */

/** Explorable clauses by the evidence of the run. */
export const EXPLORABLE_CLAUSES = {
  wire: ['AST-HTTP-001', 'AST-IDENT-006', 'AST-TRACK-001'],
  readback: [
    ...['AST-HTTP-001', 'AST-HTTP-011', 'AST-IDENT-001', 'AST-IDENT-002', 'AST-IDENT-003', 'AST-IDENT-004'],
    ...['AST-IDENT-005', 'AST-IDENT-006', 'AST-IDENT-008', 'AST-IDENT-009', 'AST-IDENT-010', 'AST-IDENT-012'],
    ...['AST-IDENT-014', 'AST-IDENT-015', 'AST-GROUP-001', 'AST-GROUP-002', 'AST-GROUP-003', 'AST-GROUP-004'],
    ...['AST-GROUP-005', 'AST-GROUP-006', 'AST-GROUP-007', 'AST-GROUP-008', 'AST-GROUP-009', 'AST-ASSOC-001'],
    ...['AST-ASSOC-002', 'AST-ASSOC-003', 'AST-ASSOC-004', 'AST-ASSOC-005', 'AST-ASSOC-006', 'AST-TRACK-001'],
    ...['AST-TRACK-002', 'AST-TRACK-003', 'AST-TRACK-004', 'AST-AUD-001', 'AST-AUD-002', 'AST-AUD-003'],
    ...['AST-AUD-004', 'AST-AUD-005', 'AST-AUD-006', 'AST-AUD-007', 'AST-AUD-008', 'AST-AUD-009'],
    ...['AST-RETRY-001', 'AST-RETRY-002'],
  ],
} as const;

export type ExplorableClause = (typeof EXPLORABLE_CLAUSES)['readback'][number];
