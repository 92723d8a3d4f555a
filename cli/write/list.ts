/** `list`: the clauses of the registry. */
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';

const OPTIONS = {
  clauses: { kind: 'list', value: 'glob', what: 'only these clauses, for instance "AST-IDENT-*"' },
  all: { kind: 'switch', what: "lists the clauses of the emulator's own Segment and Engage sides too" },
  examples: { kind: 'switch', what: 'lists the examples of each clause too' },
  smoke: { kind: 'switch', what: 'lists the smoke set: its clauses, each with its example' },
  json: { kind: 'switch', what: 'prints them as JSON' },
} as const satisfies OptionTable;

export const LIST = {
  name: 'list',
  summary: 'lists the clauses that a destination is graded on',
  options: OPTIONS,
} as const satisfies CommandSpec;

/** @throws CommandError with exit code 2 if a glob matches nothing */
export async function runList(
  { clauses: globs, all, examples: withExamples, smoke, json }: OptionValues<typeof OPTIONS>,
  shell: Shell,
): Promise<number> {
  const { loadRegistry, matchClauses, unmatchedGlob } = await import('../../harness/registry/index.ts');
  const registry = loadRegistry();
  const unknown = globs.find((glob) => matchClauses(registry, glob).length === 0);
  if (unknown !== undefined) throw new CommandError(2, unmatchedGlob(unknown, registry));
  const examples = withExamples || smoke ? await readExamples(smoke) : [];
  const chosen = new Set(globs.flatMap((glob) => matchClauses(registry, glob)));
  const clauses = registry.clauses.filter(
    (clause) =>
      // A pattern may name clauses of the emulator's own sides.
      (globs.length === 0 ? all || clause.id.startsWith('AST-') : chosen.has(clause)) &&
      (!smoke || examples.some(({ clauseId }) => clauseId === clause.id)),
  );
  const examplesOf = (id: string) => examples.filter(({ clauseId }) => clauseId === id);
  if (json) {
    const rows = clauses.map((clause) =>
      withExamples || smoke
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

/** The examples of every clause, or of the smoke set. */
async function readExamples(smoke: boolean): Promise<CatalogueExample[]> {
  const { readCatalogue } = await import('../../harness/cucumber/catalogue.ts');
  if (!smoke) return [...readCatalogue(), ...readCatalogue('emulator')];
  const { loadSmokeSet } = await import('../../harness/smoke.ts');
  const ids = new Set(loadSmokeSet());
  return readCatalogue().filter(({ id }) => ids.has(id));
}
