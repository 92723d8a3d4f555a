/** What `load` does, from options to a record. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { callsOfShard, scopeOf } from '../../generators/load/index.ts';
import { withoutQuery } from '../../harness/address.ts';
import { systemTiming } from '../../harness/ambient.ts';
import { sentBy } from '../../harness/load/load-record.ts';
import { judgedLoad } from '../../verdict/index.ts';
import { confirmCalls } from '../confirm.ts';
import type { Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import { checkEarlierStart } from './earlier-start.ts';
import type { LoadOptions } from './load.ts';
import { keepPlan, lockShards, PLAN_FILE, shardFile } from './load-folder.ts';
import { createLoadLine } from './load-line.ts';
import { durationOf, folderOf, settingsFrom, shardsOf } from './load-settings.ts';
import { planFrom } from './read-plan.ts';
import { reportLoad } from './report-load.ts';
import type { PartEnd } from './send-order.ts';
import { sendParts } from './send-parts.ts';

/** @returns the exit code: 0 all accepted, 1 some not, 3 ended before the last call, 4 unreachable */
export async function runLoad(options: LoadOptions, shell: Shell): Promise<number> {
  if (options.as === 'artillery')
    return (await import('./artillery/project.ts')).writeProject(options, shell);
  const settings = settingsFrom(options, shell);
  const endsAfterMs = durationOf(options);
  const shards = shardsOf(options);
  const plan = planFrom(options, settings, shell);
  const folder = folderOf(options, plan, shell);
  const due = shards.reduce((sum, shard) => sum + callsOfShard(plan, shard), 0);
  const target = withoutQuery(settings.baseUrl);
  // Nobody is told to resume a load that runs.
  if (existsSync(folder)) (await lockShards(folder, shards, shell)).release();
  checkEarlierStart(folder, { plan, shards, target }, options);
  const { baseUrl, rate } = settings;
  const pace = rate === undefined ? 'as fast as they are answered' : `${rate} a second`;
  const what = (host: string) =>
    `${due} calls, ${pace}: they write test data to ${host}, and every identifier starts with ${scopeOf(plan)}.`;
  await confirmCalls({ baseUrl, yes: options.yes, what, verb: 'send' }, shell);
  keepPlan(folder, plan, shell);
  const locks = await lockShards(folder, shards, shell);
  try {
    // Another start may have come in between.
    keepPlan(folder, plan, shell);
    checkEarlierStart(folder, { plan, shards, target }, options);
  } catch (error) {
    locks.release();
    throw error;
  }
  shell.err(`Plan: ${join(folder, PLAN_FILE)}\n`);

  const line = createLoadLine(shell, due, systemTiming.now);
  // A shard without users sends nothing, and the others send for it.
  const sending = shards.filter((shard) => callsOfShard(plan, shard) > 0).length;
  const perPart = rate === undefined ? settings : { ...settings, rate: rate / Math.max(1, sending) };
  const parts = sendParts({
    order: { settings: perPart, plan, folder, target, shape: options.shape },
    shards: locks.locked,
    onProgress: line.draw,
  });
  let isEarly = false;
  const stop = () => {
    isEarly = true;
    parts.stop();
  };
  const forget = shell.onStop(stop);
  const timer = endsAfterMs === undefined ? undefined : setTimeout(stop, endsAfterMs);
  let ends: readonly PartEnd[];
  try {
    ends = await parts.ended;
  } finally {
    clearTimeout(timer);
    forget();
    line.clear();
    locks.release();
  }
  // Not from the folder: whoever removed it did not take the verdict with it.
  const sent = sentBy(
    plan,
    ends.map(({ state }) => state),
  );
  const unkept = ends.filter((end) => end.unkept !== undefined);
  for (const { state, unkept: why } of unkept) {
    shell.err(`${join(folder, shardFile(state.shard))} was not written: ${why}\n`);
  }
  // What other machines send is not this command's.
  const ofHere = { ...sent, unsent: due - sent.calls };
  const record = judgedLoad(
    { version: 1, tool: readTool(), target, plan, sent: ofHere },
    {
      gaveUp: ends.find((end) => end.gaveUp !== undefined)?.gaveUp,
      isEarly: isEarly && ofHere.unsent > 0,
      isUnkept: unkept.length > 0,
    },
  );
  reportLoad(folder, record, options.json, shell);
  if (record.exitCode === 3) shell.err(`${resumeWith(folder, options)}\n`);
  return record.exitCode;
}

function resumeWith(folder: string, { shard }: LoadOptions): string {
  if (!existsSync(join(folder, PLAN_FILE))) {
    return `${folder} has no plan any more, so that this load cannot go on: begin another one with a new --run-id`;
  }
  const part = shard === undefined ? '' : ` --shard ${shard}`;
  const file = JSON.stringify(join(folder, PLAN_FILE));
  return `To go on: astrolabe-conformance load --plan ${file}${part} --resume, with the same --base-url and --workers`;
}
