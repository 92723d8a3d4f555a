/** What `reconcile` does, from a plan to a record. */
import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { withoutQuery } from '../../harness/address.ts';
import { fineTiming } from '../../harness/ambient.ts';
import { withCountedShards } from '../../harness/load/counted-shards.ts';
import { createDonePlaces } from '../../harness/load/done-places.ts';
import { createFindings } from '../../harness/load/findings.ts';
import { arrivedIn, fittingStates, sentBy } from '../../harness/load/load-record.ts';
import { openLoadRecords } from '../../harness/load/open-records.ts';
import { type DueChecks, reconcile } from '../../harness/load/reconcile.ts';
import { resolveSettings, type Settings } from '../../harness/settings.ts';
import { secretsOf } from '../../harness/target/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { judgedLoad } from '../../verdict/index.ts';
import { type FileLock, isTakenOver, takeLock } from '../file-lock.ts';
import { barOf, createLiveLine } from '../live-line.ts';
import { outsideOf } from '../options/outside.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import { writeWhole } from '../whole-file.ts';
import { artilleryReportsIn, shardStatesIn } from './load-folder.ts';
import { readPlan } from './read-plan.ts';
import type { ReconcileOptions } from './reconcile.ts';
import { type ReconcileState, readReconcileState } from './reconcile-state.ts';
import { reportLoad } from './report-load.ts';

const SAVE_EVERY_MS = 1000;

/** @returns the exit code: 0 nothing wrong, 1 something is, 3 not everything could be looked at */
export async function runReconcile(options: ReconcileOptions, shell: Shell): Promise<number> {
  if (options.plan === undefined) {
    throw new CommandError(2, 'reconcile needs --plan: pass the plan.json that load wrote');
  }
  const file = resolve(shell.cwd, options.plan);
  const plan = readPlan(file, options.plan);
  const folder = dirname(file);
  const settings = settingsFrom(options, shell);
  const lock = await lockFolder(folder, shell);
  const isLost = () => lock !== undefined && isTakenOver(lock.mark);
  try {
    return await lookAtAll({ options, plan, folder, settings, isLost }, shell);
  } finally {
    lock?.release();
  }
}

/** What one start of `reconcile` is about. */
interface LookParts {
  readonly options: ReconcileOptions;
  readonly plan: LoadPlan;
  readonly folder: string;
  readonly settings: Settings;
  /** Whether another start has taken this one for ended. */
  readonly isLost: () => boolean;
}

