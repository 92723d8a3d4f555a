/** Every step of every feature has exactly one definition, and every definition has a step; nothing is run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import type { Suite } from '../harness/cucumber/example.ts';
import { definitionsOf, type StepDefinition, type StepInFile, stepsIn } from './feature-steps.ts';

/** A sentence for each step that has no definition, or several. */
function problemsWith(steps: readonly StepInFile[], definitions: readonly StepDefinition[]): string[] {
  return steps.flatMap(({ text, place }) => {
    const found = definitions.filter((definition) => definition.matchesStepName(text));
    if (found.length === 1) return [];
    if (found.length === 0) return [`${place}: no step definition matches "${text}"`];
    return [`${place}: "${text}" has ${found.length} definitions: ${placesOf(found).join(', ')}`];
  });
}

function placesOf(definitions: readonly StepDefinition[]): string[] {
  return definitions.map(({ uri, line }) => `${uri}:${line}`);
}

for (const suite of ['destination', 'emulator'] as const satisfies readonly Suite[]) {
  describe(`the steps of the ${suite}’s features`, async () => {
    const definitions = await definitionsOf(suite);
    const uris = [...new Set(readCatalogue(suite).map(({ uri }) => uri))];
    const steps = uris.flatMap((uri) => stepsIn(uri, readFileSync(uri, 'utf8')));

    it('have exactly one definition each', () => {
      assert.ok(steps.length > 200, `${steps.length} steps were read`);
      assert.equal([...new Set(problemsWith(steps, definitions))].join('\n'), '');
    });

    it('use every definition', () => {
      const unused = definitions.filter(
        (definition) => !steps.some(({ text }) => definition.matchesStepName(text)),
      );
      assert.deepEqual(placesOf(unused), []);
    });
  });
}

describe('the page of the steps', async () => {
  const page = readFileSync('docs/your-own-features.md', 'utf8')
    .replaceAll(/^```[^`]*```$/gm, '')
    .replaceAll('\n', ' ');
  const listed = new Set([...page.matchAll(/`([^`]+)`/g)].map(([, text]) => text));

  it('lists every step', async () => {
    const missing = (await definitionsOf('destination')).filter(
      ({ pattern }) => !listed.has(String(pattern)),
    );
    assert.deepEqual(placesOf(missing), []);
  });
});

describe('the check of the steps', async () => {
  const definitions = await definitionsOf('destination');
  const feature = (step: string) =>
    `Feature: F\n  Rule: R\n    Scenario Outline: S\n      Given user "ada" is identified\n      ${step}\n\n      Examples:\n        | case |\n        | ada  |\n`;

  it('names the file and the line of a misspelt step', () => {
    const steps = stepsIn('features/x.feature', feature('When user "<case>" is identifed'));
    assert.deepEqual(problemsWith(steps, definitions), [
      'features/x.feature:5: no step definition matches "user "ada" is identifed"',
    ]);
  });

  it('names every definition of an ambiguous step', () => {
    const any: StepDefinition = {
      uri: 'step-definitions/any.ts',
      line: 7,
      pattern: 'any',
      matchesStepName: () => true,
    };
    const steps = [{ text: 'user "ada" does "Signed Up" at "now"', place: 'x.feature:5' }];
    const [problem, ...others] = problemsWith(steps, [any, ...definitions]);
    assert.match(problem ?? '', /^x\.feature:5: "user .+" has 2 definitions: .+any\.ts:7, .+calls\.ts:\d+$/);
    assert.deepEqual(others, []);
  });
});
