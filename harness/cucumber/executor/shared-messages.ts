/** The messages that the scenarios of a run refer to: definitions, hooks and parameter types, and features. */
import type {
  Envelope,
  HookType,
  ParameterType,
  SourceMediaType,
  StepDefinitionPatternType,
} from '@cucumber/messages';
import type { Feature } from '../features.ts';
import type { StepLibrary } from './step-library.ts';

export function libraryMessages(library: StepLibrary): Envelope[] {
  const { parameterTypes, steps, before, after, beforeAll, afterAll } = library;
  const hooks = [
    [before, 'BEFORE_TEST_CASE'],
    [after, 'AFTER_TEST_CASE'],
    [beforeAll, 'BEFORE_TEST_RUN'],
    [afterAll, 'AFTER_TEST_RUN'],
  ] as const;
  return [
    ...parameterTypes.map(
      ({ name, regexp, useForSnippets = true }): Envelope => ({
        parameterType: {
          id: `type-${name}`,
          name,
          regularExpressions: [regexp.source],
          preferForRegularExpressionMatch: false,
          useForSnippets,
        } satisfies ParameterType,
      }),
    ),
    ...steps.map(
      ({ id, pattern }): Envelope => ({
        stepDefinition: {
          id,
          pattern: {
            source: String(pattern),
            type: (typeof pattern === 'string'
              ? 'CUCUMBER_EXPRESSION'
              : 'REGULAR_EXPRESSION') as StepDefinitionPatternType,
          },
          sourceReference: {},
        },
      }),
    ),
    ...hooks.flatMap(([list, type]) =>
      list.map(({ id }): Envelope => ({ hook: { id, type: type as HookType, sourceReference: {} } })),
    ),
  ];
}

export function featureMessages({ uri, source, document }: Feature): Envelope[] {
  const mediaType = 'text/x.cucumber.gherkin+plain' as SourceMediaType;
  return [{ source: { uri, data: source, mediaType } }, { gherkinDocument: document }];
}
