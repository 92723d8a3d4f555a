/** Selects names by glob. */
import picomatch from 'picomatch';
import type { Clause } from './clause.ts';

/**
 * A test for names: `*` matches any run of characters, the empty one included, `?` exactly one, everything else
 * itself; case counts (docs/contract.md section 5).
 */
export function globMatcher(glob: string): (name: string) => boolean {
  if (glob === '') return () => false;
  const literal = glob.replace(/[^\w*?-]/gu, '\\$&');
  // With `bash` a backslash is literal too, and with `dot` a leading dot is a character like any other.
  return picomatch(literal, { bash: true, dot: true, windows: false });
}

/** The clauses whose ids match a glob, in the registry's order; empty if none does. */
export function matchClauses(registry: { readonly clauses: readonly Clause[] }, glob: string): Clause[] {
  const matches = globMatcher(glob);
  return registry.clauses.filter(({ id }) => matches(id));
}
