/** `explain`: everything that is known about one clause. */
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import type { Clause, Registry, SourceReference } from '../../harness/registry/index.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import { CommandError, type Shell } from '../shell.ts';

export const EXPLAIN = {
  name: 'explain',
  summary: 'explains one clause: its rule, its sources and its examples',
  words: { '<clause>': 'for instance AST-IDENT-002' },
  options: {},
} as const satisfies CommandSpec;

/** @throws CommandError with exit code 2 for an unknown clause */
export async function runExplain(_: object, shell: Shell, [name = '']: readonly string[]): Promise<number> {
  const { loadKills, loadRegistry, unknownClause } = await import('../../harness/registry/index.ts');
  const registry = loadRegistry();
  const clause = registry.byId(name.toUpperCase());
  if (clause === undefined) throw new CommandError(2, unknownClause(name, registry));
  const { readCatalogue } = await import('../../harness/cucumber/catalogue.ts');
  const examples = readCatalogue().filter(({ clauseId }) => clauseId === clause.id);
  shell.out(`${explain(clause, registry, examples, loadKills().get(clause.id) ?? [])}\n`);
  return 0;
}

const LEVELS = {
  MUST: 'MUST: a destination that breaks it is not conformant',
  SHOULD: 'SHOULD: a destination that breaks it gets a warning (with --strict it fails)',
  INFO: 'INFO: observed and reported, never judged',
};

const EVIDENCE = {
  wire: 'wire: checked by the response alone',
  readback: 'readback: checked by reading back what was stored (--records-url or --adapter)',
};

function explain(
  clause: Clause,
  registry: Registry,
  examples: readonly CatalogueExample[],
  kills: readonly string[],
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
    `Proven by   ${kills.length === 0 ? 'nothing yet: it has not been shown to catch a defect' : kills.join(', ')}`,
    ...(clause.unscenarioed === undefined ? [] : ['', `No scenario yet: ${clause.unscenarioed}`]),
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
