/** Puts the records of a run's shards together: the result is judged exactly as the whole run would be. */
import {
  type BaselineOutcome,
  type ClauseResult,
  type DurationBucket,
  type ExampleResult,
  type ExplorationSummary,
  type LatencySummary,
  type NetworkSummary,
  type Result,
  type ResultRecord,
  VERDICTS_WORST_FIRST,
} from '../schemas/index.ts';
import { judged, type RunRecord, worstOf } from './judge.ts';
import { isExplored, mergeSelections, type RecordedSelection } from './selection.ts';

/**
 * One record of several: every example once, with its worst verdict; findings, stops, baselines and explorations of
 * all of them; and the judgement that follows. A single shard is judged as a run that lacks the others. The records must be of one run, one target and one contract.
 */
export function mergeRecords(records: readonly ResultRecord[]): Result<ResultRecord> {
  const [first, ...others] = records;
  if (first === undefined) return { problem: 'there is nothing to merge' };
  if (others.length === 0 && first.run.selection.shard === undefined) return { value: first };
  const obstacle = records.map((record) => obstacleTo(first, record)).find((one) => one !== undefined);
  if (obstacle !== undefined) return { problem: `the records cannot be merged: ${obstacle}` };
  const runs = records.map(({ run }) => run);
  const clauses = mergeClauses(records);
  const controls = records.flatMap((record) => record.controls ?? []);
  const run: RunRecord = {
    ...first.run,
    startedAt: runs.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.run.startedAt,
    durationMs: sum(runs, ({ durationMs }) => durationMs),
    selection: mergeSelections(
      runs.map(({ selection }) => selection),
      { run: first.run, clauses },
    ),
    findings: mergeFindings(runs),
    stopped: runs.some(({ stopped }) => stopped === true),
    baseline: mergeBaselines(runs),
    exploration: mergeExplorations(runs, clauses),
    requests: {
      calls: sum(runs, ({ requests }) => requests.calls),
      markers: sum(runs, ({ requests }) => requests.markers),
      records: sum(runs, ({ requests }) => requests.records),
    },
    network: mergeNetworks(runs),
    latency: mergeLatencies(runs),
  };
  return { value: judged({ ...first, run: withoutUndefined(run), controls, clauses }) };
}

/** Why a record is not a shard of the same run as the first, or cannot be told to be one. */
function obstacleTo(first: ResultRecord, { run, target, tool }: ResultRecord): string | undefined {
  if (run.suite === undefined) {
    return `the record of the run ${run.id} was written by version ${tool.version}, which did not note all that a judgement needs; grade again`;
  }
  if (run.id !== first.run.id) {
    return `they belong to the runs ${first.run.id} and ${run.id}; give all shards the same --run-id`;
  }
  if (target.baseUrl !== first.target.baseUrl) {
    return `their targets are ${first.target.baseUrl} and ${target.baseUrl}`;
  }
  if (tool.contractDigest !== first.tool.contractDigest) return 'they were graded on different contracts';
  if (run.strict !== first.run.strict) return 'only one of them was graded with --strict';
  if (run.evidence !== first.run.evidence) return 'only one of them could read back what was stored';
  if (run.selection.shard !== undefined && run.seed !== first.run.seed) {
    return `they have the seeds ${first.run.seed} and ${run.seed}; give all shards the same --seed`;
  }
  return shardObstacle(first.run.selection, run.selection);
}

/** What is not split in the same way cannot be put together. */
function shardObstacle(first: RecordedSelection, other: RecordedSelection): string | undefined {
  const [one, two] = [first.shard, other.shard];
  if (one === undefined && two === undefined) return undefined;
  if (one === undefined || two === undefined) return 'only some of them are shards';
  if (one.of !== two.of)
    return `they are shards of ${one.of} and of ${two.of}; give all the same --shard N/${one.of}`;
  const filtersOf = ({ shard: _, ...filters }: RecordedSelection) => JSON.stringify(filters);
  return one.examples === two.examples && filtersOf(first) === filtersOf(other)
    ? undefined
    : 'they are shards of different selections';
}

/** Clauses in the order of the suite, each with its examples in the order of the features. */
function mergeClauses(records: readonly ResultRecord[]): ClauseResult[] {
  const parts = byId(records.flatMap(({ clauses }) => clauses));
  const order = records[0]?.run.suite?.clauses ?? [];
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return parts
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const examples = withoutKnown(mergeExamples([first, ...others].flatMap((part) => part.examples)));
      return [{ ...first, examples, verdict: worstOf(examples) }];
    })
    .toSorted((a, b) => rank(a.id) - rank(b.id));
}

/** A run does not explore a clause that its own examples found broken, but a shard knows only its own. */
function withoutKnown(examples: ExampleResult[]): ExampleResult[] {
  return isBroken(examples) ? examples.filter((one) => !(isExplored(one) && isUnmet(one))) : examples;
}

function isBroken(examples: readonly ExampleResult[]): boolean {
  return examples.some((one) => !isExplored(one) && isUnmet(one));
}

function isUnmet({ verdict }: ExampleResult): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

