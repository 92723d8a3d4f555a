/** Plays shrunk failures again, with the full waiting time: only what fails then is reported. */
import type { Exchange } from '../../schemas/index.ts';
import { blame } from './blame/blame.ts';
import type { ExplorableClause } from './blame/explorable-clauses.ts';
import type { Command } from './commands/commands.ts';
import type { KnownClauses } from './known-clauses.ts';
import type { Mismatch, Seen } from './model/mismatch.ts';
import type { SequenceRunner } from './sequence-runner.ts';
import type { Shrunk } from './shrink/shrink.ts';
import { withBursts } from './shrink/simplify.ts';

/** A broken clause and the shortest sequence that breaks it. */
export interface Counterexample {
  readonly clauseId: ExplorableClause;
  readonly commands: readonly Command[];
  readonly mismatch: Mismatch;
  readonly exchanges: readonly Exchange[];
  /** Number of calls in the sequence. */
  readonly calls: number;
  /** The number of the sequence, as it was before shrinking. */
  readonly path: string;
  readonly durationMs: number;
}

/** How often a shrunk sequence is played with the full waiting time before it is dropped. */
const CONFIRMATIONS = 3;

/** A shrunk failure with the sequence in which it was seen first. */
export interface Suspect extends Shrunk {
  readonly path: string;
  readonly first: Seen;
}

/** The suspects that also fail with the full waiting time; one for each clause. */
export async function confirmAll(
  suspects: readonly Suspect[],
  runner: SequenceRunner,
  facts: KnownClauses,
): Promise<Counterexample[]> {
  const all = await Promise.all(suspects.map((suspect) => confirmed(suspect, runner, facts)));
  const found = all.flatMap((one) => one ?? []);
  // A destination that mixes up the records of different sequences may hide a failure while others are played.
  if (found.length === 0) {
    for (const suspect of suspects) {
      const alone = await confirmed(suspect, runner, facts);
      if (alone !== undefined) found.push(alone);
    }
  }
  const clauseIds = [...new Set(found.map(({ clauseId }) => clauseId))];
  return clauseIds.flatMap((clauseId) => {
    const own = found.filter((one) => one.clauseId === clauseId);
    return own.toSorted((one, other) => one.calls - other.calls).slice(0, 1);
  });
}

async function confirmed(
  { clauseId, seen, first, path }: Suspect,
  runner: SequenceRunner,
  { levelOf }: KnownClauses,
): Promise<Counterexample | undefined> {
  const bursts = withBursts(seen.commands);
  const forms = [
    ...(bursts === seen.commands ? [] : [bursts]),
    ...Array<readonly Command[]>(CONFIRMATIONS).fill(seen.commands),
    first.commands,
  ];
  for (const commands of forms) {
    const played = await runner.run(commands, { patienceMs: runner.fullPatience, isKnown: () => false });
    const again = played?.seen.find(
      (one) =>
        one.mismatch.subject.kind === seen.mismatch.subject.kind &&
        (blame(one) === clauseId || levelOf(blame(one)) === levelOf(clauseId)),
    );
    if (played === undefined || again === undefined) continue;
    const { exchanges, calls, durationMs } = played;
    return { clauseId: blame(again), ...again, exchanges, calls, durationMs, path };
  }
  return undefined;
}
