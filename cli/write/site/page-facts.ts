/** The Astrolabe page as the site shows it: each sentence with the clauses that rest on it, or the reason that none does. */
import {
  type Clause,
  isSentenceReference,
  type ReviewedPage,
  readPage,
} from '../../../harness/registry/index.ts';
import type { PageFacts, SentenceFacts } from '../../../reports/index.ts';

/**
 * Every sentence in the page's order: that of the copy, or, without a copy, that of the review, which has a sentence once.
 *
 * @param copy text of the page; without one no sentence is quoted
 */
export function pageFacts(
  clauses: readonly Pick<Clause, 'id' | 'source'>[],
  { readOn, groups }: Pick<ReviewedPage, 'readOn' | 'groups'>,
  copy: string | undefined,
): PageFacts {
  const known = new Map<string, SentenceFacts>();
  for (const { id, source } of clauses) {
    for (const { paragraph, sentence, sha256 } of source.filter(isSentenceReference)) {
      const before = known.get(sha256)?.clauses ?? [];
      known.set(sha256, { paragraph, sentence, sha256, clauses: [...new Set([...before, id])] });
    }
  }
  for (const { reason, sentences } of groups) {
    for (const one of sentences) {
      if (!known.has(one.sha256)) known.set(one.sha256, { ...one, clauses: [], reason: reason.trim() });
    }
  }
  if (copy === undefined) return { readOn, sentences: [...known.values()].toSorted(byPlace) };
  const onPage = readPage(copy).map(
    (one): SentenceFacts => ({ clauses: [], ...known.get(one.sha256), ...one }),
  );
  const found = new Set(onPage.map(({ sha256 }) => sha256));
  const gone = [...known.values()]
    .filter(({ sha256 }) => !found.has(sha256))
    .map((one): SentenceFacts => ({ ...one, isGone: true }));
  return { readOn, sentences: [...onPage, ...gone.toSorted(byPlace)] };
}

function byPlace(a: SentenceFacts, b: SentenceFacts): number {
  return a.paragraph - b.paragraph || a.sentence - b.sentence;
}
