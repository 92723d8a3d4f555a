/** Which examples a run grades. */
import parseTagExpression from '@cucumber/tag-expressions';
import type { Result, ShardSelection } from '../schemas/index.ts';
import { didYouMean } from '../schemas/index.ts';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import { matchClauses, type Registry, unmatchedGlob } from './registry/index.ts';
import { loadSmokeSet } from './smoke.ts';

/** The filters of a run; an empty list or an absent expression selects everything. */
export interface Selection {
  /** Globs over clause ids. */
  readonly clauses: readonly string[];
  /** Example ids; the id of an outline selects all its rows. */
  readonly examples: readonly string[];
  /** A cucumber tag expression. */
  readonly tags?: string;
  /** True for only the smoke set. */
  readonly smoke?: true | undefined;
  /** The shard of what the others select; default: all of it. */
  readonly shard?: ShardSelection | undefined;
}

/** Selects examples. Valid filters that have no example in common select none, which is not a problem. */
export function select(
  selection: Selection,
  catalogue: readonly CatalogueExample[],
  registry: Registry,
): Result<readonly CatalogueExample[]> {
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
  if ('problem' in tags) return tags;
  const clauseIds = new Set(
    selection.clauses.flatMap((glob) => matchClauses(registry, glob).map(({ id }) => id)),
  );
  const smoke = selection.smoke === true ? new Set(loadSmokeSet()) : undefined;
  const examples = catalogue.filter(
    (example) =>
      (smoke === undefined || smoke.has(example.id)) &&
      (clauseIds.size === 0 || clauseIds.has(example.clauseId)) &&
      (selection.examples.length === 0 || selection.examples.some((id) => isExample(example, id))) &&
      tags.value(example.tags),
  );
  return { value: examples };
}

function isExample(example: CatalogueExample, id: string): boolean {
  return example.id === id || example.id.startsWith(`${id}/`);
}

/** Destinations are not graded on clauses about the emulator's own sides (docs/contract.md section 2b). */
function ownClause(glob: string): string {
  return `--clauses ${JSON.stringify(glob)} matches only clauses of the emulator's own Segment and Engage sides; destinations are not graded on them`;
}

function readTags(
  expression: string | undefined,
  catalogue: readonly CatalogueExample[],
): Result<(tags: readonly string[]) => boolean> {
  if (expression === undefined) return { value: () => true };
  const known = new Set(catalogue.flatMap(({ tags }) => tags));
  const unknown = (expression.match(/@[^\s()]+/g) ?? []).find((tag) => !known.has(tag));
  if (unknown !== undefined) {
    const kinds = 'there are @must, @should, @info, @needs-… and the ids of clauses and examples';
    return {
      problem: `--tags: no example has the tag ${unknown}: ${didYouMean(unknown, [...known], kinds)}`,
    };
  }
  try {
    const parsed = parseTagExpression(expression);
    return { value: (tags) => parsed.evaluate([...tags]) };
  } catch (error) {
    return {
      problem: `--tags ${JSON.stringify(expression)} is not a tag expression: ${(error as Error).message}`,
    };
  }
}
