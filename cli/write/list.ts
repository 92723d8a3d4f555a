/** `list`: the clauses of the registry. */
import { Command } from 'commander';
import { type Given, reader, valueOption } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

export function listCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('list')
    .description('lists the clauses that a destination is graded on')
    .addOption(
      valueOption('--clauses <glob>', 'only these, for instance "AST-IDENT-*"; repeatable', {
        repeatable: true,
      }),
    )
    .option('--examples', 'list the examples of each clause too')
    .option('--json', 'print them as JSON')
    .action(async (given: Given) => {
      const { loadRegistry, matchClauses } = await import('../../harness/registry/index.ts');
      const registry = loadRegistry();
      const options = reader(given, shell);
      const globs = options.list('clauses');
      const unknown = globs.find((glob) => matchClauses(registry, glob).length === 0);
      if (unknown !== undefined) {
        const groups = registry.groups.map(({ id }) => id).join(', ');
        throw new CommandError(
          2,
          `--clauses ${JSON.stringify(unknown)} matches no clause; the groups are ${groups}`,
        );
      }
      const chosen = new Set(globs.flatMap((glob) => matchClauses(registry, glob)));
      const clauses = registry.clauses.filter((clause) => globs.length === 0 || chosen.has(clause));
      const examples = options.flag('examples')
        ? (await import('../../harness/cucumber/catalogue.ts')).readCatalogue()
        : [];
      const examplesOf = (id: string) => examples.filter(({ clauseId }) => clauseId === id);
      if (options.flag('json')) {
        const rows = clauses.map((clause) =>
          options.flag('examples')
            ? { ...clause, examples: examplesOf(clause.id).map(({ id, name }) => ({ id, name })) }
            : clause,
        );
        shell.out(`${JSON.stringify(rows, null, 2)}\n`);
      } else {
        for (const { id, level, provenance, evidence, rule } of clauses) {
          shell.out(
            `${id.padEnd(15)}${level.padEnd(8)}${provenance.padEnd(12)}${evidence.padEnd(10)}${rule}\n`,
          );
          for (const example of examplesOf(id)) shell.out(`    ${example.id}  ${example.name}\n`);
        }
      }
      finish(0);
    });
}
