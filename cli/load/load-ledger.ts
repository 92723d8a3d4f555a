/** The users that a load may have written, computed from its plan and the states of its shards. */
import { dirname, resolve } from 'node:path';
import { callAt, userIdOf, usersOfShard } from '../../generators/load/index.ts';
import { fittingStates } from '../../harness/load/load-record.ts';
import type { LoadPlan, ShardState } from '../../schemas/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { lockShards, shardStatesIn } from './load-folder.ts';
import { readPlan } from './read-plan.ts';
import { begunIn } from './shard-journal.ts';

/** What a load left behind. */
export interface LoadLedger {
  /** Where it was sent. */
  readonly target: string;
  readonly users: number;
  /** Each once; none is kept. */
  readonly userIds: Iterable<string>;
  /** Accounts that its calls may have named. */
  readonly accounts: number;
  /** Shards of which nothing is known here. */
  readonly unknownShards: number;
  /** Lets the shards be sent again. */
  release(): void;
}

/**
 * Reads the folder of a plan, and keeps its shards from being sent until it is released.
 *
 * @throws CommandError with exit code 2 if there is no load, or it is being sent
 */
export async function openLoadLedger(named: string, shell: Shell): Promise<LoadLedger> {
  const file = resolve(shell.cwd, named);
  const plan = readPlan(file, named);
  const folder = dirname(file);
  const shards = statesOf(plan, folder).map(({ shard }) => shard);
  const locks = await lockShards(folder, shards, shell);
  try {
    const states = statesOf(plan, folder);
    const [first] = states;
    if (first === undefined || states.some(({ target }) => target !== first.target)) {
      const targets = [...new Set(states.map(({ target }) => target))].join(' and ');
      throw new CommandError(2, `${folder} has shards that were sent to ${targets}: use a folder for each`);
    }
    const parts = states.map((state) => {
      const users = Math.min(usersOfShard(plan, state.shard), begunIn(folder, state));
      return { shard: state.shard, users };
    });
    return {
      target: first.target,
      users: parts.reduce((sum, { users }) => sum + users, 0),
      userIds: {
        *[Symbol.iterator]() {
          // All users of a shard make their first call before one makes another.
          for (const { shard, users } of parts) {
            for (let place = 0; place < users; place += 1)
              yield userIdOf(plan, callAt(plan, shard, place).user);
          }
        },
      },
      accounts: plan.mix.group === 0 ? 0 : plan.accounts,
      unknownShards: first.shard.of - states.length,
      release: locks.release,
    };
  } catch (error) {
    locks.release();
    throw error;
  }
}

function statesOf(plan: LoadPlan, folder: string): readonly ShardState[] {
  const states = fittingStates(plan, shardStatesIn(folder));
  if ('problem' in states) throw new CommandError(2, states.problem);
  if (states.value.length > 0) return states.value;
  throw new CommandError(
    2,
    `${folder} has no shard-*.json, which say what was sent: copy those that load wrote beside the plan`,
  );
}
