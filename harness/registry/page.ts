/** Numbers and hashes the sentences of a documentation page, so that the registry can cite one without copying it. */
import { createHash } from 'node:crypto';

/** One sentence and its place; both numbers start at 1. */
export interface PageSentence {
  readonly paragraph: number;
  /** Starts again in each paragraph. */
  readonly sentence: number;
  /** The sentence with its white space folded and without a list marker. */
  readonly text: string;
  /** SHA-256 of `text` in UTF-8, lower-case hexadecimal. */
  readonly sha256: string;
}

const LIST_MARKER = /^(?:[•*-]|\d+\.) (?=\S)/u;
const SENTENCE_END = /(?<=[.!?]["'”’)\]]*) (?!\p{Ll})/u;

/**
 * Every sentence of a page saved as plain text, in the page's order; none if it has no text. `docs/sources.md` explains
 * the counting rule.
 */
export function readPage(text: string): readonly PageSentence[] {
  return splitParagraphs(text).flatMap((lines, paragraphIndex) =>
    lines.flatMap(splitSentences).map((sentence, sentenceIndex) => ({
      paragraph: paragraphIndex + 1,
      sentence: sentenceIndex + 1,
      text: sentence,
      sha256: createHash('sha256').update(sentence, 'utf8').digest('hex'),
    })),
  );
}

function splitParagraphs(text: string): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]];
  for (const line of text.split(/\r\n|\r|\n/u).map(foldWhiteSpace)) {
    if (line === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((lines) => lines.length > 0);
}

function splitSentences(line: string): readonly string[] {
  return line.replace(LIST_MARKER, '').split(SENTENCE_END);
}

// A byte-order mark is white space to `\s`, so a file saved with one counts the same.
function foldWhiteSpace(line: string): string {
  return line.replace(/\s+/gu, ' ').trim();
}
