/** What the steps of the emulator's own features need of cucumber. They take the module of whoever runs them. */
import type { DefinedCode, ParameterTypeDefinition } from '../../../harness/cucumber/index.ts';

type DefineStep = (pattern: string | RegExp, code: DefinedCode) => unknown;
type DefineHook = (code: DefinedCode) => unknown;

/** What the World is made with. */
export interface OwnWorldParts {
  readonly attach: (data: string, mediaType: string) => unknown;
  readonly parameters: {
    /** Whether the requests of each scenario are attached. Default: no. */
    readonly keepExchanges?: boolean | undefined;
  };
}

export interface OwnCucumber {
  readonly Given: DefineStep;
  readonly When: DefineStep;
  readonly Then: DefineStep;
  readonly Before: DefineHook;
  readonly After: DefineHook;
  readonly defineParameterType: (type: ParameterTypeDefinition) => unknown;
  readonly setWorldConstructor: (world: new (parts: OwnWorldParts) => object) => unknown;
  /** How long a step or a hook may take, in milliseconds. */
  readonly setDefaultTimeout: (ms: number) => unknown;
}
