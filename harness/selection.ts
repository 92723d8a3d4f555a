/** Which examples a run is about. */
import parseTagExpression from '@cucumber/tag-expressions';
import { didYouMean } from '../schemas/index.ts';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import { matchClauses, type Registry, unmatchedGlob } from './registry/index.ts';

/** What was asked for; an empty list and an absent expression mean everything. */
export interface Selection {
  /** Globs over clause ids. */
  readonly clauses: readonly string[];
  /** Example ids; the id of an outline means all its rows. */
  readonly examples: readonly string[];
  /** A cucumber tag expression. */
  readonly tags?: string;
}

/** The chosen examples, or why the request makes no sense (exit 2). */
export type Chosen = { readonly examples: readonly CatalogueExample[] } | { readonly problem: string };

/** Filters that are each valid and have nothing in common choose nothing, which is no problem of the request. */
export function select(
  selection: Selection,
  catalogue: readonly CatalogueExample[],
  registry: Registry,
): Chosen {
  for (const glob of selection.clauses) {
    const matched = matchClauses(registry, glob);
    if (matched.length === 0) return { problem: unmatchedGlob(glob, registry) };
    if (!matched.some(({ id }) => id.startsWith('AST-'))) return { problem: ownClause(glob) };
  }
  for (const id of selection.examples) {
    if (!catalogue.some((example) => isExample(example, id))) {
      const ids = catalogue.map((example) => example.id);
      const hint = didYouMean(id, ids, '"list --examples" shows all ids');
      return { problem: `--example ${JSON.stringify(id)}: no example has that id: ${hint}` };
    }
  }
  const tags = readTags(selection.tags, catalogue);
  if (typeof tags === 'string') return { problem: tags };
  const clauseIds = new Set(
    selection.clauses.flatMap((glob) => matchClauses(registry, glob).map(({ id }) => id)),
  );
  const examples = catalogue.filter(
    (example) =>
      (clauseIds.size === 0 || clauseIds.has(example.clauseId)) &&
      (selection.examples.length === 0 || selection.examples.some((id) => isExample(example, id))) &&
      tags(example.tags),
  );
  return { examples };
}

function isExample(example: CatalogueExample, id: string): boolean {
  return example.id === id || example.id.startsWith(`${id}/`);
}

/** Clauses about the emulator's own sides are no business of somebody's destination (docs/contract.md section 2b). */
function ownClause(glob: string): string {
  return `--clauses ${JSON.stringify(glob)} names clauses of the emulator's own sides, which no destination is graded on; the project's tests run them`;
}

/** A test over tags, or a sentence that says what is wrong with the expression. */
function readTags(
  expression: string | undefined,
  catalogue: readonly CatalogueExample[],
): ((tags: readonly string[]) => boolean) | string {
  if (expression === undefined) return () => true;
  const known = new Set(catalogue.flatMap(({ tags }) => tags));
  const unknown = (expression.match(/@[^\s()]+/g) ?? []).find((tag) => !known.has(tag));
  if (unknown !== undefined) {
    const kinds = 'there are @must, @should, @info, @needs-… and the ids of clauses and examples';
    return `--tags: no example has the tag ${unknown}: ${didYouMean(unknown, [...known], kinds)}`;
  }
  try {
    const parsed = parseTagExpression(expression);
    return (tags) => parsed.evaluate([...tags]);
  } catch (error) {
    return `--tags ${JSON.stringify(expression)} is no tag expression: ${(error as Error).message}`;
  }
}
