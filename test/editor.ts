/** What an editor knows of the steps: it searches the files that its two settings name, and reads them without running them. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  buildSuggestions,
  ExpressionBuilder,
  type ExpressionBuilderResult,
  getGherkinCompletionItems,
  getGherkinDiagnostics,
  jsSearchIndex,
  type LanguageName,
  type ParserAdapter,
  type Suggestion,
} from '@cucumber/language-service';
import { WasmParserAdapter } from '@cucumber/language-service/wasm';
import picomatch from 'picomatch';
import { stepsIn } from './feature-steps.ts';

/** The settings of the Cucumber extension of VS Code: globs from the folder that is open. */
export interface EditorSettings {
  readonly 'cucumber.features': readonly string[];
  readonly 'cucumber.glue': readonly string[];
}

export interface FileInEditor {
  /** Path from the folder that is open. */
  readonly path: string;
  readonly content: string;
}

/** An editor with a folder open. */
export interface Editor {
  readonly features: readonly FileInEditor[];
  readonly glue: readonly FileInEditor[];
  /** The step definitions and parameter types that it found, and what it could not read. */
  readonly read: ExpressionBuilderResult;
  readonly suggestions: readonly Suggestion[];
  /** What it underlines in a feature: `3: Undefined step: …`. */
  underlined(feature: string): string[];
  /** The labels that it offers behind the text of a step. */
  offered(text: string): string[];
}

/** The language of a file by its ending, as `@cucumber/language-server` has it. */
const LANGUAGES: Readonly<Record<string, LanguageName>> = {
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.ts': 'tsx',
};

/** The folder of the grammars that the language service brings. */
const grammars = new URL('../../..', import.meta.resolve('@cucumber/language-service/wasm'));
let parser: Promise<ParserAdapter> | undefined;

async function loadParser(): Promise<ParserAdapter> {
  const adapter = new ThriftyAdapter(fileURLToPath(grammars));
  await adapter.init();
  return adapter;
}

/** Compiles a query once per language, not once per file, which would take most of the time. */
class ThriftyAdapter extends WasmParserAdapter {
  readonly #queries = new Map<string, ReturnType<WasmParserAdapter['query']>>();
  #language: LanguageName | undefined;

  override setLanguageName(language: LanguageName): void {
    this.#language = language;
    super.setLanguageName(language);
  }

  override query(source: string): ReturnType<WasmParserAdapter['query']> {
    const key = `${this.#language}: ${source}`;
    const query = this.#queries.get(key) ?? super.query(source);
    this.#queries.set(key, query);
    return query;
  }
}

/** Opens a folder. */
export async function openInEditor(folder: string, settings: EditorSettings): Promise<Editor> {
  const features = filesOf(folder, settings['cucumber.features']);
  const glue = filesOf(folder, settings['cucumber.glue']);
  const read = await readGlue(glue, folder);
  const expressions = read.expressionLinks.map(({ expression }) => expression);
  const texts = features.flatMap(({ path, content }) => stepsIn(path, content)).map(({ text }) => text);
  const suggestions = buildSuggestions(read.registry, texts, expressions);
  const index = jsSearchIndex(suggestions);
  return {
    features,
    glue,
    read,
    suggestions,
    underlined: (feature) =>
      getGherkinDiagnostics(feature, expressions).map(
        ({ range, message }) => `${range.start.line + 1}: ${message}`,
      ),
    offered(text) {
      const step = `    Given ${text}`;
      const position = { line: 2, character: step.length };
      const items = getGherkinCompletionItems(`Feature: F\n  Scenario: S\n${step}\n`, position, index);
      return items.map(({ label }) => label);
    },
  };
}

/** Reads step definitions and parameter types from sources. */
export async function readGlue(
  glue: readonly FileInEditor[],
  folder = '/',
): Promise<ExpressionBuilderResult> {
  parser ??= loadParser();
  const sources = glue.map(({ path, content }) => {
    const languageName = LANGUAGES[extname(path)];
    if (languageName === undefined) throw new Error(`no editor reads steps from ${path}`);
    return { languageName, uri: pathToFileURL(join(folder, path)).href, content };
  });
  return new ExpressionBuilder(await parser).build(sources, []);
}

/** The files that globs find, through links too. */
function filesOf(folder: string, globs: readonly string[]): FileInEditor[] {
  const paths = globs.flatMap((glob) => {
    const { base } = picomatch.scan(glob);
    return readdirSync(join(folder, base), { recursive: true, encoding: 'utf8' })
      .map((path) => `${base}/${path}`)
      .filter((path) => picomatch.isMatch(path, glob));
  });
  return [...new Set(paths)]
    .toSorted()
    .map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
}
