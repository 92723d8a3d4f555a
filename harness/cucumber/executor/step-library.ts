/** Step definitions and hooks, as a run finds them. */
import type { Argument } from '@cucumber/cucumber-expressions';
import type { DefinedCode, ParameterTypeDefinition } from '../definitions.ts';
import type { WorldParts } from './world.ts';

/** What is run for a step or a hook. */
export interface Definition {
  readonly id: string;
  readonly code: DefinedCode;
  /** How long it may take, in milliseconds; -1 for any time. */
  readonly timeout: number;
}

export interface StepDefinition extends Definition {
  readonly pattern: string | RegExp;
}

/** A definition that fits the text of a step, and what its pattern captures there. */
export interface StepMatch {
  readonly definition: StepDefinition;
  readonly captured: readonly Argument[];
}

export interface StepLibrary {
  readonly steps: readonly StepDefinition[];
  readonly before: readonly Definition[];
  /** In the order in which they run, which is not that of their definition. */
  readonly after: readonly Definition[];
  readonly beforeAll: readonly Definition[];
  readonly afterAll: readonly Definition[];
  readonly parameterTypes: readonly ParameterTypeDefinition[];
  /** The World that the definitions ask for; undefined for cucumber's own. */
  readonly World: (new (options: WorldParts) => object) | undefined;
  /** Every definition that fits a text; a step needs exactly one. */
  readonly match: (text: string) => readonly StepMatch[];
}
