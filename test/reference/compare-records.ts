/** Compares two runs of the same examples, example by example. */
import type { ExampleResult, Exchange, ResultRecord } from '../../schemas/index.ts';

/** What must be the same for each example, whoever runs it. */
interface ComparableExample {
  readonly verdict: string;
  readonly name: string;
  readonly location: string;
  readonly steps: readonly string[];
  /** What an example says besides: its reason, the difference, an observation. */
  readonly texts: string;
  /** The different calls that were sent, sorted because those that are sent at once end in any order: an example that is lost in a sweep would send others. */
  readonly calls: readonly string[];
}

/** What both executors told of the same examples. */
export interface Try {
  readonly own: ResultRecord;
  readonly reference: ResultRecord;
}

export interface Comparison {
  /** For each example that the executors end differently, the first place where it differs, from both sides. */
  readonly differences: readonly string[];
  /** The examples that one executor itself ended in different ways, with a verdict that the other gave too. */
  readonly unsteady: readonly string[];
}

/**
 * Compares the executors by all tries: an example agrees if some try of the one tells what some try of the other tells.
 *
 * Times, ports and the numbers of messages differ from run to run and are not compared; nor is how often something was
 * looked for. A destination with a race answers differently each time, and only its verdicts can be compared.
 */
export function compareTries(tries: readonly Try[]): Comparison {
  const ours = tries.map(({ own }) => examplesIn(own));
  const theirs = tries.map(({ reference }) => examplesIn(reference));
  const differences: string[] = [];
  const unsteady: string[] = [];
  for (const id of new Set([...ours, ...theirs].flatMap((examples) => [...examples.keys()]))) {
    const [own, reference] = [ours, theirs].map((side) => side.map((examples) => linesOf(examples.get(id))));
    if (own === undefined || reference === undefined || meet(own, reference)) continue;
    const isRandom = [own, reference].some((side) => new Set(side.map(String)).size > 1);
    if (isRandom && meet(own.map(verdictOf), reference.map(verdictOf))) unsteady.push(id);
    else differences.push(`${id}\n${firstDifference(own.at(-1), reference.at(-1))}`);
  }
  return { differences, unsteady };
}

/** Whether something of the one list is also in the other. */
function meet(one: readonly (readonly string[])[], other: readonly (readonly string[])[]): boolean {
  const told = new Set(other.map((lines) => lines.join('\n')));
  return one.some((lines) => told.has(lines.join('\n')));
}

const verdictOf = (lines: readonly string[]) => lines.slice(0, 1);

function firstDifference(own: readonly string[] = [], reference: readonly string[] = []): string {
  const length = Math.max(own.length, reference.length);
  const at =
    Array.from({ length }, (_, index) => index).find((index) => own[index] !== reference[index]) ?? 0;
  return `  executor: ${own[at]}\n  cucumber: ${reference[at]}`;
}

function linesOf(example: ComparableExample | undefined): string[] {
  if (example === undefined) return [];
  const { calls, ...others } = example;
  return [...Object.values(others).map((value) => JSON.stringify(value)), ...calls];
}

function examplesIn({ clauses }: ResultRecord): ReadonlyMap<string, ComparableExample> {
  return new Map(
    clauses.flatMap(({ examples }) => examples.map((example) => [example.id, comparable(example)])),
  );
}

function comparable(example: ExampleResult): ComparableExample {
  const { verdict, name, location, steps, exchanges, id: _id, durationMs: _ms, ...texts } = example;
  return {
    verdict,
    name,
    location,
    steps,
    // What was observed is not judged, and some destinations do it at random: it must be there.
    texts: verdict === 'info' ? Object.keys(texts).join() : steady(JSON.stringify(texts)),
    calls: [...new Set(exchanges.filter(({ purpose }) => purpose === 'call').map(callOf))].toSorted(),
  };
}

function callOf({ request: { method, url, headers = {}, body = '' } }: Exchange): string {
  const { authorization = '' } = headers;
  return steady(`${method} ${new URL(url).pathname} ${authorization} ${body}`);
}

/** The text without what differs from run to run. */
function steady(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)/g, '«time»')
    .replaceAll(/\b1[67]\d{8}(\d{3})?\b/g, '«time»')
    .replaceAll(/127\.0\.0\.1:\d+/g, '«host»')
    .replaceAll(/-shard-\d+\b/g, '')
    .replaceAll(/\bpersonas_\w{27}\b/g, 'personas_«number»')
    .replaceAll(/(conformance-[a-z0-9]+)-\d+\b/g, '$1-«number»')
    .replaceAll(/("messageId":"conformance-[^"]*-)\d+"/g, '$1«number»"')
    .replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, '«duration»');
}
