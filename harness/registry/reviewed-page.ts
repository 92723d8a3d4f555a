/** The sentences of the Astrolabe page that were reviewed and state nothing that a destination is graded on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { compiledContent, sha256Of } from '../compiled.ts';
import { parseYaml } from './parse-yaml.ts';

/** The place of a sentence and its hash; the sentence itself is not kept. */
export interface RememberedSentence {
  readonly paragraph: number;
  readonly sentence: number;
  /** SHA-256 of the sentence, by the rule in `docs/sources.md`. */
  readonly sha256: string;
}

/** One review of the page; its schema is `schemas/documents/page-sentences.schema.json`. */
export interface ReviewedPage {
  readonly page: 'astrolabe';
  /** The day on which the copy was read, as YYYY-MM-DD. */
  readonly readOn: string;
  readonly groups: readonly {
    /** Why no clause cites these sentences. */
    readonly reason: string;
    readonly sentences: readonly RememberedSentence[];
  }[];
}

let ownReview: ReviewedPage | undefined;

/** The list of this package, `features/page-sentences.yaml`, read once per process. */
export function loadReviewedPage(): ReviewedPage {
  ownReview ??= parseReviewedPage(readFileSync(join(packageRoot, 'features', 'page-sentences.yaml'), 'utf8'));
  return ownReview;
}

/**
 * Parses a list from YAML text.
 *
 * @throws Error that names every violation of its schema: the file is part of the package, so that is a bug
 */
export function parseReviewedPage(yaml: string): ReviewedPage {
  const content: unknown =
    compiledContent('harness/registry/page-sentences', sha256Of(yaml)) ?? parseYaml(yaml);
  const violations = validate('page-sentences', content);
  if (violations.length === 0) return content as ReviewedPage;
  const lines = violations.map(({ message }) => `  ${message}`);
  throw new Error(`The list of reviewed sentences does not follow its schema:\n${lines.join('\n')}`);
}
