/** The features as read by the build, because parsing Gherkin would be most of what a short command does. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GherkinDocument, Pickle } from '@cucumber/messages';
import { codeRoot } from '../../schemas/package-root.ts';
import type { CatalogueExample, Suite } from './example.ts';

/** A feature file: its path from the root, and its text. */
export type FeatureText = readonly [uri: string, text: string];

/** A feature as Gherkin's parser reads it. */
export interface ParsedFeature {
  readonly document: GherkinDocument;
  /** Its scenarios, and the rows of its outlines, in the order of their lines. */
  readonly pickles: readonly Pickle[];
}

/** What was made of the features of a suite, and the digest of their texts. */
interface Made<Content> {
  readonly sha256: string;
  readonly content: Content;
}

type OfSuite<Content> = Readonly<Partial<Record<Suite, Made<Content>>>>;

/** What the build writes, by the name of the file; absent from the sources. A run needs both, a list only the first. */
export interface CompiledFeatures {
  readonly catalogue: OfSuite<readonly CatalogueExample[]>;
  readonly features: OfSuite<readonly ParsedFeature[]>;
}

/** The examples of these features; undefined if they are not the ones that were built. */
export function compiledExamples(
  suite: Suite,
  texts: readonly FeatureText[],
): CatalogueExample[] | undefined {
  const examples = compiled('catalogue', suite, texts);
  return examples && [...examples];
}

/** These features, parsed; undefined if they are not the ones that were built. */
export function compiledFeatures(
  suite: Suite,
  texts: readonly FeatureText[],
): readonly ParsedFeature[] | undefined {
  return compiled('features', suite, texts);
}

function compiled<Name extends keyof CompiledFeatures>(
  name: Name,
  suite: Suite,
  texts: readonly FeatureText[],
): NonNullable<CompiledFeatures[Name][Suite]>['content'] | undefined {
  const file = join(codeRoot, 'harness', 'cucumber', `${name}.json`);
  if (!existsSync(file)) return undefined;
  const made = (JSON.parse(readFileSync(file, 'utf8')) as CompiledFeatures[Name])[suite];
  return made?.sha256 === digestOf(texts) ? made.content : undefined;
}

export function digestOf(texts: readonly FeatureText[]): string {
  return createHash('sha256').update(JSON.stringify(texts), 'utf8').digest('hex');
}
