/** Collects step definitions and hooks by the functions that cucumber has for them. */
import { ParameterType, ParameterTypeRegistry } from '@cucumber/cucumber-expressions';
import type { DefinedCode, DefinitionOptions, ParameterTypeDefinition } from '../definitions.ts';
import { createMatcher } from './match-steps.ts';
import type { Definition, StepDefinition, StepLibrary } from './step-library.ts';
import type { WorldParts } from './world.ts';

type Code = [code: DefinedCode] | [options: DefinitionOptions, code: DefinedCode];

/** The functions of `@cucumber/cucumber` that definitions are made with; what another one would do is not offered. */
export interface DefiningFunctions {
  readonly Given: (pattern: string | RegExp, ...code: Code) => void;
  readonly When: (pattern: string | RegExp, ...code: Code) => void;
  readonly Then: (pattern: string | RegExp, ...code: Code) => void;
  readonly Before: (...code: Code) => void;
  readonly After: (...code: Code) => void;
  readonly BeforeAll: (...code: Code) => void;
  readonly AfterAll: (...code: Code) => void;
  readonly defineParameterType: (type: ParameterTypeDefinition) => void;
  readonly setWorldConstructor: (world: new (options: WorldParts) => object) => void;
  readonly setDefaultTimeout: (ms: number) => void;
}

/** Defines steps and hooks with the functions that it is given. */
export type DefineSteps = (functions: DefiningFunctions) => void;

/** As cucumber's. */
const DEFAULT_TIMEOUT_MS = 5_000;

const libraries = new WeakMap<DefineSteps, StepLibrary>();

/** The library that a function defines, collected once. */
export function libraryOf(define: DefineSteps): StepLibrary {
  const library = libraries.get(define) ?? collect(define);
  libraries.set(define, library);
  return library;
}

function collect(define: DefineSteps): StepLibrary {
  const registry = new ParameterTypeRegistry();
  const steps: Untimed<StepDefinition>[] = [];
  const [before, after, beforeAll, afterAll] = [
    hookList('before'),
    hookList('after'),
    hookList('before-all'),
    hookList('after-all'),
  ];
  const parameterTypes: ParameterTypeDefinition[] = [];
  let World: StepLibrary['World'];
  let defaultTimeout = DEFAULT_TIMEOUT_MS;
  const defineStep: DefiningFunctions['Given'] = (pattern, ...given) => {
    steps.push({ id: `step-${steps.length}`, pattern, ...codeIn(given) });
  };
  define({
    Given: defineStep,
    When: defineStep,
    Then: defineStep,
    Before: before.add,
    After: after.add,
    BeforeAll: beforeAll.add,
    AfterAll: afterAll.add,
    defineParameterType(type) {
      const { name, regexp, transformer, useForSnippets = true } = type;
      parameterTypes.push(type);
      registry.defineParameterType(new ParameterType(name, regexp, null, transformer, useForSnippets, false));
    },
    setWorldConstructor(world) {
      World = world;
    },
    setDefaultTimeout(ms) {
      defaultTimeout = ms;
    },
  });
  const timed = <D extends Definition>(found: readonly Untimed<D>[]) =>
    // What it lacks is the timeout.
    found.map((one) => ({ ...one, timeout: one.timeout ?? defaultTimeout }) as D);
  const timedSteps = timed<StepDefinition>(steps);
  return {
    steps: timedSteps,
    before: timed(before.found),
    after: timed(after.found).toReversed(),
    beforeAll: timed(beforeAll.found),
    afterAll: timed(afterAll.found).toReversed(),
    parameterTypes,
    World,
    match: createMatcher({ steps: timedSteps, parameterTypes }, registry),
  };
}

/** A definition before it is known how long it may take if it does not say so. */
type Untimed<D extends Definition> = Omit<D, 'timeout'> & { readonly timeout?: number | undefined };

function hookList(kind: string) {
  const found: Untimed<Definition>[] = [];
  return {
    found,
    add(...given: Code) {
      found.push({ id: `${kind}-${found.length}`, ...codeIn(given) });
    },
  };
}

function codeIn(given: Code): Pick<Untimed<Definition>, 'code' | 'timeout'> {
  if (given.length === 1) return { code: given[0] };
  const [{ timeout }, code] = given;
  return { code, timeout };
}
