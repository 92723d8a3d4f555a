/** The examples of the features, listed without running anything. */
import type { GherkinDocument, Pickle, PickleStepArgument } from '@cucumber/messages';
import { compiledContent } from '../compiled.ts';
import type { CatalogueExample, Suite, TaggedExample } from './example.ts';
import { featuresDigest, readFeatures, readFeatureTexts } from './features.ts';

export type { CatalogueExample, Suite, TaggedExample } from './example.ts';

/** The tag of examples in which a second or more passes without a call. */
export const RESTS = '@rests';

/** The tag of examples that only a run with `--replay` has. */
export const NEEDS_REPLAY = '@needs-replay';

const CLAUSE_TAG = /^@((?:AST|SEG|ENG)-[A-Z]+-\d{3})$/;
const EXAMPLE_TAG = /^@((?:AST|SEG|ENG)-[A-Z]+-\d{3}\.\d+)$/;

/**
 * Reads every example of a suite, ordered by folder, file and line.
 *
 * @throws Error if a feature does not parse or a scenario lacks its tags
 */
export function readCatalogue(suite: Suite = 'destination', root?: string): CatalogueExample[] {
  const digest = featuresDigest(readFeatureTexts(suite, root));
  return compiledContent(`harness/cucumber/catalogue-${suite}`, digest) ?? examplesIn(suite, root);
}

function examplesIn(suite: Suite, root: string | undefined): CatalogueExample[] {
  return readFeatures(suite, root).flatMap(({ uri, document, pickles }) =>
    pickles.map((pickle) => ({
      ...taggedExample(pickle, document),
      name: pickle.name,
      ...placeOf(pickle, document),
      uri,
    })),
  );
}

/**
 * The identity of a running scenario.
 *
 * @returns undefined for a scenario without a clause, which is the caller's own
 * @throws Error if it has only one of the two tags, or a row of its outline has no `case`
 */
export function exampleOf(pickle: Pickle, document: GherkinDocument): TaggedExample | undefined {
  const tags = pickle.tags.map(({ name }) => name);
  const clauseId = tagLike(CLAUSE_TAG, tags);
  const exampleId = tagLike(EXAMPLE_TAG, tags);
  if (clauseId === undefined && exampleId === undefined) return undefined;
  if (clauseId === undefined || exampleId === undefined) {
    const { line } = placeOf(pickle, document);
    throw new Error(`${pickle.uri}:${line}: ${halfTagged(pickle.name, clauseId, exampleId)}`);
  }
  const [, rowId] = pickle.astNodeIds;
  const row = rowId === undefined ? undefined : nodesOf(document).get(rowId);
  if (row !== undefined && !row.caseName) {
    throw new Error(`${pickle.uri}:${row.line}: a row of "${pickle.name}" has no "case"`);
  }
  return {
    id: row?.caseName === undefined ? exampleId : `${exampleId}/${slug(row.caseName)}`,
    clauseId,
    tags,
  };
}

function halfTagged(name: string, clauseId: string | undefined, exampleId: string | undefined): string {
  const otherwise = 'or remove it: a scenario of your own has neither, is run and is not graded';
  if (exampleId === undefined) {
    return `the scenario "${name}" has the tag @${clauseId} of a clause and none of an example: add one such as @${clauseId}.1, ${otherwise}`;
  }
  const [clause = ''] = exampleId.split('.');
  return `the scenario "${name}" has the tag @${exampleId} of an example and none of its clause: add @${clause}, ${otherwise}`;
}

/**
 * The identity of a scenario of the suite.
 *
 * @throws Error if it has no clause
 */
export function taggedExample(pickle: Pickle, document: GherkinDocument): TaggedExample {
  const example = exampleOf(pickle, document);
  if (example !== undefined) return example;
  throw new Error(
    `${pickle.uri}: the scenario "${pickle.name}" needs the tags of its clause and of its example`,
  );
}

/** The rule and the line of a pickle, and its steps as the feature writes them. */
export function placeOf(
  pickle: Pickle,
  document: GherkinDocument,
): { rule: string; line: number; steps: string[] } {
  const nodes = nodesOf(document);
  const node = nodes.get(pickle.astNodeIds.at(-1) ?? '');
  const steps = pickle.steps.flatMap(({ text, argument, astNodeIds: [stepId = ''] }) => [
    `${nodes.get(stepId)?.keyword ?? ''}${text}`,
    ...argumentLines(argument),
  ]);
  return { rule: node?.rule ?? '', line: node?.line ?? 0, steps };
}

/** The table or the text of a step as Gherkin writes it, indented. */
function argumentLines(argument: PickleStepArgument | undefined): string[] {
  const rows = argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const table = rows.map(
    (row) => `  | ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const text = argument?.docString?.content.split('\n').map((line) => `  ${line}`) ?? [];
  return text.length === 0 ? table : ['  """', ...text, '  """'];
}

interface AstNode {
  readonly line: number;
  readonly rule: string;
  readonly keyword?: string;
  readonly caseName?: string;
}

const nodesByDocument = new WeakMap<GherkinDocument, ReadonlyMap<string, AstNode>>();

/** Scenarios, rows and steps of a document by their ids; read once per document. */
function nodesOf(document: GherkinDocument): ReadonlyMap<string, AstNode> {
  const known = nodesByDocument.get(document);
  if (known !== undefined) return known;
  const nodes = new Map<string, AstNode>();
  for (const child of document.feature?.children ?? []) {
    const scenarios = child.rule?.children.map(({ scenario }) => scenario) ?? [child.scenario];
    const rule = child.rule?.name ?? '';
    for (const scenario of scenarios) {
      if (scenario === undefined) continue;
      nodes.set(scenario.id, { line: scenario.location.line, rule });
      for (const step of scenario.steps)
        nodes.set(step.id, { line: step.location.line, rule, keyword: step.keyword });
      for (const { tableHeader, tableBody } of scenario.examples) {
        const column = tableHeader?.cells.findIndex(({ value }) => value === 'case') ?? -1;
        for (const row of tableBody) {
          const caseName = row.cells[column]?.value ?? '';
          nodes.set(row.id, { line: row.location.line, rule, caseName });
        }
      }
    }
  }
  nodesByDocument.set(document, nodes);
  return nodes;
}

/** Ids are typed on command lines, so hyphens replace the spaces and punctuation of a case. */
function slug(caseName: string): string {
  return caseName.replaceAll(/[^\p{L}\p{N}_.]+/gu, '-').replaceAll(/^-|-$/g, '');
}

function tagLike(pattern: RegExp, tags: readonly string[]): string | undefined {
  return tags.map((tag) => pattern.exec(tag)?.[1]).find((id) => id !== undefined);
}
