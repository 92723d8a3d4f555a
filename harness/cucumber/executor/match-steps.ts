/** Finds the definitions that fit the text of a step. */
import {
  type Expression,
  ExpressionFactory,
  type ParameterTypeRegistry,
} from '@cucumber/cucumber-expressions';
import { type CompiledMatches, compiledMatches, restoredMatch } from './compiled-matches.ts';
import type { StepLibrary, StepMatch } from './step-library.ts';

/** Returns a function that finds every definition for a text; it looks for each text once. */
export function createMatcher(
  defined: Pick<StepLibrary, 'steps' | 'parameterTypes'>,
  registry: ParameterTypeRegistry,
): StepLibrary['match'] {
  const known = new Map<string, readonly StepMatch[]>();
  let compiled: CompiledMatches | undefined;
  let expressions: readonly Expression[] | undefined;

  const find = (text: string): readonly StepMatch[] => {
    compiled ??= compiledMatches(defined) ?? {};
    const found = Object.hasOwn(compiled, text) ? compiled[text] : undefined;
    const restored = found && restoredMatch(found, defined, registry);
    if (restored !== undefined) return [restored];
    // Not earlier, because a parameter type may be defined after a step that uses it.
    const factory = new ExpressionFactory(registry);
    expressions ??= defined.steps.map(({ pattern }) => factory.createExpression(pattern));
    return expressions.flatMap((expression, index) => {
      const captured = expression.match(text);
      const definition = defined.steps[index];
      return captured === null || definition === undefined ? [] : [{ definition, captured }];
    });
  };
  return (text) => {
    const matches = known.get(text) ?? find(text);
    known.set(text, matches);
    return matches;
  };
}
