/** What `load` does, from options to a record. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { callsOfShard, type LoadShard, scopeOf } from '../../generators/load/index.ts';
import { withoutQuery } from '../../harness/address.ts';
import { systemTiming } from '../../harness/ambient.ts';
import { fittingStates, sentBy } from '../../harness/load/load-record.ts';
import { parseDuration } from '../../harness/read-setting.ts';
import { resolveSettings, type Settings } from '../../harness/settings.ts';
import { readShard } from '../../harness/shard.ts';
import { secretsOf } from '../../harness/target/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { judgedLoad } from '../../verdict/index.ts';
import { confirmCalls } from '../confirm.ts';
import { outsideOf } from '../options/outside.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import type { LoadOptions } from './load.ts';
import { keepPlan, lockShards, PLAN_FILE, shardFile, shardStatesIn } from './load-folder.ts';
import { createLoadLine } from './load-line.ts';
import { planFrom } from './read-plan.ts';
import { reportLoad } from './report-load.ts';
import type { PartEnd } from './send-order.ts';
import { sendParts } from './send-parts.ts';

/** @returns the exit code: 0 all accepted, 1 some not, 3 ended before the last call, 4 unreachable */
export async function runLoad(options: LoadOptions, shell: Shell): Promise<number> {
  const settings = settingsFrom(options, shell);
  const endsAfterMs = durationOf(options);
  const shards = shardsOf(options);
  if (options.shape !== 'steady' && settings.rate === undefined) {
    throw new CommandError(
      2,
      `--shape ${options.shape} needs --rate: without one, calls are sent as fast as they are answered`,
    );
  }
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

function settingsFrom(options: LoadOptions, shell: Shell): Settings {
  if (options.baseUrl === undefined) {
    throw new CommandError(2, 'load needs --base-url: pass the URL that Segment posts to');
  }
  const { baseUrl, apiKey, header, ca, clientCert, clientKey, recordsUrl, rate, timeout, concurrency } =
    options;
  shell.hide([{ value: apiKey ?? '', label: 'api-key' }]);
  const resolution = resolveSettings(
    {
      ...{ baseUrl, apiKey, header, ca, clientCert, clientKey, recordsUrl, rate, timeout, concurrency },
      runId: options.runId,
      seed: options.seed === undefined ? undefined : String(options.seed),
    },
    shell.random,
    outsideOf(shell),
  );
  if ('problems' in resolution) throw new CommandError(2, resolution.problems.join('\n'));
  shell.hide(secretsOf(resolution.value));
  return resolution.value;
}

/** Of a timer. */
const LONGEST_MS = 24 * 24 * 60 * 60 * 1000;

function durationOf({ duration }: LoadOptions): number | undefined {
  if (duration === undefined) return undefined;
  const ms = parseDuration(duration);
  if (ms !== undefined && ms <= LONGEST_MS) return ms;
  throw new CommandError(
    2,
    `--duration must be a duration such as 30s, 10m or 2h, of 24 days at most, not ${JSON.stringify(duration)}`,
  );
}

/** The shards that this command sends: one for each worker. */
function shardsOf({ shard = '1/1', workers, runId, seed, plan }: LoadOptions): LoadShard[] {
  const read = readShard(shard);
  if ('problem' in read) throw new CommandError(2, read.problem);
  const { number, of } = read.value;
  if (of > 1 && plan === undefined) {
    for (const [option, value] of [
      ['--run-id', runId],
      ['--seed', seed],
    ] as const) {
      if (value !== undefined) continue;
      throw new CommandError(2, `--shard ${shard} needs --plan, or ${option}, the same for all shards`);
    }
  }
  return Array.from({ length: workers }, (_, at) => ({
    number: (number - 1) * workers + at + 1,
    of: of * workers,
  }));
}

function isOneOf(shards: readonly LoadShard[], { number, of }: LoadShard): boolean {
  return shards.some((one) => one.number === number && one.of === of);
}

function folderOf({ out, plan: file }: LoadOptions, { runId }: LoadPlan, shell: Shell): string {
  if (out !== undefined) return resolve(shell.cwd, out);
  if (file !== undefined) return dirname(resolve(shell.cwd, file));
  return resolve(shell.cwd, 'reports', 'output', `load-${runId}`);
}

/** What a start must fit that has begun already. */
interface ThisStart {
  readonly plan: LoadPlan;
  readonly shards: readonly LoadShard[];
  readonly target: string;
}

/** Calls that were sent already are not sent again by mistake, and what another load sent is not taken for them. */
function checkEarlierStart(
  folder: string,
  { plan, shards, target }: ThisStart,
  { resume }: LoadOptions,
): void {
  const found = existsSync(folder) ? shardStatesIn(folder) : [];
  const fitting = fittingStates(plan, found);
  if ('problem' in fitting) throw new CommandError(2, fitting.problem);
  const other = found.find(({ state }) => state.shard.of !== shards[0]?.of);
  if (other !== undefined) {
    const { number, of } = other.state.shard;
    const parts = `${other.file} is shard ${number} of ${of}, and this command sends shards of ${shards[0]?.of}`;
    throw new CommandError(2, `${parts}: pass the same --shard and --workers as before`);
  }
  const begun = found.find(({ state }) => isOneOf(shards, state.shard));
  if (begun === undefined) return;
  if (!resume) {
    throw new CommandError(
      2,
      `${begun.file} is of a load that has begun: add --resume to go on, or choose another --out`,
    );
  }
  if (begun.state.target === target) return;
  throw new CommandError(
    2,
    `${begun.file} was sent to ${begun.state.target}: pass that as --base-url, or begin a new load with another --out`,
  );
}

function resumeWith(folder: string, { shard }: LoadOptions): string {
  if (!existsSync(join(folder, PLAN_FILE))) {
    return `${folder} has no plan any more, so that this load cannot go on: begin another one with a new --run-id`;
  }
  const part = shard === undefined ? '' : ` --shard ${shard}`;
  const file = JSON.stringify(join(folder, PLAN_FILE));
  return `To go on: astrolabe-conformance load --plan ${file}${part} --resume, with the same --base-url and --workers`;
}
