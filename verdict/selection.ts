/** How much of the suite a record is about. */
import type { ExampleResult, ResultRecord, ShardSelection } from '../schemas/index.ts';

/** The filters of a run, as its record has them. */
export type RecordedSelection = ResultRecord['run']['selection'];
type FilterKind = 'clauses' | 'examples' | 'tags';

/**
 * Whether the record lacks examples of the suite. Records of version 0.1 do not say how large the suite was: for
 * them, any filter makes the record partial.
 */
export function isPartial({ run, clauses }: Pick<ResultRecord, 'run' | 'clauses'>): boolean {
  if (run.suite === undefined) return isFiltered(run.selection) || run.selection.smoke === true;
  return suiteExamplesOf(clauses).length < run.suite.examples;
}

/** Ids of the examples that the features hold; what exploration adds is not one of them. */
export function suiteExamplesOf(clauses: ResultRecord['clauses']): string[] {
  return clauses.flatMap(({ examples }) => examples.filter((one) => !isExplored(one)).map(({ id }) => id));
}

const EXPLORED = '.explored';

/** The id of the example under which exploration reports its result for a clause. */
export function exploredId(clauseId: string): string {
  return `${clauseId}${EXPLORED}`;
}

/** Whether exploration reported this example. */
export function isExplored({ id }: Pick<ExampleResult, 'id'>): boolean {
  return id.endsWith(EXPLORED);
}

/**
 * The selection that asks for what the shards hold together. It is written as the shards wrote theirs if that can
 * be said with one kind of filter, and as a list of examples otherwise.
 *
 * @param merged the clauses of all shards, and the suite that they are part of
 */
export function mergeSelections(
  selections: readonly RecordedSelection[],
  merged: Pick<ResultRecord, 'run' | 'clauses'>,
): RecordedSelection {
  const [first] = selections;
  const shard = mergeShards(selections);
  if (first !== undefined && shard !== undefined) {
    const { shard: _, ...filters } = first;
    const isWhole = missingFrom(shard, merged.clauses) === undefined;
    return isWhole ? filters : { ...filters, shard: { ...shard, merged: true } };
  }
  if (first !== undefined && selections.every((other) => isSame(first, other))) return first;
  if (!isPartial(merged)) return { clauses: [], examples: [] };
  const smokes = selections.filter(({ smoke }) => smoke === true);
  // Examples of the smoke set and of the whole suite side by side are neither.
  if (smokes.length > 0 && smokes.length < selections.length) return listed(merged);
  const filters = mergeFilters(selections) ?? listed(merged);
  return smokes.length === 0 ? filters : { ...filters, smoke: true };
}

function mergeShards(selections: readonly RecordedSelection[]): ShardSelection | undefined {
  const shards = selections.flatMap(({ shard }) => shard ?? []);
  const [first] = shards;
  if (first === undefined) return undefined;
  const { of, examples } = first;
  const numbers = [...new Set(shards.flatMap((one) => one.numbers))].toSorted((a, b) => a - b);
  return { numbers, of, examples };
}

/** Why these are not all shards of a run, as a sentence; undefined if they are. */
export function missingFrom(
  { numbers, of, examples }: ShardSelection,
  clauses: ResultRecord['clauses'],
): string | undefined {
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter(
    (number) => !numbers.includes(number),
  );
  if (missing.length > 0) return `shards are missing: ${missing.map((one) => `${one}/${of}`).join(', ')}`;
  const lost = examples - suiteExamplesOf(clauses).length;
  return lost === 0
    ? undefined
    : `${lost} of ${examples} examples are in no shard: give every shard the same --shard-by`;
}

/** @returns undefined if the shards were selected by different kinds of filters */
function mergeFilters(selections: readonly RecordedSelection[]): RecordedSelection | undefined {
  const clauses = union(selections.map((selection) => selection.clauses));
  const examples = union(selections.map((selection) => selection.examples));
  const tags = selections.flatMap((selection) => (selection.tags === undefined ? [] : [selection.tags]));
  if (selections.every((selection) => hasOnly(selection, 'clauses'))) return { clauses, examples: [] };
  if (selections.every((selection) => hasOnly(selection, 'examples'))) return { clauses: [], examples };
  if (!selections.every((selection) => hasOnly(selection, 'tags'))) return undefined;
  const either = union([tags]).map((tag) => `(${tag})`);
  return { clauses: [], examples: [], tags: either.join(' or ') };
}

function listed({ clauses }: Pick<ResultRecord, 'clauses'>): RecordedSelection {
  return { clauses: [], examples: suiteExamplesOf(clauses) };
}

/** True if filters were given besides the smoke set. */
export function isFiltered({ clauses, examples, tags }: RecordedSelection): boolean {
  return clauses.length > 0 || examples.length > 0 || tags !== undefined;
}

function hasOnly({ clauses, examples, tags }: RecordedSelection, kind: FilterKind): boolean {
  const given = { clauses: clauses.length > 0, examples: examples.length > 0, tags: tags !== undefined };
  return Object.entries(given).every(([name, isGiven]) => isGiven === (name === kind));
}

function isSame(one: RecordedSelection, other: RecordedSelection): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
