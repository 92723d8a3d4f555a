/** The six journeys, drawn from the examples of a run. */
import type { ExampleResult, ResultRecord } from '../../schemas/index.ts';
import type { ClauseFacts } from '../parts/index.ts';
import { oneLine } from '../text/index.ts';
import { drawJourney } from './draw-journey.ts';
import { JOURNEYS, type JourneyFacts } from './journey-table.ts';
import { isOfEngage, type Moment, momentInWords, momentsOf, type Party } from './moments.ts';

/** A journey as it was executed. */
export interface Journey {
  /** Stable; usable as an anchor. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** The clauses whose examples are drawn, in their order. */
  readonly clauses: readonly ClauseFacts[];
  /** An SVG element; undefined if none of its examples ran. */
  readonly svg: string | undefined;
  /** What the drawing shows, in sentences: its text alternative. */
  readonly steps: readonly string[];
  /** A sentence for each example that is not drawn because it did not run. */
  readonly missing: readonly string[];
}

/** The examples of a clause that is not of a destination, with their exchanges. */
export type OwnExamples = readonly Pick<ResultRecord['clauses'][number], 'id' | 'examples'>[];

/**
 * The journeys, in reading order. The same record gives the same drawings.
 *
 * @param own the executed examples of the emulator's own sides, which no record of a destination has
 */
export function journeysOf(
  record: ResultRecord,
  own: OwnExamples,
  clauses: readonly ClauseFacts[],
): Journey[] {
  const examples = new Map(
    [...record.clauses, ...own].flatMap((clause) => clause.examples).map((one) => [one.id, one]),
  );
  return JOURNEYS.map((facts) => journeyOf(facts, examples, clauses));
}

function journeyOf(
  { id, title, about, examples: ids }: JourneyFacts,
  examples: ReadonlyMap<string, ExampleResult>,
  clauses: readonly ClauseFacts[],
): Journey {
  const moments: Moment[] = [];
  let hasEngage = false;
  const missing: string[] = [];
  for (const exampleId of ids) {
    const example = examples.get(exampleId);
    if (example === undefined || example.exchanges.length === 0) missing.push(absence(exampleId, example));
    else moments.push(...momentsOf(example));
    hasEngage ||= example?.exchanges.some(isOfEngage) ?? false;
  }
  const parties = partiesOf(moments, hasEngage);
  const names = new Map(parties);
  const steps = moments.map((moment) => momentInWords(moment, (party) => names.get(party) ?? party));
  return {
    id,
    title,
    about,
    clauses: ids.flatMap(
      (exampleId) => clauses.find((clause) => exampleId.startsWith(`${clause.id}.`)) ?? [],
    ),
    svg: moments.length === 0 ? undefined : drawJourney({ id, title, sentences: steps, moments, parties }),
    steps,
    missing,
  };
}

/** Only a drawing that shows records has a line for them. */
function partiesOf(moments: readonly Moment[], hasEngage: boolean): (readonly [Party, string])[] {
  return [
    ['source', 'your code'],
    ['segment', hasEngage ? 'Segment, Engage' : 'Segment'],
    ['destination', 'destination'],
    ...(moments.some(({ kind }) => kind === 'stored') ? [['records', 'stored'] as const] : []),
  ];
}

function absence(id: string, example: ExampleResult | undefined): string {
  if (example === undefined) return `${id} is not drawn, because this run did not include it.`;
  const why = example.reason ?? 'it sent no request';
  return oneLine(`${id} is not drawn, because it did not run: ${why}.`);
}
