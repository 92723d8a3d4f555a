/** What `forget` does, from options to a summary. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
import { CommandError, type Shell } from '../shell.ts';
import type { ForgetOptions } from './forget.ts';
import { type LedgerContent, readLedger } from './read-ledger.ts';

/** How a run of `forget` ended. */
interface ForgetEnd extends DeliveryEnd {
  readonly stopped: boolean;
}

/** @returns the exit code: 0 all accepted, 1 some not, 3 interrupted or no user, 4 unreachable */
export async function runForget(options: ForgetOptions, shell: Shell): Promise<number> {
  if (options.ledger === undefined) {
    throw new CommandError(2, 'forget needs --ledger FILE, the ledger.ndjson of a run');
  }
  if (options.baseUrl === undefined) {
    throw new CommandError(2, 'forget needs --base-url, the URL of the destination that the run wrote to');
  }
  const ledger = contentOf(resolve(shell.cwd, options.ledger));
  const route = await openRoute(options, shell);
  const outcomes = noOutcomes();
  const { userIds } = ledger;
  const bar = createBar(shell, () => total(outcomes) / userIds.length, systemTiming.now);
  let stopped = false;
  const unlisten = shell.onStop(() => {
    stopped = true;
  });
  try {
    const calls = deleteCalls(userIds, () => stopped);
    const parts = { timing: systemTiming, stopped: () => stopped };
    const { unreachable } = await deliver(calls, route, parts, ({ place }, answer) => {
      count(outcomes, answer, userIds[place] ?? '');
      bar.draw(outcomes);
    });
    bar.clear();
    const end = { unreachable, stopped };
    shell.out(options.json ? summaryAsJson(outcomes, ledger, end) : summary(outcomes, ledger, end));
    return exitCodeOf(outcomes, end);
  } finally {
    unlisten();
  }
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

/** The shortest of the documented shapes (docs/segment-facts.md section 5): nothing in it can be refused for its form. */
async function* deleteCalls(
  userIds: readonly string[],
  isStopped: () => boolean,
): AsyncGenerator<PlacedCall> {
  for (const [place, userId] of userIds.entries()) {
    if (isStopped()) return;
    const value = { type: 'delete', userId, timestamp: new Date(systemTiming.now()).toISOString() };
    yield { place, call: { line: place + 1, pointer: '', value, body: JSON.stringify(value) } };
  }
}

function exitCodeOf(outcomes: Outcomes, { unreachable, stopped }: ForgetEnd): number {
  if (unreachable !== undefined) return 4;
  if (stopped || total(outcomes) === 0) return 3;
  return accepted(outcomes) < total(outcomes) ? 1 : 0;
}

function summaryAsJson(
  outcomes: Outcomes,
  { userIds, anonymousIds, groupIds }: LedgerContent,
  end: ForgetEnd,
): string {
  const sums = { users: userIds.length, calls: total(outcomes), accepted: accepted(outcomes) };
  const summary = { ...sums, ...outcomes, left: { anonymousIds, groupIds }, ...end };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function summary(outcomes: Outcomes, ledger: LedgerContent, { unreachable, stopped }: ForgetEnd): string {
  const { userIds, anonymousIds, groupIds } = ledger;
  const head =
    total(outcomes) === 0
      ? 'The ledger has no user ID: no call was sent.'
      : `${total(outcomes)} of ${userIds.length} users: ${inShort(outcomes)}`;
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
  ];
  return `${head}\n${firstRefusals(outcomes)}${lines.map((line) => `${line}\n`).join('')}`;
}
