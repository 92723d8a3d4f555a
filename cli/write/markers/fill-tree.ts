/** Fills the citations that a Markdown tree (mdast) marks: what `cite --update` does, for a plugin of remark. */
import type { Shell } from '../../shell.ts';
import { type CitationRequest, citationRequest, executeCitations } from '../cite-examples.ts';
import { citationText, problemOf } from './citation-text.ts';
import { type CitationPlace, type MarkerProblem, readMarkers } from './read-markers.ts';

/** A node of a tree, as far as it matters here. */
export interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly position?: { readonly start: { readonly line: number } } | undefined;
  children?: MarkdownNode[];
}

/** A node whose children have places for citations; places count children as those of a file count lines. */
interface Parent {
  readonly node: { readonly children: MarkdownNode[] };
  readonly places: readonly CitationPlace[];
}

/** The markers of a tree that cannot be used, or citations that should not be published. */
export class UnusableCitations extends Error {
  /** Of the document; undefined if the tree has no positions. */
  readonly line: number | undefined;

  constructor(sentences: readonly string[], line: number | undefined) {
    super(sentences.join('\n'));
    this.name = 'UnusableCitations';
    this.line = line;
  }
}

/**
 * Replaces what is between the markers, everywhere in the tree.
 *
 * @param parse makes nodes of Markdown
 * @throws UnusableCitations if a marker cannot be used or a cited example does not pass; then the tree is unchanged
 */
export async function fillTree(
  tree: MarkdownNode,
  parse: (markdown: string) => MarkdownNode,
  shell: Shell,
): Promise<void> {
  const parents = [...parentsIn(tree)];
  const cited = parents.flatMap(({ node, places }) =>
    places.map((place) => ({ node, place, line: lineOf(node.children[place.line - 1]) })),
  );
  if (cited.length === 0) return;
  const requests = cited.map(({ place: { clauseId, example }, line }): CitationRequest => {
    const request = citationRequest(clauseId, example);
    if ('problem' in request) throw new UnusableCitations([request.problem], line);
    return request;
  });
  const citations = await executeCitations(requests, undefined, shell);
  const problems = citations.flatMap((citation, at) => {
    const problem = problemOf(citation);
    return problem === undefined ? [] : [{ problem, line: cited[at]?.line }];
  });
  if (problems.length > 0) {
    throw new UnusableCitations(
      problems.map(({ problem }) => problem),
      problems[0]?.line,
    );
  }
  // From the end, so that the children before stay where they are.
  for (const [at, { node, place }] of [...cited.entries()].toReversed()) {
    const text = citationText(citations[at] as (typeof citations)[number], 'markdown', place.form);
    const own = parse(shell.redact(text)).children ?? [];
    node.children.splice(place.from, place.to - place.from, ...own);
  }
}

/** Every node with markers among its children. */
function* parentsIn(node: MarkdownNode): Generator<Parent> {
  const { children } = node;
  if (children === undefined) return;
  refuseMarkersInText(node.type, children);
  const read = readMarkers(children.map(({ type, value = '' }) => (type === 'html' ? value : '')));
  if ('problems' in read) throw unusable(read.problems, children);
  if (read.places.length > 0) yield { node: { children }, places: read.places };
  for (const child of children) yield* parentsIn(child);
}

/** A citation consists of blocks, which a paragraph or other HTML cannot contain. */
function refuseMarkersInText(type: string, children: readonly MarkdownNode[]): void {
  const misplaced = children.find(
    (child) =>
      child.type === 'html' &&
      MARKER.test(child.value ?? '') &&
      (TEXTS.has(type) || child.value?.trim().includes('\n') === true),
  );
  if (misplaced === undefined) return;
  const sentence = 'a marker must be a line of its own, with a blank line between it and other HTML';
  throw new UnusableCitations([sentence], lineOf(misplaced));
}

const MARKER = /<!--\s*\/?astrolabe\b/;

/** Types of nodes whose children are text. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['paragraph', 'heading', 'emphasis', 'strong', 'delete', 'link', 'tableCell'],
]);

function unusable(problems: readonly MarkerProblem[], children: readonly MarkdownNode[]): UnusableCitations {
  const sentences = problems.map(({ message }) => `the marker ${message}`);
  return new UnusableCitations(sentences, lineOf(children[(problems[0]?.line ?? 0) - 1]));
}

function lineOf(node: MarkdownNode | undefined): number | undefined {
  return node?.position?.start.line;
}
