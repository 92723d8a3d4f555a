/** The features of a suite, parsed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type GherkinDocument, IdGenerator, type Pickle } from '@cucumber/messages';
import { packageRoot } from '../../schemas/package-root.ts';

/** `destination`: the features that any destination is graded on; `emulator`: those of the emulator's own sides. */
export type Suite = 'destination' | 'emulator';

/** A file of features. */
export interface Feature {
  /** Path relative to the package, with forward slashes. */
  readonly uri: string;
  readonly source: string;
  readonly document: GherkinDocument;
  /** Its scenarios, and the rows of its outlines, in the order of their lines. */
  readonly pickles: readonly Pickle[];
}

const FOLDERS: Readonly<Record<Suite, RegExp>> = { destination: /^\d\d-/, emulator: /^(segment|engage)$/ };

const known = new Map<string, readonly Feature[]>();

/**
 * Parses the features of a suite, those of this package once per process. Ids are unique within the suite.
 *
 * @param root the folder that holds `features/`
 * @returns them ordered by folder and file
 * @throws Error if a feature does not parse
 */
export function readFeatures(suite: Suite, root: string = packageRoot): readonly Feature[] {
  if (root !== packageRoot) return parseFeatures(suite, root);
  const features = known.get(suite) ?? parseFeatures(suite, root);
  known.set(suite, features);
  return features;
}

function parseFeatures(suite: Suite, root: string): readonly Feature[] {
  const newId = IdGenerator.incrementing();
  const folders = readdirSync(join(root, 'features')).filter((name) => FOLDERS[suite].test(name));
  const uris = folders.toSorted().flatMap((folder) =>
    readdirSync(join(root, 'features', folder))
      .filter((name) => name.endsWith('.feature'))
      .toSorted()
      .map((name) => `features/${folder}/${name}`),
  );
  return uris.map((uri) => {
    const source = readFileSync(join(root, uri), 'utf8');
    const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
    const document = { ...parser.parse(source), uri };
    return { uri, source, document, pickles: compile(document, uri, newId) };
  });
}
