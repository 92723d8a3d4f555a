/** `explain`: everything that is known about one clause. */
import { Command } from 'commander';
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import type { Clause, Registry, SourceReference } from '../../harness/registry/index.ts';
import { CommandError, type Shell } from '../shell.ts';

export function explainCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  return new Command('explain')
    .description('explains one clause: its rule, where it comes from, and its examples')
    .argument('<clause>', 'for instance AST-IDENT-002')
    .action(async (name: string) => {
      const { loadRegistry } = await import('../../harness/registry/index.ts');
      const registry = loadRegistry();
      const clause = registry.byId(name.toUpperCase());
      if (clause === undefined) throw new CommandError(2, unknownClause(name, registry));
      const { readCatalogue } = await import('../../harness/cucumber/catalogue.ts');
      const { loadKills } = await import('../../harness/registry/index.ts');
      const examples = readCatalogue().filter(({ clauseId }) => clauseId === clause.id);
      shell.out(`${explain(clause, registry, examples, loadKills().get(clause.id) ?? [])}\n`);
      finish(0);
    });
}

const LEVELS = {
  MUST: 'MUST: a destination that breaks it is not conformant',
  SHOULD: 'SHOULD: a destination that breaks it is warned (fails under --strict)',
  INFO: 'INFO: observed and reported, never judged',
};

const EVIDENCE = {
  wire: 'wire: the answer alone shows it',
  readback: 'readback: it takes a look at what was stored (--records-url or --adapter)',
};

function explain(
  clause: Clause,
  registry: Registry,
  examples: readonly CatalogueExample[],
  proof: readonly string[],
): string {
  const sources = clause.source.map((reference) => `  ${sourceInWords(reference, registry)}`);
  return [
    `${clause.id}  ${clause.rule}`,
    '',
    `Level       ${LEVELS[clause.level]}`,
    `Provenance  ${clause.provenance}${clause.argument === undefined ? '' : `: ${clause.argument}`}`,
    `Evidence    ${EVIDENCE[clause.evidence]}`,
    ...(clause.note === undefined ? [] : [`Note        ${clause.note}`]),
    ...(sources.length === 0 ? [] : ['', 'Sources', ...sources]),
    '',
    `Proven by   ${proof.length === 0 ? 'nothing yet: no defect that it was shown to catch' : proof.join(', ')}`,
    ...(clause.unscenarioed === undefined ? [] : ['', `No example: ${clause.unscenarioed}`]),
    ...examples.flatMap(({ id, name, steps, uri, line }) => [
      '',
      `Example ${id}: ${name}  (${uri}:${line})`,
      ...steps.map((step) => `  ${step}`),
    ]),
    ...(examples.length === 0 ? [] : ['', `Run them: astrolabe-conformance verify --clauses ${clause.id}`]),
  ].join('\n');
}

function sourceInWords(reference: SourceReference, registry: Registry): string {
  const title = registry.sources[reference.page]?.title ?? reference.page;
  if ('sha256' in reference)
    return `${title}, paragraph ${reference.paragraph}, sentence ${reference.sentence}`;
  return `${title}: ${'title' in reference && reference.title !== undefined ? `${reference.title}, ` : ''}${reference.heading}`;
}

/** A sentence for a clause that is not there, with those that are. */
export function unknownClause(name: string, registry: Registry): string {
  const group = registry.groups.find(({ id }) => name.toUpperCase().startsWith(id));
  const there =
    group === undefined
      ? registry.groups.map(({ id }) => `${id}-…`)
      : registry.clauses.map(({ id }) => id).filter((id) => id.startsWith(`${group.id}-`));
  return `there is no clause ${JSON.stringify(name)}; there are ${there.join(', ')} ("list" names them all)`;
}
