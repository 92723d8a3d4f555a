/** Shards of which only Artillery's reports are here: files that a worker wrote may be gone with its machine. */
import { callsOfShard, type LoadShard } from '../../generators/load/index.ts';
import type { LoadPlan, Result, ShardState } from '../../schemas/index.ts';
import type { ArtilleryReport } from './artillery-report.ts';
import { createLatency } from './latency.ts';
import { acceptedCalls, type SavedShard } from './load-record.ts';
import { createSeries } from './series.ts';

/** What the reports together say about one shard. */
interface ReportedShard {
  readonly shard: LoadShard;
  readonly accepted: number;
  readonly report: ArtilleryReport;
}

/**
 * Adds the shards that have no state here, and of which a report says that every call was accepted. What else a report says
 * does not tell which calls were accepted.
 *
 * @returns a problem if a state here says less than a report: it was copied before its shard had ended
 */
export function withCountedShards(
  plan: LoadPlan,
  saved: readonly SavedShard[],
  reports: readonly ArtilleryReport[],
): Result<readonly SavedShard[]> {
  const all = [...saved];
  for (const { shard, accepted, report } of countedIn(reports).values()) {
    const { file } = report.figures;
    const own = saved.find(({ state }) => nameOf(state.shard) === nameOf(shard));
    if (own !== undefined && acceptedCalls(own.state) < accepted) {
      const less = `${own.file} has ${acceptedCalls(own.state)} accepted calls, and ${file} counts ${accepted}`;
      return { problem: `${less}: copy the file again from where it was sent` };
    }
    if (own === undefined && accepted === callsOfShard(plan, shard)) {
      all.push({ file, state: wholeShard(plan, shard, report) });
    }
  }
  return { value: all };
}

/** A shard that was interrupted and resumed is in several reports, and each counts it from its beginning. */
function countedIn(reports: readonly ArtilleryReport[]): ReadonlyMap<string, ReportedShard> {
  const byShard = new Map<string, ReportedShard>();
  for (const report of reports) {
    for (const { shard, accepted } of report.shards) {
      const before = byShard.get(nameOf(shard))?.accepted ?? 0;
      if (accepted >= before) byShard.set(nameOf(shard), { shard, accepted, report });
    }
  }
  return byShard;
}

function wholeShard(plan: LoadPlan, shard: LoadShard, { startedAt, runningMs }: ArtilleryReport): ShardState {
  return {
    version: 1,
    plan,
    target: '',
    shard,
    generation: 0,
    done: callsOfShard(plan, shard),
    beyond: [],
    refused: {},
    failed: { calls: 0, first: '', places: [] },
    sentAgain: 0,
    heldMs: 0,
    startedAt,
    runningMs,
    latency: createLatency().saved(),
    series: createSeries().saved(),
  };
}

function nameOf({ number, of }: LoadShard): string {
  return `${number}/${of}`;
}
