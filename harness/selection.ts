/** Which examples a run is about. */
import parseTagExpression from '@cucumber/tag-expressions';
import type { Result } from '../schemas/index.ts';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import { matchClauses, type Registry } from './registry/index.ts';

/** What was asked for; an empty list and an absent expression mean everything. */
export interface Selection {
  /** Globs over clause ids. */
  readonly clauses: readonly string[];
  /** Example ids; the id of an outline means all its rows. */
  readonly examples: readonly string[];
  /** A cucumber tag expression. */
  readonly tags?: string;
}

/** Filters that are each valid and have nothing in common choose nothing, which is no problem of the request. */
export function select(
  selection: Selection,
  catalogue: readonly CatalogueExample[],
  registry: Registry,
): Result<readonly CatalogueExample[]> {
  for (const glob of selection.clauses) {
    const matched = matchClauses(registry, glob);
    if (matched.length === 0) return { problem: unknownClause(glob, registry) };
    if (!matched.some(({ id }) => id.startsWith('AST-'))) return { problem: ownClause(glob) };
  }
  for (const id of selection.examples) {
    if (!catalogue.some((example) => isExample(example, id))) {
      return {
        problem: `--example ${JSON.stringify(id)}: no example has that id; "list --examples" names them all`,
      };
    }
  }
  const tags = readTags(selection.tags, catalogue);
  if ('problem' in tags) return tags;
  const clauseIds = new Set(
    selection.clauses.flatMap((glob) => matchClauses(registry, glob).map(({ id }) => id)),
  );
  const examples = catalogue.filter(
    (example) =>
      (clauseIds.size === 0 || clauseIds.has(example.clauseId)) &&
      (selection.examples.length === 0 || selection.examples.some((id) => isExample(example, id))) &&
      tags.value(example.tags),
  );
  return { value: examples };
}

function isExample(example: CatalogueExample, id: string): boolean {
  return example.id === id || example.id.startsWith(`${id}/`);
}

/** Clauses about the emulator's own sides are no business of somebody's destination (docs/contract.md section 2b). */
function ownClause(glob: string): string {
  return `--clauses ${JSON.stringify(glob)} names clauses of the emulator's own sides, which no destination is graded on; the project's tests run them`;
}

function unknownClause(glob: string, registry: Registry): string {
  const group = registry.groups.map(({ id }) => id).join(', ');
  return `--clauses ${JSON.stringify(glob)} matches no clause; the groups are ${group}; write for instance "AST-IDENT-*"`;
}

function readTags(
  expression: string | undefined,
  catalogue: readonly CatalogueExample[],
): Result<(tags: readonly string[]) => boolean> {
  if (expression === undefined) return { value: () => true };
  const known = new Set(catalogue.flatMap(({ tags }) => tags));
  const unknown = (expression.match(/@[^\s()]+/g) ?? []).find((tag) => !known.has(tag));
  if (unknown !== undefined) {
    return {
      problem: `--tags: no example has the tag ${unknown}; there are @must, @should, @info, @needs-… and the ids of clauses and examples`,
    };
  }
  try {
    const parsed = parseTagExpression(expression);
    return { value: (tags) => parsed.evaluate([...tags]) };
  } catch (error) {
    return {
      problem: `--tags ${JSON.stringify(expression)} is no tag expression: ${(error as Error).message}`,
    };
  }
}