async function lookAtAll(
  { options, plan, folder, settings, isLost }: LookParts,
  shell: Shell,
): Promise<number> {
  const reports = artilleryReportsIn(folder, shell);
  const found = withCountedShards(plan, shardStatesIn(folder), reports);
  if ('problem' in found) throw new CommandError(2, found.problem);
  const states = fittingStates(plan, found.value);
  if ('problem' in states) throw new CommandError(2, states.problem);
  if (states.value.length === 0) {
    throw new CommandError(2, `${folder} has no shard-*.json: copy those that load wrote beside the plan`);
  }
  const sent = sentBy(plan, states.value, reports);
  const due = dueChecks(plan, options.sample);
  const stateFile = join(folder, 'reconcile.json');
  const target = states.value.find((state) => state.target !== '')?.target ?? 'not known';
  const source = withoutQuery(settings.recordsUrl ?? settings.adapter ?? '');
  const aboutState = JSON.stringify([plan, source, options.sample ?? null, sent.accepted, sent.shards]);
  const earlier = options.resume ? readReconcileState(stateFile, aboutState, due) : undefined;
  const startedAt = fineTiming.now();
  const about = { plan, due, source, startedAt: new Date(startedAt).toISOString() };
  const findings = createFindings(about, earlier?.record.found);
  const places = createDonePlaces(earlier?.done, earlier?.beyond);

  let isStopped = false;
  const forget = shell.onStop(() => {
    isStopped = true;
  });
  const stopped = () => isStopped;
  const opened = await openLoadRecords(settings, { timing: fineTiming, stopped, log: shell.err });
  if (opened === undefined || 'problem' in opened) {
    throw new CommandError(2, opened?.problem ?? 'reconcile needs --records-url or --adapter');
  }
  const records = opened.value;
  const recordNow = (gap?: string) => {
    const now = {
      durationMs: Math.round(fineTiming.now() - startedAt),
      reads: records.reads(),
      unknown: sent.calls - sent.accepted,
    };
    const found = findings.found({ ...now, gap });
    return judgedLoad({ version: 1, tool: readTool(), target, plan, sent, found }, {}, options.strict);
  };
  let isWarned = false;
  const save = () => {
    if (isLost()) {
      isStopped = true;
      return;
    }
    const state: ReconcileState = {
      about: aboutState,
      done: places.upTo(),
      beyond: places.beyond(),
      record: recordNow(),
    };
    try {
      writeWhole(stateFile, shell.redact(`${JSON.stringify(state)}\n`), folder);
    } catch (error) {
      // Said once: it is saved every second.
      if (!isWarned) shell.err(`${stateFile} was not written: ${(error as Error).message}\n`);
      isWarned = true;
    }
  };
  const line = createLiveLine(shell);
  const saving = setInterval(save, SAVE_EVERY_MS);
  const all = due.users + due.accounts;
  let looked = 0;
  let faults = 0;
  let gap: string | undefined;
  try {
    gap = await reconcile({
      plan,
      due,
      records,
      hasArrived: arrivedIn(plan, states.value),
      mayOverlap: states.value.some(({ shard }) => shard.of > 1),
      concurrency: settings.concurrency,
      settleMs: settings.settleMs,
      timing: fineTiming,
      isDone: places.has,
      onChecked(checked) {
        places.add(checked.place);
        findings.add(checked);
        looked += 1;
        faults += checked.faults.length;
        if (looked % 100 === 0)
          line.draw(`${barOf(places.upTo() / all)}${looked} looked at · ${faults} faults`);
      },
      stopped,
    });
  } finally {
    clearInterval(saving);
    line.clear();
    forget();
    await records.close();
  }
  const record = recordNow(gap);
  if (gap !== undefined) save();
  else if (!isLost()) rmSync(stateFile, { force: true });
  reportLoad(folder, record, options.json, shell);
  if (isLost()) shell.err(`Another start of reconcile has taken ${stateFile} over.\n`);
  else if (gap !== undefined) shell.err('To go on, run the same command with --resume.\n');
  return record.exitCode;
}

/** @throws CommandError with exit code 2 if another start of `reconcile` is at work */
async function lockFolder(folder: string, { redact }: Shell): Promise<FileLock | undefined> {
  // Into a folder that cannot be written, nobody writes.
  const taken = await takeLock(join(folder, 'reconcile.lock'), { redact }).catch(() => undefined);
  if (taken === undefined || 'value' in taken) return taken?.value;
  throw new CommandError(2, `${taken.problem}: wait until it has ended, or copy the folder`);
}

function settingsFrom(options: ReconcileOptions, shell: Shell): Settings {
  const { recordsUrl, adapter, apiKey, header, ca, clientCert, clientKey, settle } = options;
  const { rate, timeout, concurrency, strict } = options;
  if (recordsUrl === undefined && adapter === undefined) {
    throw new CommandError(
      2,
      'reconcile needs --records-url, the Records API of the destination, or --adapter',
    );
  }
  shell.hide([{ value: apiKey ?? '', label: 'api-key' }]);
  const resolution = resolveSettings(
    {
      // Nothing is posted: the settings are those of the Records API, its rate among them.
      baseUrl: recordsUrl ?? 'http://127.0.0.1',
      adapter: adapter === undefined ? undefined : resolve(shell.cwd, adapter),
      ...{
        apiKey,
        header,
        ca,
        clientCert,
        clientKey,
        recordsUrl,
        settle,
        rate,
        timeout,
        concurrency,
        strict,
      },
    },
    shell.random,
    outsideOf(shell),
  );
  if ('problems' in resolution) {
    throw new CommandError(2, resolution.problems.join('\n').replaceAll('--base-url', '--records-url'));
  }
  shell.hide(secretsOf(resolution.value));
  return resolution.value;
}

function dueChecks({ users, accounts }: LoadPlan, sample: number | undefined): DueChecks {
  return sample === undefined
    ? { users, accounts }
    : { users: Math.min(sample, users), accounts: Math.min(sample, accounts) };
}
