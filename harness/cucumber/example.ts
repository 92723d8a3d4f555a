/** The examples of the features, and the suites that they belong to. */

/** `destination`: the features that any destination is graded on; `emulator`: those of the emulator's own sides. */
export type Suite = 'destination' | 'emulator';

/** What the tags of a scenario say about it. */
export interface TaggedExample {
  /** `AST-IDENT-002.1`, or `AST-IDENT-002.1/emoji` for the row of an outline whose case is `emoji`. */
  readonly id: string;
  readonly clauseId: string;
  readonly tags: readonly string[];
}

/** An example as the catalogue lists it. */
export interface CatalogueExample extends TaggedExample {
  readonly name: string;
  /** Title of its rule. */
  readonly rule: string;
  /** Lines of the steps with their keywords, tables and texts; placeholders of outlines are filled in. */
  readonly steps: readonly string[];
  /** Path relative to the package, with forward slashes. */
  readonly uri: string;
  /** The line that selects only this example: the scenario's, or the row's. */
  readonly line: number;
}
