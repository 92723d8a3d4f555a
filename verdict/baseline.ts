/** Known failures: a run with no others has the verdict `known-failures`, and entries expire. */
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

/**
 * What is wrong with the entries, a sentence each: an id that no example has, or that another entry has too (exit 2).
 */
export function baselineProblems({ entries }: Baseline, exampleIds: ReadonlySet<string>): string[] {
  return entries.flatMap(({ example }, index) => {
    if (!exampleIds.has(example))
      return [`no example has the id ${JSON.stringify(example)}: remove its entry`];
    const first = entries.findIndex((other) => other.example === example);
    return first < index ? [`${example} has two entries: keep one`] : [];
  });
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
    const found = problemsWith(entry, example, today);
    problems.push(...found);
    if (found.length === 0) excused.push(entry.example);
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

function problemsWith(entry: BaselineEntry, example: ExampleResult, today: string): string[] {
  const { id, verdict } = example;
  if (verdict === 'pass') return [`${id} passes now: remove its entry from the baseline`];
  if (!isUnmet(example)) return [`${id} is ${verdict} here: its entry in the baseline is stale`];
  return stillValid(entry, today) === undefined
    ? [`the baseline entry for ${id} expired on ${entry.expires}`]
    : [];
}
