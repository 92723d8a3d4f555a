/** `list`: the clauses of the registry. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';

const OPTIONS = {
  clauses: { kind: 'list', value: 'glob', what: 'only these clauses, for instance "AST-IDENT-*"' },
  examples: { kind: 'switch', what: 'lists the examples of each clause too' },
  json: { kind: 'switch', what: 'prints them as JSON' },
} as const satisfies OptionTable;

export const LIST = {
  name: 'list',
  summary: 'lists the clauses that a destination is graded on',
  options: OPTIONS,
} as const satisfies CommandSpec;

/** @throws CommandError with exit code 2 if a glob matches nothing */
export async function runList(
  { clauses: globs, examples: withExamples, json }: OptionValues<typeof OPTIONS>,
  shell: Shell,
): Promise<number> {
  const { loadRegistry, matchClauses, unmatchedGlob } = await import('../../harness/registry/index.ts');
  const registry = loadRegistry();
  const unknown = globs.find((glob) => matchClauses(registry, glob).length === 0);
  if (unknown !== undefined) throw new CommandError(2, unmatchedGlob(unknown, registry));
  const chosen = new Set(globs.flatMap((glob) => matchClauses(registry, glob)));
  const clauses = registry.clauses.filter((clause) => globs.length === 0 || chosen.has(clause));
  const examples = withExamples ? (await import('../../harness/cucumber/catalogue.ts')).readCatalogue() : [];
  const examplesOf = (id: string) => examples.filter(({ clauseId }) => clauseId === id);
  if (json) {
    const rows = clauses.map((clause) =>
      withExamples
        ? { ...clause, examples: examplesOf(clause.id).map(({ id, name }) => ({ id, name })) }
        : clause,
    );
    shell.out(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  for (const { id, level, provenance, evidence, rule, unscenarioed } of clauses) {
    const status = unscenarioed === undefined ? '' : ' (no scenario yet)';
    shell.out(
      `${id.padEnd(15)}${level.padEnd(8)}${provenance.padEnd(12)}${evidence.padEnd(10)}${rule}${status}\n`,
    );
    for (const example of examplesOf(id)) shell.out(`    ${example.id}  ${example.name}\n`);
  }
  return 0;
}
