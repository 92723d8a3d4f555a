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

/**
 * The differences between two records: for each example that differs, the first place where it does, from both sides.
 *
 * Times, ports and the numbers of messages differ from run to run and are not compared; nor is how often something was
 * looked for.
 */
export function differencesBetween(own: ResultRecord, reference: ResultRecord): string[] {
  const [ours, theirs] = [examplesIn(own), examplesIn(reference)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((id) => {
    const [one, other] = [linesOf(ours.get(id)), linesOf(theirs.get(id))];
    const at = [...one, ...other].findIndex((_, index) => one[index] !== other[index]);
    return at === -1 ? [] : [`${id}\n  executor: ${one[at]}\n  cucumber: ${other[at]}`];
  });
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
    .replaceAll(/\bpersonas_\w{27}\b/g, 'personas_«number»')
    .replaceAll(/(conformance-[a-z0-9]+)-\d+\b/g, '$1-«number»')
    .replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, '«duration»');
}
