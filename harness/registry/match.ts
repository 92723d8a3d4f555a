/** Selects clauses by glob. */
import type { Clause } from './clause.ts';

/**
 * The clauses whose id matches a glob, in the registry's order; empty where none does. `*` stands for any
 * run of characters, `?` for exactly one, everything else for itself; case counts (docs/contract.md section 5).
 */
export function matchClauses(registry: { readonly clauses: readonly Clause[] }, glob: string): Clause[] {
  const escaped = glob.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
  const pattern = new RegExp(`^${escaped.replaceAll('\\*', '.*').replaceAll('\\?', '.')}$`, 'su');
  return registry.clauses.filter((clause) => pattern.test(clause.id));
}
