/** What the steps need of cucumber. They take the caller's own module, so that there is never a second copy. */

/** How long a step or a hook may take, in milliseconds; -1 for any time. */
export interface DefinitionOptions {
  readonly timeout: number;
}

/** What a definition runs; its `this` is the World of the caller. */
// biome-ignore lint/suspicious/noExplicitAny: of the overloads of cucumber none fits a function with narrower parameters
export type DefinedCode = (this: any, ...args: any[]) => any;

/** A parameter type of Cucumber Expressions. */
export interface ParameterTypeDefinition {
  readonly name: string;
  readonly regexp: RegExp;
  readonly transformer: DefinedCode;
  readonly useForSnippets?: boolean;
}

/** The functions of `@cucumber/cucumber`, of version 12.9 or 13.3, that the steps are defined with. */
export interface Cucumber {
  Given(pattern: string, options: DefinitionOptions, code: DefinedCode): unknown;
  When(pattern: string, options: DefinitionOptions, code: DefinedCode): unknown;
  Then(pattern: string, options: DefinitionOptions, code: DefinedCode): unknown;
  Before(options: DefinitionOptions, code: DefinedCode): unknown;
  After(options: DefinitionOptions, code: DefinedCode): unknown;
  BeforeAll(options: DefinitionOptions, code: DefinedCode): unknown;
  AfterAll(options: DefinitionOptions, code: DefinedCode): unknown;
  defineParameterType(type: ParameterTypeDefinition): unknown;
}

/** The table of a step. */
export interface DataTable {
  /** All rows. */
  raw(): string[][];
  /** The rows after the first, by the names in the first. */
  hashes(): Record<string, string>[];
}
