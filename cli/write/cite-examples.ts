/** Executes the examples of citations, and gives each citation its own. */
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry, loadReviewedPage, unknownClause } from '../../harness/registry/index.ts';
import { type Citation, type ClauseFacts, citationsOf, type ExecutedExamples } from '../../reports/index.ts';
import { didYouMean, type ResultRecord } from '../../schemas/index.ts';
import { clauseFacts } from '../grade/clause-facts.ts';
import type { Shell } from '../shell.ts';
import { executeForCitation } from './execute.ts';

/** What is to be cited. */
export interface CitationRequest {
  readonly clause: ClauseFacts;
  /** Undefined if the clause has none. */
  readonly example: CatalogueExample | undefined;
}

/** Every clause of the registry, in its order. */
export function citableClauses(): ClauseFacts[] {
  return clauseFacts(loadRegistry(), loadReviewedPage());
}

/**
 * Looks up what a person names.
 *
 * @param exampleId default: the first of the clause
 * @returns a sentence if the clause or the example does not exist
 */
export function citationRequest(
  clauseId: string,
  exampleId: string | undefined,
): CitationRequest | { readonly problem: string } {
  const clause = citableClauses().find(({ id }) => id === clauseId.toUpperCase());
  if (clause === undefined) return { problem: unknownClause(clauseId, loadRegistry()) };
  const own = catalogue().filter((one) => one.clauseId === clause.id);
  if (exampleId === undefined) return { clause, example: own[0] };
  const example = own.find(({ id }) => id === exampleId);
  if (example !== undefined) return { clause, example };
  const ids = own.map(({ id }) => id);
  const hint = didYouMean(exampleId, ids, `"explain ${clause.id}" shows its examples`);
  return { problem: `${clause.id} has no example ${JSON.stringify(exampleId)}: ${hint}` };
}

function catalogue(): CatalogueExample[] {
  return [...readCatalogue(), ...readCatalogue('emulator')];
}

/**
 * Executes each example once.
 *
 * @param record of a run whose verdicts are cited
 * @returns a citation for each request
 */
export async function executeCitations(
  requests: readonly CitationRequest[],
  record: ResultRecord | undefined,
  shell: Shell,
): Promise<Citation[]> {
  const executed = await executeAll(
    [...new Map(requests.flatMap(({ example }) => (example ? [[example.id, example]] : []))).values()],
    shell,
  );
  return requests.flatMap(({ clause, example }) => {
    const examples = executed.clauses.flatMap((one) => one.examples).filter(({ id }) => id === example?.id);
    return citationsOf([clause], { ...executed, clauses: [{ id: clause.id, examples }] }, record);
  });
}

async function executeAll(examples: readonly CatalogueExample[], shell: Shell): Promise<ExecutedExamples> {
  const [graded, own] = [true, false].map((isGraded) =>
    examples.filter(({ clauseId }) => clauseId.startsWith('AST-') === isGraded),
  ) as [CatalogueExample[], CatalogueExample[]];
  const executed = await executeForCitation(graded, shell);
  if (own.length === 0) return executed;
  const { executeOwnExamples } = await import('./execute-own.ts');
  return { ...executed, clauses: [...executed.clauses, ...(await executeOwnExamples(own, shell))] };
}
