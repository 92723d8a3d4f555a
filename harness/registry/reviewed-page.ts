/** The sentences of the Astrolabe page that somebody read and found to state nothing a destination is graded on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { validate } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';

/** Where a sentence stood, and its hash; the sentence itself is not kept. */
export interface RememberedSentence {
  readonly paragraph: number;
  readonly sentence: number;
  /** SHA-256 of the sentence, by the rule in `docs/sources.md`. */
  readonly sha256: string;
}

/** One reading of the page, as `schemas/documents/page-sentences.schema.json` holds it. */
export interface ReviewedPage {
  readonly page: 'astrolabe';
  /** The day on which the copy was read, as YYYY-MM-DD. */
  readonly readOn: string;
  readonly groups: readonly {
    /** Why no clause rests on these sentences. */
    readonly reason: string;
    readonly sentences: readonly RememberedSentence[];
  }[];
}

let ownReview: ReviewedPage | undefined;

/** The list of this package, `features/page-sentences.yaml`, read once a process. */
export function loadReviewedPage(): ReviewedPage {
  ownReview ??= parseReviewedPage(readFileSync(join(packageRoot, 'features', 'page-sentences.yaml'), 'utf8'));
  return ownReview;
}

/**
 * A list out of YAML text. The file is part of the package, so a broken one is a bug and throws.
 *
 * @throws Error that names every place where it breaks its schema
 */
export function parseReviewedPage(yaml: string): ReviewedPage {
  const content: unknown = parse(yaml);
  const violations = validate('page-sentences', content);
  if (violations.length === 0) return content as ReviewedPage;
  const lines = violations.map(({ message }) => `  ${message}`);
  throw new Error(`The list of reviewed sentences does not follow its schema:\n${lines.join('\n')}`);
}
