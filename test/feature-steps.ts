/** The steps of features and their definitions, read without running them. */
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type GherkinDocument, IdGenerator } from '@cucumber/messages';
import type { Suite } from '../harness/cucumber/example.ts';
import { loadStepLibrary, stepsOf } from './reference/cucumber-library.ts';

/** A definition that cucumber has registered. */
export interface StepDefinition {
  readonly uri: string;
  readonly line: number;
  readonly pattern: string | RegExp;
  matchesStepName(text: string): boolean;
}

export interface StepInFile {
  readonly text: string;
  /** `features/…/x.feature:12`, the line of the step. */
  readonly place: string;
}

/** The steps of a feature, as they would run: backgrounds included, and once per row of an outline. */
export function stepsIn(uri: string, content: string): StepInFile[] {
  const newId = IdGenerator.incrementing();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  const document = { ...parser.parse(content), uri };
  const lines = stepLines(document);
  return compile(document, uri, newId).flatMap(({ steps }) =>
    steps.map(({ text, astNodeIds: [id = ''] }) => ({ text, place: `${uri}:${lines.get(id)}` })),
  );
}

function stepLines({ feature }: GherkinDocument): ReadonlyMap<string, number> {
  const groups = (feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])]);
  const steps = groups.flatMap(({ background, scenario }) => (background ?? scenario)?.steps ?? []);
  return new Map(steps.map(({ id, location }) => [id, location.line]));
}

/** A parameter type that cucumber has registered. */
export interface RegisteredType {
  readonly name?: string;
  readonly regexpStrings: readonly string[];
}

/** What is read here of a step library of cucumber, which does not export its type. */
interface Library {
  readonly stepDefinitions: readonly StepDefinition[];
  readonly parameterTypeRegistry: { readonly parameterTypes: Iterable<RegisteredType> };
}

/** The definitions of a suite, as cucumber loads them. */
export async function definitionsOf(suite: Suite): Promise<readonly StepDefinition[]> {
  return (await libraryOf(suite)).stepDefinitions;
}

/** The parameter types of a suite, as cucumber loads them, with those that it brings itself. */
export async function parameterTypesOf(suite: Suite): Promise<readonly RegisteredType[]> {
  return [...(await libraryOf(suite)).parameterTypeRegistry.parameterTypes];
}

async function libraryOf(suite: Suite): Promise<Library> {
  const library: unknown = await loadStepLibrary(stepsOf(suite));
  return library as Library;
}
