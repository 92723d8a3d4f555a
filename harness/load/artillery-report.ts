/** What Artillery's report says about a load: the figures of its requests, and how many calls of which shard were accepted. */
import type { LoadShard } from '../../generators/load/index.ts';
import type { LoadRecord, Result } from '../../schemas/index.ts';

/** A report of Artillery, as the record has it. */
export type ArtilleryFigures = NonNullable<LoadRecord['sent']['artillery']>[number];

/** Calls of a shard that were accepted, as a report counts them. */
export interface CountedShard {
  readonly shard: LoadShard;
  readonly accepted: number;
}

/** One file that `artillery run --output` wrote. */
export interface ArtilleryReport {
  readonly figures: ArtilleryFigures;
  /** When it counted first, as ISO 8601. */
  readonly startedAt: string;
  readonly runningMs: number;
  readonly shards: readonly CountedShard[];
}

/** What Artillery's own HTTP engine calls its counts. */
const REQUESTS = 'http.requests';
const CODES = 'http.codes.';
const ERRORS = 'errors.';
const RESPONSE_TIME = 'http.response_time';

const SHARD = /^astrolabe\.shard_(\d{1,9})_of_(\d{1,9})\.accepted$/;

/** The name under which the calls of a shard that were accepted are counted. */
export function shardCounter({ number, of }: LoadShard): string {
  return `astrolabe.shard_${number}_of_${of}.accepted`;
}

/** What Artillery is told of one response, in the order of `emit`: how its own engine counts requests. */
export function responseMetrics(
  answer: { readonly status: number } | { readonly code: string },
  durationMs: number,
): readonly (readonly [event: string, ...values: readonly (string | number)[]])[] {
  const request = [
    ['counter', REQUESTS, 1],
    ['rate', 'http.request_rate'],
  ] as const;
  if (!('status' in answer)) return [...request, ['error', answer.code]];
  return [
    ...request,
    ['counter', 'http.responses', 1],
    ['counter', `${CODES}${answer.status}`, 1],
    ['histogram', RESPONSE_TIME, durationMs],
  ];
}

/** @param content what the file holds as JSON */
export function readArtilleryReport(file: string, content: unknown): Result<ArtilleryReport> {
  const aggregate = membersOf(membersOf(content)?.aggregate);
  const counters = membersOf(aggregate?.counters);
  if (aggregate === undefined || counters === undefined) {
    return { problem: `${file} is no report of Artillery: it has no "aggregate" with "counters"` };
  }
  const { firstCounterAt: first, lastCounterAt: last } = aggregate;
  if (!isTime(first) || !isTime(last)) {
    return { problem: `${file} is no report of Artillery: its "aggregate" does not say when it counted` };
  }
  const counts = Object.entries(counters).filter((entry): entry is [string, number] => isCount(entry[1]));
  const startingWith = (start: string) =>
    Object.fromEntries(
      counts
        .filter(([name]) => name.startsWith(start))
        .map(([name, count]) => [name.slice(start.length), count]),
    );
  const times = membersOf(membersOf(aggregate.summaries)?.[RESPONSE_TIME]);
  const percentiles = { p50: times?.p50, p95: times?.p95, p99: times?.p99, max: times?.max };
  const figures: ArtilleryFigures = {
    file,
    requests: counts.find(([name]) => name === REQUESTS)?.[1] ?? 0,
    responses: startingWith(CODES),
    errors: startingWith(ERRORS),
    ...(isPercentiles(percentiles) ? { responseMs: percentiles } : {}),
  };
  const shards = counts.flatMap(([name, accepted]) => {
    const [, number, of] = SHARD.exec(name) ?? [];
    return of === undefined ? [] : [{ shard: { number: Number(number), of: Number(of) }, accepted }];
  });
  const startedAt = new Date(first).toISOString();
  return { value: { figures, startedAt, runningMs: Math.max(0, last - first), shards } };
}

type ResponseMs = NonNullable<ArtilleryFigures['responseMs']>;

function isPercentiles(times: Readonly<Record<keyof ResponseMs, unknown>>): times is ResponseMs {
  return Object.values(times).every((time) => typeof time === 'number' && Number.isFinite(time) && time >= 0);
}

/** Milliseconds since 1970 that a date can have. */
function isTime(value: unknown): value is number {
  return isCount(value) && value <= 8.64e15;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
