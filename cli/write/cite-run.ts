/** What `cite` does: executes an example and prints it with all that is known of its clause. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry, loadReviewedPage } from '../../harness/registry/index.ts';
import {
  CITATION_FORMATS,
  type Citation,
  type CitationFormat,
  type ClauseFacts,
  citationsOf,
  REQUEST_FORMS,
  renderCitation,
} from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { clauseFacts } from '../grade/clause-facts.ts';
import { readRecord } from '../grade/read-record.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { executeExamples } from './execute.ts';
import { unknownClause } from './explain.ts';

/** @throws CommandError with exit code 2 for an unknown clause, example, format or form */
export async function runCite(
  clause: string | undefined,
  options: OptionReader,
  shell: Shell,
): Promise<void> {
  const format = oneOf('--format', options.text('format') ?? 'markdown', formatNames);
  const form = oneOf('--as', options.text('as') ?? 'http', REQUEST_FORMS);
  const recordFile = options.text('record');
  const record = recordFile === undefined ? undefined : readRecord(recordFile, shell);
  const clauses = chosenClauses(clause, options.flag('all'));
  const folder = outFolder(options, shell);
  const citations = await cite(clauses, options.text('example'), record, shell);
  if (folder === undefined) {
    for (const citation of citations) shell.out(renderCitation(citation, format, form));
    return;
  }
  for (const citation of citations) {
    const name = `${citation.clause.id}${CITATION_FORMATS[format]}`;
    writeFileSync(join(folder, name), renderCitation(citation, format, form));
  }
  shell.out(`${citations.length} citations are in ${folder}\n`);
}

const formatNames = Object.keys(CITATION_FORMATS) as readonly CitationFormat[];

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const name = names.find((one) => one === given);
  if (name !== undefined) return name;
  throw new CommandError(2, `${option} is one of ${names.join(', ')}, not ${JSON.stringify(given)}`);
}

function chosenClauses(name: string | undefined, all: boolean): readonly ClauseFacts[] {
  const registry = loadRegistry();
  const clauses = clauseFacts(registry, loadReviewedPage());
  if (all && name === undefined) return clauses;
  if (all || name === undefined) {
    throw new CommandError(
      2,
      'give one clause, for instance "cite AST-GROUP-004", or --all with --out FOLDER',
    );
  }
  const chosen = clauses.filter(({ id }) => id === name.toUpperCase());
  if (chosen.length === 0) throw new CommandError(2, unknownClause(name, registry));
  return chosen;
}

function outFolder(options: OptionReader, { cwd }: Shell): string | undefined {
  const folder = options.text('out');
  if (folder === undefined) {
    if (options.flag('all')) throw new CommandError(2, '--all needs --out FOLDER: say where the files go');
    return undefined;
  }
  const path = resolve(cwd, folder);
  try {
    mkdirSync(path, { recursive: true });
    return path;
  } catch (error) {
    throw new CommandError(2, `--out ${path} cannot be made: ${(error as Error).message}`);
  }
}

async function cite(
  clauses: readonly ClauseFacts[],
  exampleId: string | undefined,
  record: ResultRecord | undefined,
  shell: Shell,
): Promise<Citation[]> {
  const catalogue = readCatalogue();
  const examples = clauses.flatMap(({ id }) => exampleToShow(id, exampleId, catalogue));
  const executed = examples.length === 0 ? undefined : await executeExamples(examples, shell);
  return citationsOf(clauses, executed, record);
}

/** The example that was asked for, else the clause's first; none where it has none. */
function exampleToShow(
  clauseId: string,
  exampleId: string | undefined,
  catalogue: readonly CatalogueExample[],
): readonly CatalogueExample[] {
  const own = catalogue.filter((example) => example.clauseId === clauseId);
  if (exampleId === undefined) return own.slice(0, 1);
  const chosen = own.find(({ id }) => id === exampleId);
  if (chosen !== undefined) return [chosen];
  const there = own.map(({ id }) => id).join(', ') || 'none';
  throw new CommandError(2, `${clauseId} has no example ${JSON.stringify(exampleId)}; it has ${there}`);
}
