/** Finds the definitions that fit the text of a step. */
import {
  type Expression,
  ExpressionFactory,
  type ParameterTypeRegistry,
} from '@cucumber/cucumber-expressions';
import type { StepDefinition, StepMatch } from './step-library.ts';

/** Returns a function that finds every definition for a text; it looks for each text once. */
export function createMatcher(
  definitions: readonly StepDefinition[],
  registry: ParameterTypeRegistry,
): (text: string) => readonly StepMatch[] {
  const known = new Map<string, readonly StepMatch[]>();
  let expressions: readonly Expression[] | undefined;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    // Not earlier, because a parameter type may be defined after a step that uses it.
    const factory = new ExpressionFactory(registry);
    expressions ??= definitions.map(({ pattern }) => factory.createExpression(pattern));
    const matches = expressions.flatMap((expression, index) => {
      const captured = expression.match(text);
      const definition = definitions[index];
      return captured === null || definition === undefined ? [] : [{ definition, captured }];
    });
    known.set(text, matches);
    return matches;
  };
}
