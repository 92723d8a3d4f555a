/** What messages tell of each scenario, without what differs from run to run: ids, times and places in files. */
import type { Envelope } from '@cucumber/messages';

/** One step, or one hook, as it ended. */
export interface ToldStep {
  /** The text of the step, or `hook`. */
  readonly what: string;
  readonly status: string;
  /** The type of an error and its message. */
  readonly error?: string;
  readonly attachments: readonly string[];
}

export interface ToldScenario {
  readonly name: string;
  readonly line: string;
  readonly steps: readonly ToldStep[];
}

/**
 * Reads the messages of one run.
 *
 * @returns its scenarios, ordered by their places
 */
export function toldIn(envelopes: readonly Envelope[]): ToldScenario[] {
  const pickles = new Map(envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle]] : [])));
  const cases = new Map(envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase]] : [])));
  const started = envelopes.flatMap(({ testCaseStarted }) => testCaseStarted ?? []);
  return started
    .map(({ id, testCaseId }) => {
      const testCase = cases.get(testCaseId);
      const pickle = pickles.get(testCase?.pickleId ?? '');
      if (testCase === undefined || pickle === undefined) throw new Error(`${id} is of no scenario`);
      const steps = testCase.testSteps.map((step): ToldStep => {
        const is = (message: { testCaseStartedId?: string; testStepId?: string } | undefined) =>
          message?.testCaseStartedId === id && message.testStepId === step.id;
        const result = envelopes.find(({ testStepFinished }) => is(testStepFinished))?.testStepFinished
          ?.testStepResult;
        const { type, message } = result?.exception ?? {};
        return {
          what: pickle.steps.find((one) => one.id === step.pickleStepId)?.text ?? 'hook',
          status: result?.status ?? 'not finished',
          ...(type === undefined ? {} : { error: `${type}: ${message}` }),
          attachments: envelopes
            .flatMap(({ attachment }) => (attachment !== undefined && is(attachment) ? attachment : []))
            .map(({ mediaType, contentEncoding, body }) => `${mediaType} ${contentEncoding} ${body}`),
        };
      });
      return { name: pickle.name, line: placeOfPickle(envelopes, pickle.uri, pickle.astNodeIds), steps };
    })
    .toSorted((one, other) => one.line.localeCompare(other.line, 'en', { numeric: true }));
}

function placeOfPickle(envelopes: readonly Envelope[], uri: string, nodes: readonly string[]): string {
  const document = envelopes.findLast(({ gherkinDocument }) => gherkinDocument?.uri === uri)?.gherkinDocument;
  const last = nodes.at(-1);
  const scenarios = (document?.feature?.children ?? []).flatMap((child) => [
    ...(child.scenario ? [child.scenario] : []),
    ...(child.rule?.children ?? []).flatMap(({ scenario }) => (scenario ? [scenario] : [])),
  ]);
  const places = scenarios.flatMap((scenario) => [
    scenario,
    ...scenario.examples.flatMap(({ tableBody }) => tableBody),
  ]);
  const line = places.find(({ id }) => id === last)?.location.line;
  if (line === undefined) throw new Error(`${uri}: no scenario has the node ${last}`);
  return `${uri}:${line}`;
}