/** The worst result of each example; among equal ones what a person saw broken, then what a person confirmed. */
function mergeExamples(examples: readonly ExampleResult[]): ExampleResult[] {
  const badness = ({ verdict }: ExampleResult) => VERDICTS_WORST_FIRST.indexOf(verdict);
  const doubt = ({ attestation }: ExampleResult) => [false, true, undefined].indexOf(attestation?.holds);
  return byId(examples)
    .flatMap((same) => same.toSorted((a, b) => badness(a) - badness(b) || doubt(a) - doubt(b)).slice(0, 1))
    .toSorted(inFeatureOrder);
}

/** Items of one id side by side, in the order of their first appearance. */
function byId<T extends { readonly id: string }>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.id, [...(groups.get(item.id) ?? []), item]);
  return [...groups.values()];
}

function inFeatureOrder(a: ExampleResult, b: ExampleResult): number {
  if (isExplored(a) !== isExplored(b)) return isExplored(a) ? 1 : -1;
  const [fileA, lineA] = placeOf(a);
  const [fileB, lineB] = placeOf(b);
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return lineA - lineB || (a.id < b.id ? -1 : 1);
}

function placeOf({ location }: ExampleResult): [file: string, line: number] {
  const colon = location.lastIndexOf(':');
  return [location.slice(0, colon), Number(location.slice(colon + 1))];
}

/** What any shard found, the run has found. */
function mergeFindings(runs: readonly RunRecord[]): RunRecord['findings'] {
  const found = (name: keyof NonNullable<RunRecord['findings']>) =>
    runs.flatMap(({ findings }) => findings?.[name] ?? []);
  const named = (name: 'defects' | 'faults') =>
    [...new Set(found(name).flatMap((names) => names.split(/,\s*/)))].join(', ') || undefined;
  return withoutUndefined({
    unusable: found('unusable')[0],
    indifferent: found('indifferent')[0],
    evidenceFault: found('evidenceFault')[0],
    invisibleUser: found('invisibleUser')[0],
    defects: named('defects'),
    faults: named('faults'),
    gone: found('gone')[0],
    limit: found('limit')[0],
  });
}

function mergeBaselines(runs: readonly RunRecord[]): BaselineOutcome | undefined {
  const baselines = runs.flatMap(({ baseline }) => baseline ?? []);
  const [first] = baselines;
  if (first === undefined) return undefined;
  const excused = [...new Set(baselines.flatMap((one) => one.excused))];
  // An example about the whole run may pass in one shard and fail in another.
  const isSettled = (problem: string) => excused.some((id) => problem.startsWith(`${id} passes now`));
  const problems = new Set(baselines.flatMap((one) => one.problems).filter((problem) => !isSettled(problem)));
  return { file: first.file, excused, problems: [...problems] };
}

/** @param clauses as they are merged: what their own examples show is not a finding */
function mergeExplorations(
  runs: readonly RunRecord[],
  clauses: readonly ClauseResult[],
): ExplorationSummary | undefined {
  const explorations = runs.flatMap(({ exploration }) => exploration ?? []);
  const [first] = explorations;
  if (first === undefined) return undefined;
  const broken = new Set(clauses.filter(({ examples }) => isBroken(examples)).map(({ id }) => id));
  const isNew = ({ clause }: { readonly clause: string }) => !broken.has(clause);
  const findings = explorations.flatMap((one) => one.findings ?? []).filter(isNew);
  return withoutUndefined({
    ...first,
    sequences: sum(explorations, ({ sequences }) => sequences),
    calls: sum(explorations, ({ calls }) => calls),
    requests: addedUp(explorations.map(({ requests }) => requests)),
    pairs: first.pairs === undefined ? undefined : Math.max(...explorations.map(({ pairs = 0 }) => pairs)),
    finding: explorations.flatMap(({ finding }) => finding ?? []).find(isNew),
    findings: findings.length === 0 ? undefined : findings,
    ended: explorations.find(({ ended }) => ended !== undefined)?.ended,
  });
}

function mergeNetworks(runs: readonly RunRecord[]): NetworkSummary | undefined {
  const networks = runs.flatMap(({ network }) => network ?? []);
  if (networks.length === 0) return undefined;
  return {
    unsteady: sum(networks, ({ unsteady }) => unsteady),
    firstUnsteady: networks.flatMap(({ firstUnsteady }) => firstUnsteady),
    throttled: sum(networks, ({ throttled }) => throttled),
    throttledMs: sum(networks, ({ throttledMs }) => throttledMs),
    reopened: sum(networks, ({ reopened }) => reopened),
  };
}

function mergeLatencies(runs: readonly RunRecord[]): LatencySummary | undefined {
  const latencies = runs.flatMap(({ latency }) => latency ?? []);
  if (latencies.length === 0) return undefined;
  return {
    calls: mergeBuckets(latencies.flatMap(({ calls }) => calls)),
    visible: mergeBuckets(latencies.flatMap(({ visible }) => visible)),
  };
}

function mergeBuckets(buckets: readonly DurationBucket[]): DurationBucket[] {
  const counts = new Map<number, number>();
  for (const { upToMs, count } of buckets) counts.set(upToMs, (counts.get(upToMs) ?? 0) + count);
  return [...counts].map(([upToMs, count]) => ({ upToMs, count })).toSorted((a, b) => a.upToMs - b.upToMs);
}

/** Undefined if no number is known. */
function addedUp(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.flatMap((number) => number ?? []);
  return known.length === 0 ? undefined : sum(known, (number) => number);
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}

/** A record holds no members that say nothing: it is compared and published as JSON. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
