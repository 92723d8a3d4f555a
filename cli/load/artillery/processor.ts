/** What Artillery runs: each virtual user sends shards of its machine, one after another, until none is left. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callsOfShard, type LoadShard, scopeOf } from '../../../generators/load/index.ts';
import { withoutQuery } from '../../../harness/address.ts';
import { systemTiming } from '../../../harness/ambient.ts';
import { responseMetrics, shardCounter } from '../../../harness/load/artillery-report.ts';
import { createHeldTogether } from '../../../harness/load/sending/held-together.ts';
import type { Settings } from '../../../harness/settings.ts';
import { createRedactor } from '../../../safe-text/index.ts';
import type { LoadPlan } from '../../../schemas/index.ts';
import { confirmCalls } from '../../confirm.ts';
import { silentShell } from '../../library/silent-shell.ts';
import { variableOf } from '../../options/option-table.ts';
import { readOptions } from '../../options/read-options.ts';
import { writeNew } from '../../whole-file.ts';
import { checkEarlierStart } from '../earlier-start.ts';
import { LOAD_COMMAND, type LoadOptions } from '../load.ts';
import { keepPlan, lockShards, PLAN_FILE, shardFile } from '../load-folder.ts';
import { durationOf, folderOf, settingsFrom, shardsOf } from '../load-settings.ts';
import { planFrom } from '../read-plan.ts';
import { sendKeptShard } from '../send-kept-shard.ts';
import type { SendOrder } from '../send-order.ts';

/** A virtual user of Artillery, as far as it is read. */
export interface ArtilleryContext {
  /** `target`, `$testId`, the environment as `$env`, and the variables of artillery.yml. */
  readonly vars: Readonly<Record<string, unknown>>;
}

/** Where Artillery counts: `counter`, `rate`, `histogram` and `error`. */
export interface ArtilleryEvents {
  emit(event: string, ...values: readonly unknown[]): unknown;
}

/** Functions that artillery.yml names. */
export interface ArtilleryProcessor {
  /** @throws Error with a sentence if nothing may be sent, or nobody answers */
  sendShards(context: ArtilleryContext, events: ArtilleryEvents): Promise<void>;
}

/** What a processor is made from. */
export interface ArtilleryProject {
  /** The folder of the plan; what is sent is kept there, too, unless `ASTROLABE_OUT` names another. */
  readonly folder: string;
}

/** What a machine sends. */
interface MachineLoad {
  readonly plan: LoadPlan;
  readonly shards: readonly LoadShard[];
  /** With the rate of one shard. */
  readonly settings: Settings;
  readonly options: LoadOptions;
  readonly target: string;
  /** Of what is kept. */
  readonly folder: string;
}

/** Options of `load` that are variables in artillery.yml. */
const VARIABLES = ['workers', 'concurrency', 'rate', 'shape', 'duration', 'timeout', 'recordsUrl'] as const;

/**
 * Makes the functions of an Artillery project that `load --as artillery` wrote (docs/load.md).
 *
 * A machine sends the shards that `ASTROLABE_SHARD` names, such as `2/4`; without it, it is the only machine. A virtual user
 * takes a shard that no other of its run has taken, sends it as `load` does, and tells Artillery what Artillery's own HTTP
 * engine would count.
 */
export function createProcessor(project: ArtilleryProject): ArtilleryProcessor {
  const joinOthers = createHeldTogether();

  async function send(order: SendOrder, events: ArtilleryEvents, stopped: () => boolean): Promise<void> {
    let accepted = 0;
    const { gaveUp, unkept } = await sendKeptShard(order, {
      stopped,
      onProgress({ done, notAccepted }) {
        accepted = done - notAccepted;
      },
      onResponse(answer, durationMs) {
        for (const metric of responseMetrics(answer, durationMs)) events.emit(...metric);
      },
      others: joinOthers(),
    });
    events.emit('counter', shardCounter(order.shard), accepted);
    if (gaveUp !== undefined) throw new Error(gaveUp);
    if (unkept !== undefined) throw new Error(`${shardFile(order.shard)} was not written: ${unkept}`);
  }

  return {
    async sendShards({ vars }, events) {
      const { shards, options, ...load } = await prepare(project, vars);
      const endsAfterMs = durationOf(options);
      const endsAt = endsAfterMs === undefined ? Number.POSITIVE_INFINITY : systemTiming.now() + endsAfterMs;
      const stopped = () => systemTiming.now() >= endsAt;
      for (const shard of shards) {
        if (stopped() || !take(shard, String(vars.$testId))) continue;
        const locks = await lockShards(load.folder, [shard], createRedactor([]));
        try {
          for (const locked of locks.locked)
            await send({ ...load, ...locked, shape: options.shape }, events, stopped);
        } finally {
          locks.release();
        }
      }
    },
  };
}

async function prepare(
  { folder: own }: ArtilleryProject,
  vars: ArtilleryContext['vars'],
): Promise<MachineLoad> {
  const env = environmentIn(vars);
  const shell = silentShell({ env, cwd: own }, () => {});
  const options = readOptions(LOAD_COMMAND.options, { given: givenBy(own, vars, env), env });
  const settings = settingsFrom(options, shell);
  const plan = planFrom(options, settings, shell);
  const shards = shardsOf(options).filter((shard) => callsOfShard(plan, shard) > 0);
  const target = withoutQuery(settings.baseUrl);
  const folder = folderOf(options, plan, shell);
  const what = (host: string) =>
    `The calls write test data to ${host}, and every identifier starts with ${scopeOf(plan)}.`;
  await confirmCalls({ baseUrl: settings.baseUrl, yes: options.yes, what, verb: 'send' }, shell);
  // A machine that starts again, for instance a pod, does not know that it does.
  checkEarlierStart(folder, { plan, shards, target }, { resume: true });
  keepPlan(folder, plan, shell);
  const { rate } = settings;
  const perShard = rate === undefined ? settings : { ...settings, rate: rate / Math.max(1, shards.length) };
  return { plan, shards, settings: perShard, options, target, folder };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the options of `load` are variables, the API key among them. */
function environmentIn({ $env }: ArtilleryContext['vars']): Environment {
  return typeof $env === 'object' && $env !== null ? ($env as Environment) : {};
}

/** What artillery.yml says, as a command line would; a variable of the environment counts more. */
function givenBy(
  folder: string,
  vars: ArtilleryContext['vars'],
  env: Environment,
): Readonly<Record<string, unknown>> {
  const baseUrl = env[variableOf('baseUrl')] ?? vars.target;
  const given: Record<string, unknown> = { baseUrl, plan: join(folder, PLAN_FILE) };
  for (const name of VARIABLES) {
    if (vars[name] !== undefined && env[variableOf(name)] === undefined) given[name] = String(vars[name]);
  }
  return given;
}

/** Whether no other virtual user of this run has the shard; they may be in several threads. */
function take(shard: LoadShard, testId: string): boolean {
  const name = `astrolabe-${testId.replaceAll(/[^\w-]/g, '')}-${shardFile(shard)}`;
  const { redact } = createRedactor([]);
  return writeNew(join(tmpdir(), name), redact(''));
}
