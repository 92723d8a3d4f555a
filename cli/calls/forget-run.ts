/** What `forget` does, from options to a summary. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withoutQuery } from '../../harness/address.ts';
import { systemTiming } from '../../harness/ambient.ts';
import { createBar } from '../delivery/bar.ts';
import { type DeliveryEnd, deliver, type PlacedCall } from '../delivery/deliver.ts';
import {
  accepted,
  count,
  firstRefusals,
  inShort,
  noOutcomes,
  type Outcomes,
  total,
} from '../delivery/outcomes.ts';
import { openRoute } from '../delivery/route.ts';
import type { LoadLedger } from '../load/load-ledger.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { ForgetOptions } from './forget.ts';
import { type LedgerContent, readLedger } from './read-ledger.ts';

/** How a run of `forget` ended. */
interface ForgetEnd extends DeliveryEnd {
  readonly stopped: boolean;
}

/** @returns the exit code: 0 all accepted, 1 some not, 3 interrupted or no user, 4 unreachable */
export async function runForget(options: ForgetOptions, shell: Shell): Promise<number> {
  if (options.baseUrl === undefined && (options.ledger ?? options.plan) !== undefined) {
    throw new CommandError(2, 'forget needs --base-url, the URL of the destination that the run wrote to');
  }
  const written = await writtenBy(options, shell);
  try {
    return await forgetAll(written, options, shell);
  } finally {
    written.release();
  }
}

async function forgetAll(written: WrittenUsers, options: ForgetOptions, shell: Shell): Promise<number> {
  const route = await openRoute(options, shell);
  refuseOtherTarget(written, route.settings.baseUrl);
  const outcomes = noOutcomes();
  const bar = createBar(shell, () => total(outcomes) / written.users, systemTiming.now);
  let stopped = false;
  const unlisten = shell.onStop(() => {
    stopped = true;
  });
  try {
    const calls = deleteCalls(written.userIds, () => stopped);
    const parts = { timing: systemTiming, stopped: () => stopped };
    const { unreachable } = await deliver(calls, route, parts, ({ call }, answer) => {
      count(outcomes, answer, (call.value as SentDelete).userId);
      bar.draw(outcomes);
    });
    bar.clear();
    const end = { unreachable, stopped };
    shell.out(options.json ? summaryAsJson(outcomes, written, end) : summary(outcomes, written, end));
    return exitCodeOf(outcomes, end);
  } finally {
    unlisten();
  }
}

/** What a run or a load wrote. */
interface WrittenUsers {
  readonly users: number;
  readonly userIds: Iterable<string>;
  /** What no documented call deletes. */
  readonly anonymousIds: number;
  readonly groupIds: number;
  /** Only of a load. */
  readonly load?: Pick<LoadLedger, 'target' | 'unknownShards'>;
  release(): void;
}

async function writtenBy({ ledger, plan }: ForgetOptions, shell: Shell): Promise<WrittenUsers> {
  if (plan !== undefined) {
    // Only loads need what it loads.
    const { openLoadLedger } = await import('../load/load-ledger.ts');
    const load = await openLoadLedger(plan, shell);
    const { users, userIds, accounts, release } = load;
    return { users, userIds, anonymousIds: 0, groupIds: accounts, load, release };
  }
  if (ledger === undefined) {
    throw new CommandError(
      2,
      'forget needs --ledger FILE, the ledger.ndjson of a run, or --plan FILE, the plan.json of a load',
    );
  }
  const content = contentOf(resolve(shell.cwd, ledger));
  return { ...content, users: content.userIds.length, release() {} };
}

/** The same identifiers elsewhere may be another load's. */
function refuseOtherTarget({ load }: WrittenUsers, baseUrl: string): void {
  const target = withoutQuery(baseUrl);
  if (load === undefined || load.target === target) return;
  throw new CommandError(
    2,
    `the load was sent to ${load.target}, and --base-url is ${target}: its users are deleted only where it was sent`,
  );
}

function contentOf(path: string): LedgerContent {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(2, `the ledger ${path} cannot be read: ${(error as Error).message}`);
  }
  const read = readLedger(text);
  if ('problem' in read) throw new CommandError(2, `${path}: ${read.problem}`);
  return read.value;
}

type SentDelete = Readonly<Record<'type' | 'userId' | 'timestamp', string>>;

/** The shortest of the documented shapes (docs/segment-facts.md section 5): nothing in it can be refused for its form. */
async function* deleteCalls(userIds: Iterable<string>, isStopped: () => boolean): AsyncGenerator<PlacedCall> {
  let place = 0;
  for (const userId of userIds) {
    if (isStopped()) return;
    const timestamp = new Date(systemTiming.now()).toISOString();
    const value: SentDelete = { type: 'delete', userId, timestamp };
    yield { place, call: { line: place + 1, pointer: '', value, body: JSON.stringify(value) } };
    place += 1;
  }
}

function exitCodeOf(outcomes: Outcomes, { unreachable, stopped }: ForgetEnd): number {
  if (unreachable !== undefined) return 4;
  if (stopped || total(outcomes) === 0) return 3;
  return accepted(outcomes) < total(outcomes) ? 1 : 0;
}

function summaryAsJson(
  outcomes: Outcomes,
  { users, anonymousIds, groupIds, load }: WrittenUsers,
  end: ForgetEnd,
): string {
  const sums = { users, calls: total(outcomes), accepted: accepted(outcomes) };
  const unknown = load === undefined ? {} : { unknownShards: load.unknownShards };
  const summary = { ...sums, ...outcomes, left: { anonymousIds, groupIds, ...unknown }, ...end };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function summary(outcomes: Outcomes, written: WrittenUsers, { unreachable, stopped }: ForgetEnd): string {
  const { users, anonymousIds, groupIds, load } = written;
  const head =
    total(outcomes) === 0
      ? 'The ledger has no user ID: no call was sent.'
      : `${total(outcomes)} of ${users} users: ${inShort(outcomes)}`;
  const lines = [
    ...(unreachable === undefined ? [] : [`The target cannot be reached: ${unreachable}`]),
    ...(stopped ? ['Interrupted: run the same command again; a second delete call does no harm.'] : []),
    ...(outcomes.byStatus[501] === undefined
      ? []
      : ['The destination does not support delete calls (501): it deleted nothing for those.']),
    ...(accepted(outcomes) === 0
      ? []
      : ['A 2xx response does not prove that anything was deleted: look in the workspace.']),
    ...(anonymousIds + groupIds === 0
      ? []
      : [
          `Left in place: ${anonymousIds} anonymous IDs and ${groupIds} group IDs, which no documented call deletes.`,
        ]),
    ...(load === undefined || load.unknownShards === 0
      ? []
      : [
          `Shards whose shard-*.json is not beside the plan: ${load.unknownShards}. Their users were not deleted: copy the files there, and run the same command again.`,
        ]),
  ];
  return `${head}\n${firstRefusals(outcomes)}${lines.map((line) => `${line}\n`).join('')}`;
}
