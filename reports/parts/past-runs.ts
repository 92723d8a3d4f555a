/** What a report folder remembers of each run (`verify --history`): one line of NDJSON. */
import {
  isObject,
  type ResultRecord,
  type RunVerdict,
  VERDICTS_WORST_FIRST,
  type Verdict,
} from '../../schemas/index.ts';
import { type Percentiles, percentilesOf } from './percentiles.ts';
import { targetName } from './run-names.ts';

/** A finished run in short. */
export interface PastRun {
  /** ISO 8601 time at which it started. */
  readonly at: string;
  readonly run: string;
  readonly target: string;
  readonly verdict: RunVerdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Ids of clauses by their verdict. */
  readonly clauses: Readonly<Partial<Record<Verdict, readonly string[]>>>;
  /** Absent if the record does not say. */
  readonly latency?: {
    readonly calls?: Percentiles | undefined;
    readonly visible?: Percentiles | undefined;
  };
}

/** A clause whose verdict is another one than in the run before. */
export interface MovedClause {
  readonly id: string;
  readonly before: Verdict;
  readonly now: Verdict;
}

export function pastRun(record: ResultRecord): PastRun {
  const { run, verdict, counts, clauses } = record;
  const { latency } = run;
  const short = {
    at: run.startedAt,
    run: run.id,
    target: targetName(record),
    verdict,
    counts,
    clauses: Object.fromEntries(
      VERDICTS_WORST_FIRST.map((one) => [one, clauses.filter((clause) => clause.verdict === one)] as const)
        .filter(([, own]) => own.length > 0)
        .map(([one, own]) => [one, own.map(({ id }) => id)]),
    ),
  };
  if (latency === undefined) return short;
  return {
    ...short,
    latency: { calls: percentilesOf(latency.calls), visible: percentilesOf(latency.visible) },
  };
}

/** The runs of a history file, oldest first, and how many of its lines are not runs. */
export function readPastRuns(text: string): { readonly runs: PastRun[]; readonly damaged: number } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const runs = lines.flatMap((line) => readPastRun(line) ?? []);
  return { runs, damaged: lines.length - runs.length };
}

/** Clauses that both runs graded and that ended with another verdict, in the order of the later run. */
export function movedClauses(before: PastRun, now: PastRun): MovedClause[] {
  const earlier = verdictsByClause(before);
  return [...verdictsByClause(now)].flatMap(([id, verdict]) => {
    const old = earlier.get(id);
    return old === undefined || old === verdict ? [] : [{ id, before: old, now: verdict }];
  });
}

function verdictsByClause({ clauses }: PastRun): Map<string, Verdict> {
  const pairs = VERDICTS_WORST_FIRST.flatMap((verdict) =>
    (clauses[verdict] ?? []).map((id) => [id, verdict] as const),
  );
  return new Map(pairs);
}

function readPastRun(line: string): PastRun | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isPastRun(value) ? value : undefined;
}

/** The file can be edited by hand; what a report shows of it must be there. */
function isPastRun(value: unknown): value is PastRun {
  if (!isObject(value)) return false;
  const { at, run, target, verdict, counts, clauses } = value;
  return (
    [at, run, target, verdict].every((text) => typeof text === 'string') &&
    isObject(counts) &&
    VERDICTS_WORST_FIRST.every((one) => Number.isInteger(counts[one])) &&
    isObject(clauses) &&
    Object.values(clauses).every(isListOfTexts)
  );
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
