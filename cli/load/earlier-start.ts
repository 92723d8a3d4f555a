/** What a load must fit that has begun already. */
import { existsSync } from 'node:fs';
import type { LoadShard } from '../../generators/load/index.ts';
import { fittingStates } from '../../harness/load/load-record.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { CommandError } from '../shell.ts';
import type { LoadOptions } from './load.ts';
import { shardStatesIn } from './load-folder.ts';

/** A start of a load. */
interface ThisStart {
  readonly plan: LoadPlan;
  readonly shards: readonly LoadShard[];
  readonly target: string;
}

/**
 * Calls that were sent already are not sent again by mistake, and what another load sent is not taken for them.
 *
 * @throws CommandError with exit code 2 if it does not fit
 */
export function checkEarlierStart(
  folder: string,
  { plan, shards, target }: ThisStart,
  { resume }: Pick<LoadOptions, 'resume'>,
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

function isOneOf(shards: readonly LoadShard[], { number, of }: LoadShard): boolean {
  return shards.some((one) => one.number === number && one.of === of);
}
