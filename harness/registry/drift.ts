/** Compares a copy of the Astrolabe page with the hashes of its sentences in the registry. */
import { type Clause, isSentenceReference } from './clause.ts';
import { type PageSentence, readPage } from './page.ts';
import type { RememberedSentence, ReviewedPage } from './reviewed-page.ts';

/** A sentence that is no longer on the page, and the clauses that cite it. */
interface LostSentence extends RememberedSentence {
  readonly clauseIds: readonly string[];
  /** The new sentence at its place; absent if the page ends before it or if that sentence is known. */
  readonly instead?: PageSentence;
}

/** A cited sentence that is still on the page, at another place. */
interface MovedSentence extends RememberedSentence {
  readonly to: Pick<PageSentence, 'paragraph' | 'sentence'>;
}

/** How a copy of the page differs from the registry. */
export interface Drift {
  /** Sentences that clauses cite and that are no longer on the page, in the page's old order. */
  readonly lost: readonly LostSentence[];
  /** Sentences of the page that no clause cites and the reviewed list does not contain, in the page's order. */
  readonly uncovered: readonly PageSentence[];
  /** Reviewed sentences that are no longer on the page. */
  readonly stale: readonly RememberedSentence[];
  /** Sentences that clauses cite, unchanged but with other numbers. */
  readonly moved: readonly MovedSentence[];
}

/**
 * Compares by hash, so that a sentence which only moved is not lost.
 *
 * @param page the page's text, as `docs/sources.md` counts it
 */
export function compareWithPage(page: string, clauses: readonly Clause[], reviewed: ReviewedPage): Drift {
  const sentences = readPage(page);
  const onPage = new Set(sentences.map(({ sha256 }) => sha256));
  const cited = citedSentences(clauses);
  const listed = reviewed.groups.flatMap((group) => group.sentences);
  const known = new Set([...cited, ...listed].map(({ sha256 }) => sha256));
  const uncovered = sentences.filter(({ sha256 }) => !known.has(sha256));
  const lost = cited
    .filter(({ sha256 }) => !onPage.has(sha256))
    .map((sentence): LostSentence => {
      const instead = uncovered.find((candidate) => isAt(candidate, sentence));
      return instead === undefined ? sentence : { ...sentence, instead };
    });
  const moved = cited.flatMap(({ clauseIds: _, ...sentence }) => {
    const found = sentences.filter(({ sha256 }) => sha256 === sentence.sha256);
    const [first] = found;
    return first === undefined || found.some((place) => isAt(place, sentence))
      ? []
      : [{ ...sentence, to: { paragraph: first.paragraph, sentence: first.sentence } }];
  });
  return { lost, uncovered, stale: listed.filter(({ sha256 }) => !onPage.has(sha256)), moved };
}

/** Whether the page has changed; a sentence that only moved is not a change. */
export function hasDrifted({ lost, uncovered, stale }: Drift): boolean {
  return lost.length + uncovered.length + stale.length > 0;
}

type CitedSentence = RememberedSentence & { readonly clauseIds: readonly string[] };

/** The sentences that clauses cite, each once with all its clauses, in the page's order. */
function citedSentences(clauses: readonly Clause[]): CitedSentence[] {
  const cited = new Map<string, CitedSentence>();
  for (const { id, source } of clauses) {
    for (const { page: _, ...sentence } of source.filter(isSentenceReference)) {
      const clauseIds = [...(cited.get(sentence.sha256)?.clauseIds ?? []), id];
      cited.set(sentence.sha256, { ...sentence, clauseIds });
    }
  }
  return [...cited.values()].toSorted((a, b) => a.paragraph - b.paragraph || a.sentence - b.sentence);
}

function isAt(
  place: Pick<PageSentence, 'paragraph' | 'sentence'>,
  { paragraph, sentence }: RememberedSentence,
): boolean {
  return place.paragraph === paragraph && place.sentence === sentence;
}
