/** What the grader of the emulator and its thread say to each other. */
import type { GradeClause, GradeOutcome, JudgedClause } from '../../emulator/start.ts';

/** What the thread begins with. */
export interface GraderOrder {
  /** Options of `verify`, as `cli/library` reads them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** The thread answers: a plan, then examples and clauses, then one of the others. */
export type GraderReport =
  | { readonly kind: 'planned'; readonly clauses: readonly GradeClause[]; readonly examples: number }
  | { readonly kind: 'example'; readonly done: number }
  | { readonly kind: 'judged'; readonly clause: string; readonly judged: JudgedClause }
  | { readonly kind: 'graded'; readonly graded: GradeOutcome }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'fault'; readonly message: string };
