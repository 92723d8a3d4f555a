/** Puts the records of a run's shards together. */
import {
  type ClauseResult,
  type ExampleResult,
  type ResultRecord,
  type RunVerdict,
  VERDICTS_WORST_FIRST,
  type Verdict,
} from '../../schemas/index.ts';

/**
 * One record of several, in the order given: every example once, the worst verdict of each clause, the run's
 * verdict anew. The records must be of one run, one target and one contract.
 */
export function mergeRecords(
  records: readonly ResultRecord[],
): { record: ResultRecord } | { problem: string } {
  const [first, ...others] = records;
  if (first === undefined) return { problem: 'there is nothing to merge' };
  for (const other of others) {
    const difference = whatDiffers(first, other);
    if (difference !== undefined) return { problem: `the records cannot be merged: ${difference}` };
  }
  if (others.length === 0) return { record: first };
  const clauses = mergeClauses(records);
  const { verdict, exitCode } = judge(clauses, records);
  const sum = (count: (record: ResultRecord) => number) =>
    records.reduce((total, record) => total + count(record), 0);
  return {
    record: {
      ...first,
      run: {
        ...first.run,
        startedAt: records.map(({ run }) => run.startedAt).toSorted()[0] ?? first.run.startedAt,
        durationMs: sum(({ run }) => run.durationMs),
        selection: {
          clauses: unique(records.flatMap(({ run }) => run.selection.clauses)),
          examples: unique(records.flatMap(({ run }) => run.selection.examples)),
        },
        exitCode,
        reasons: reasonsFor(verdict, records),
        requests: {
          calls: sum(({ run }) => run.requests.calls),
          markers: sum(({ run }) => run.requests.markers),
          records: sum(({ run }) => run.requests.records),
        },
      },
      verdict,
      counts: Object.fromEntries(
        VERDICTS_WORST_FIRST.map((name) => [
          name,
          clauses.filter((clause) => clause.verdict === name).length,
        ]),
      ) as Record<Verdict, number>,
      clauses,
    },
  };
}

function whatDiffers(a: ResultRecord, b: ResultRecord): string | undefined {
  if (a.run.id !== b.run.id)
    return `they are of the runs ${a.run.id} and ${b.run.id}; give shards one --run-id`;
  if (a.target.baseUrl !== b.target.baseUrl)
    return `their targets are ${a.target.baseUrl} and ${b.target.baseUrl}`;
  if (a.tool.contractDigest !== b.tool.contractDigest) return 'they were graded on different contracts';
  if (a.run.strict !== b.run.strict) return 'one of them was graded with --strict';
  return undefined;
}

function mergeClauses(records: readonly ResultRecord[]): ClauseResult[] {
  const all = records.flatMap(({ clauses }) => clauses);
  return unique(all.map(({ id }) => id))
    .toSorted()
    .flatMap((id) => {
      const parts = all.filter((clause) => clause.id === id);
      const [first] = parts;
      const examples = [...new Map(parts.flatMap((part) => part.examples).map((e) => [e.id, e])).values()];
      return first === undefined ? [] : [{ ...first, examples, verdict: worst(examples) }];
    });
}

function worst(examples: readonly ExampleResult[]): Verdict {
  return (
    VERDICTS_WORST_FIRST.find((verdict) => examples.some((example) => example.verdict === verdict)) ??
    'not-observable'
  );
}

function judge(
  clauses: readonly ClauseResult[],
  records: readonly ResultRecord[],
): { verdict: RunVerdict; exitCode: ResultRecord['run']['exitCode'] } {
  const exits = records.map(({ run }) => run.exitCode);
  const some = (...verdicts: Verdict[]) =>
    clauses.some(({ examples }) => examples.some((e) => verdicts.includes(e.verdict)));
  if (exits.includes(4)) return { verdict: 'incomplete', exitCode: 4 };
  if (some('fail') || exits.includes(1)) return { verdict: 'nonconformant', exitCode: 1 };
  if (some('harness-error')) return { verdict: 'incomplete', exitCode: 5 };
  if (some('blocked') || !some('pass', 'warn', 'info')) return { verdict: 'incomplete', exitCode: 3 };
  return { verdict: some('warn') ? 'conformant-with-warnings' : 'conformant', exitCode: 0 };
}

/** A shard that could judge nothing by itself is no reason once the others could. */
function reasonsFor(verdict: RunVerdict, records: readonly ResultRecord[]): string[] {
  const fitting = records.filter((record) => record.verdict === verdict);
  const reasons = unique(fitting.flatMap(({ run }) => run.reasons));
  return reasons.length === 0 && verdict === 'incomplete' ? ['nothing could be judged'] : reasons;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
