/** The folder of a load: its plan, and what each shard has sent. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadShard } from '../../generators/load/index.ts';
import { type ArtilleryReport, readArtilleryReport } from '../../harness/load/artillery-report.ts';
import { isLatency } from '../../harness/load/latency.ts';
import { isSamePlan, type SavedShard } from '../../harness/load/load-record.ts';
import { type LoadPlan, type Result, type ShardState, validate } from '../../schemas/index.ts';
import { type FileLock, takeLock } from '../file-lock.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';
import type { LockedShard } from './send-order.ts';

export const PLAN_FILE = 'plan.json';

const STATE_FILE = /^shard-\d+-of-\d+\.json$/;
const REPORT_FILE = /^artillery.*\.json$/;

export function shardFile({ number, of }: LoadShard): string {
  return `shard-${number}-of-${of}.json`;
}

/** Shards that this process alone sends into a folder. */
export interface ShardLocks {
  readonly locked: readonly LockedShard[];
  release(): void;
}

/**
 * Keeps other starts from sending the same shards from the same folder, on this machine and on others that share it.
 *
 * @throws CommandError with exit code 2 if one does already, or a lock cannot be written
 */
export async function lockShards(
  folder: string,
  shards: readonly LoadShard[],
  { redact }: Pick<Shell, 'redact'>,
): Promise<ShardLocks> {
  const held: FileLock[] = [];
  const release = () => {
    for (const lock of held) lock.release();
  };
  const take = async (shard: LoadShard): Promise<LockedShard> => {
    const file = join(folder, shardFile(shard).replace(/json$/, 'lock'));
    const taken = await takeLock(file, { redact }).catch((error: Error) => {
      throw new CommandError(2, `${file} cannot be written: ${error.message}`);
    });
    if ('problem' in taken) {
      throw new CommandError(2, `${taken.problem}: wait until it has ended, or use another folder`);
    }
    held.push(taken.value);
    return { shard, lock: taken.value.mark };
  };
  try {
    // Of several starts of the same shards, the one that has the first has all.
    const [first, ...others] = shards;
    const locked = first === undefined ? [] : [await take(first)];
    for (const taken of await Promise.allSettled(others.map(take))) {
      if (taken.status === 'rejected') throw taken.reason;
      locked.push(taken.value);
    }
    return { locked, release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Writes the plan, unless it is there already.
 *
 * @throws CommandError with exit code 2 if another plan is there, or the folder cannot be written
 */
export function keepPlan(folder: string, plan: LoadPlan, shell: Pick<Shell, 'redact'>): void {
  const file = join(folder, PLAN_FILE);
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(file)) {
      writeWhole(file, shell.redact(text), folder);
      return;
    }
  } catch (error) {
    throw new CommandError(2, `${file} cannot be written: ${(error as Error).message}`);
  }
  if (hasPlan(file, plan)) return;
  throw new CommandError(
    2,
    `${file} is not the plan of this load: pass it as --plan to go on with that load, or choose another --out`,
  );
}

function hasPlan(file: string, plan: LoadPlan): boolean {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return validate('load-plan', found).length === 0 && isSamePlan(found as LoadPlan, plan);
  } catch {
    return false;
  }
}

/** @throws CommandError with exit code 2 if the file is not the state of a shard */
export function readShardState(file: string): ShardState {
  const content = readJson(file);
  const [violation] = validate('shard-state', content);
  if (violation === undefined && isLatency((content as ShardState).latency)) return content as ShardState;
  throw new CommandError(
    2,
    `${file} is not the state of a shard: ${violation === undefined ? 'at "/latency", it is not a histogram' : `at "${violation.pointer}", ${violation.message}`}`,
  );
}

/** The states of all shards that are in the folder. */
export function shardStatesIn(folder: string): SavedShard[] {
  return namesIn(folder, STATE_FILE).map((name) => {
    const file = join(folder, name);
    return { file, state: readShardState(file) };
  });
}

/** The reports of Artillery that are in the folder; one that cannot be read is named, and costs nothing else. */
export function artilleryReportsIn(folder: string, shell: Pick<Shell, 'err'>): ArtilleryReport[] {
  return namesIn(folder, REPORT_FILE).flatMap((name) => {
    const report = reportIn(folder, name);
    if ('value' in report) return [report.value];
    shell.err(`${report.problem}; it is left out\n`);
    return [];
  });
}

function reportIn(folder: string, name: string): Result<ArtilleryReport> {
  try {
    return readArtilleryReport(name, readJson(join(folder, name)));
  } catch (error) {
    if (error instanceof CommandError) return { problem: error.message };
    throw error;
  }
}

/** In the order of their numbers. */
function namesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .toSorted(new Intl.Collator('en', { numeric: true }).compare);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(2, `${file} cannot be read: ${(error as Error).message}`);
  }
}
