/** The features of a suite, parsed. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { GherkinDocument, Pickle } from '@cucumber/messages';
import { packageRoot } from '../../schemas/package-root.ts';
import { compiledContent, sha256Of } from '../compiled.ts';
import type { Suite } from './example.ts';

/** A feature file: its path from the root, and its text. */
export type FeatureText = readonly [uri: string, text: string];

/** A feature as Gherkin's parser reads it. */
export interface ParsedFeature {
  readonly document: GherkinDocument;
  /** Its scenarios, and the rows of its outlines, in the order of their lines. */
  readonly pickles: readonly Pickle[];
}

/** A file of features. */
export interface Feature extends ParsedFeature {
  /** Path relative to the package, with forward slashes. */
  readonly uri: string;
  readonly source: string;
}

const FOLDERS: Readonly<Record<Suite, RegExp>> = { destination: /^\d\d-/, emulator: /^(segment|engage)$/ };

const known = new Map<Suite, readonly Feature[]>();

/**
 * Parses the features of a suite, those of this package once per process. Ids are unique within the suite.
 *
 * @param root the folder that holds `features/`
 * @returns them ordered by folder and file
 * @throws Error if a feature does not parse
 */
export function readFeatures(suite: Suite, root: string = packageRoot): readonly Feature[] {
  if (root !== packageRoot) return featuresOf(suite, root);
  const features = known.get(suite) ?? featuresOf(suite, root);
  known.set(suite, features);
  return features;
}

/** The files of a suite, ordered by folder and file. */
export function readFeatureTexts(suite: Suite, root: string = packageRoot): FeatureText[] {
  const folders = readdirSync(join(root, 'features')).filter((name) => FOLDERS[suite].test(name));
  return folders.toSorted().flatMap((folder) =>
    readdirSync(join(root, 'features', folder))
      .filter((name) => name.endsWith('.feature'))
      .toSorted()
      .map((name): FeatureText => {
        const uri = `features/${folder}/${name}`;
        return [uri, readFileSync(join(root, uri), 'utf8')];
      }),
  );
}

function featuresOf(suite: Suite, root: string): readonly Feature[] {
  const texts = readFeatureTexts(suite, root);
  const compiled = compiledContent<readonly ParsedFeature[]>(
    `harness/cucumber/features-${suite}`,
    featuresDigest(texts),
  );
  const parsed = compiled ?? parseFeatures(texts);
  return parsed.map((feature, index) => {
    const [uri = '', source = ''] = texts[index] ?? [];
    return { uri, source, ...feature };
  });
}

/** What the build's reading of features depends on. */
export function featuresDigest(texts: readonly FeatureText[]): string {
  return sha256Of(JSON.stringify(texts));
}

/** Parses features that the build did not see; only then are the parser and its messages loaded. */
export function parseFeatures(texts: readonly FeatureText[]): ParsedFeature[] {
  const require = createRequire(import.meta.url);
  const { AstBuilder, compile, GherkinClassicTokenMatcher, Parser }: typeof import('@cucumber/gherkin') =
    require('@cucumber/gherkin');
  const { IdGenerator }: typeof import('@cucumber/messages') = require('@cucumber/messages');
  const newId = IdGenerator.incrementing();
  return texts.map(([uri, source]) => {
    const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
    const document = { ...parser.parse(source), uri };
    return { document, pickles: compile(document, uri, newId) };
  });
}
