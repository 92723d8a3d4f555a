/** Known failures: they change the exit code of a run, never its verdict, and expire. */
import type { BaselineOutcome, ExampleResult, ResultRecord } from '../schemas/index.ts';
import { judged } from './judge.ts';

/** One failure that is accepted for a while. */
export interface BaselineEntry {
  readonly example: string;
  readonly reason: string;
  readonly link?: string;
  /** The last day on which the entry counts, as `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** The file (`schemas/documents/baseline.schema.json`). */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/** The entry that names no example of the catalogue, or one that another entry names too (exit 2). */
export function unknownEntry({ entries }: Baseline, exampleIds: ReadonlySet<string>): string | undefined {
  for (const [index, { example }] of entries.entries()) {
    if (!exampleIds.has(example))
      return `the baseline names ${JSON.stringify(example)}, and no example has that id`;
    if (entries.findIndex((other) => other.example === example) < index) {
      return `the baseline names ${example} twice: keep one entry`;
    }
  }
  return undefined;
}

/**
 * Applies a baseline to a finished run. An entry that is expired, whose example passes, or whose example was
 * selected and not judged is a problem, and any problem fails the run. Examples that were not selected are left
 * alone.
 *
 * @param today `YYYY-MM-DD`
 */
export function applyBaseline(
  record: ResultRecord,
  baseline: Baseline,
  file: string,
  today: string,
): ResultRecord {
  const examples = new Map(
    record.clauses.flatMap((clause) => clause.examples.map((example) => [example.id, example])),
  );
  const problems: string[] = [];
  const excused: string[] = [];
  for (const entry of baseline.entries) {
    const example = examples.get(entry.example);
    if (example === undefined || example.verdict === 'blocked') continue;
    const problem = problemWith(entry, example, today);
    if (problem !== undefined) problems.push(problem);
    else excused.push(entry.example);
  }
  const outcome: BaselineOutcome = { file, excused, problems };
  return judged({ ...record, run: { ...record.run, baseline: outcome } });
}

/** A baseline of the failures of this run; reasons of entries that still hold are kept. */
export function updatedBaseline(
  record: ResultRecord,
  earlier: Baseline | undefined,
  today: string,
): Baseline {
  const known = new Map(earlier?.entries.map((entry) => [entry.example, entry]));
  const selected = new Set(record.clauses.flatMap(({ examples }) => examples.map(({ id }) => id)));
  const elsewhere = earlier?.entries.filter(({ example }) => !selected.has(example)) ?? [];
  const failing = record.clauses.flatMap(({ examples }) => examples.filter(isUnmet));
  const reason = `accepted on ${today}; say why, and until when`;
  const entries = failing.map(({ id }) => stillValid(known.get(id), today) ?? { example: id, reason });
  return { entries: [...elsewhere, ...entries].toSorted((a, b) => a.example.localeCompare(b.example, 'en')) };
}

function isUnmet({ verdict }: ExampleResult): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

function stillValid(entry: BaselineEntry | undefined, today: string): BaselineEntry | undefined {
  return entry?.expires !== undefined && entry.expires < today ? undefined : entry;
}

function problemWith(
  entry: BaselineEntry,
  { id, verdict }: ExampleResult,
  today: string,
): string | undefined {
  if (verdict === 'pass') return `${id} passes now: take its entry out of the baseline`;
  if (!isUnmet({ verdict } as ExampleResult))
    return `${id} is ${verdict} here: its entry in the baseline is stale`;
  if (stillValid(entry, today) === undefined)
    return `the baseline's entry for ${id} expired on ${entry.expires}`;
  return undefined;
}
