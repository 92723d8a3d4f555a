/** What `cite` does: executes an example and prints it with everything that is known about its clause. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry, loadReviewedPage, unknownClause } from '../../harness/registry/index.ts';
import {
  CITATION_FORMATS,
  type Citation,
  type ClauseFacts,
  citationsOf,
  renderCitation,
} from '../../reports/index.ts';
import type { RedactedText } from '../../safe-text/index.ts';
import { didYouMean, type ResultRecord } from '../../schemas/index.ts';
import { clauseFacts } from '../grade/clause-facts.ts';
import { readRecord } from '../grade/read-record.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';
import type { CiteOptions } from './cite.ts';
import { executeExamples } from './execute.ts';

/** @throws CommandError with exit code 2 for an unknown clause or example, or a folder that cannot be created */
export async function runCite(
  options: CiteOptions,
  shell: Shell,
  [clause]: readonly string[],
): Promise<number> {
  const { format, as, example } = options;
  const record = options.record === undefined ? undefined : readRecord(options.record, shell);
  const clauses = chosenClauses(clause, options.all);
  const folder = outFolder(options, shell);
  const citations = await cite(clauses, example, record, shell);
  if (folder === undefined) {
    for (const citation of citations) shell.out(renderCitation(citation, format, as));
    return 0;
  }
  for (const citation of citations) {
    const name = `${citation.clause.id}${CITATION_FORMATS[format]}`;
    write(join(folder, name), shell.redact(renderCitation(citation, format, as)));
  }
  shell.out(`${citations.length} citations are in ${folder}\n`);
  return 0;
}

function write(path: string, text: RedactedText): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    throw new CommandError(2, `${path} cannot be written: ${(error as Error).message}`);
  }
}

function chosenClauses(name: string | undefined, all: boolean): readonly ClauseFacts[] {
  const registry = loadRegistry();
  const clauses = clauseFacts(registry, loadReviewedPage());
  if (all && name === undefined) return clauses;
  if (all || name === undefined) {
    throw new CommandError(
      2,
      'name one clause, for instance "cite AST-GROUP-004", or use --all with --out FOLDER',
    );
  }
  const chosen = clauses.filter(({ id }) => id === name.toUpperCase());
  if (chosen.length === 0) throw new CommandError(2, unknownClause(name, registry));
  return chosen;
}

function outFolder({ out, all }: CiteOptions, { cwd }: Shell): string | undefined {
  if (out === undefined) {
    if (all) throw new CommandError(2, '--all needs --out FOLDER, where the files are written');
    return undefined;
  }
  const path = resolve(cwd, out);
  try {
    mkdirSync(path, { recursive: true });
    return path;
  } catch (error) {
    throw new CommandError(2, `cannot create --out ${path}: ${(error as Error).message}`);
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

/** The chosen example, else the clause's first; none if the clause has none. */
function exampleToShow(
  clauseId: string,
  exampleId: string | undefined,
  catalogue: readonly CatalogueExample[],
): readonly CatalogueExample[] {
  const own = catalogue.filter((example) => example.clauseId === clauseId);
  if (exampleId === undefined) return own.slice(0, 1);
  const chosen = own.find(({ id }) => id === exampleId);
  if (chosen !== undefined) return [chosen];
  const ids = own.map(({ id }) => id);
  const hint = didYouMean(exampleId, ids, `"explain ${clauseId}" shows its examples`);
  throw new CommandError(2, `${clauseId} has no example ${JSON.stringify(exampleId)}: ${hint}`);
}
