/** Searches for a sequence of calls after which a destination differs from the model, and shrinks it. */
import fc from 'fast-check';
import type { Exchange } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import type { Session } from '../session/index.ts';
import { blame } from './blame.ts';
import type { Command } from './commands.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import type { Mismatch } from './mismatch.ts';
import { coveredOnly } from './model.ts';
import { play } from './play.ts';
import { prune } from './prune.ts';
import { sequences } from './sequences.ts';

/** How long an exploration may run, and what makes it repeatable. */
export interface ExplorationPlan {
  /** Sequences to try, without those that are played while shrinking. */
  readonly sequences: number;
  /** The same seed gives the same sequences. */
  readonly seed: number;
  /** The path that an exploration with this seed printed: starts with that sequence. */
  readonly path?: string;
  /** Time limit in milliseconds. */
  readonly limitMs: number;
  /** Called after each sequence with the number of those tried, and whether one is being shrunk. */
  readonly onSequence?: (tried: number, shrinking: boolean) => void;
}

/** A broken clause and the shortest sequence that breaks it. */
export interface Counterexample {
  readonly clauseId: ExplorableClause;
  readonly commands: readonly Command[];
  readonly mismatch: Mismatch;
  readonly exchanges: readonly Exchange[];
  /** Number of calls in the sequence. */
  readonly calls: number;
  /** fast-check's path to the sequence, as it was before pruning. */
  readonly path: string;
  readonly durationMs: number;
}

/** The result of an exploration. */
export interface Exploration {
  readonly sequences: number;
  /** Calls that were sent, including those of shrinking; markers are not counted. */
  readonly calls: number;
  readonly seed: number;
  /** The first counterexample. Others are found by the next exploration, once this one is fixed. */
  readonly finding?: Counterexample;
  /** Why it ended before all sequences were tried, if nothing was found. */
  readonly ended?: Ending;
}

interface Ending {
  readonly reason: string;
  /** False if the time was used up, which is an ordinary end. */
  readonly blocked: boolean;
}

/** While shrinking, a mismatch counts after `times` as long as the slowest sequence needed, within these bounds. */
const SHRINK_PATIENCE = { times: 10, leastMs: 40, mostMs: 5000 };

/** How often a shrunk sequence is played before the one that was found first is reported instead. */
const CONFIRMATIONS = 3;

/** fast-check takes seeds of 32 bits. */
const SEEDS = 2 ** 31;

/** Explores until the sequences, the time or the calls of the run are used up. Throws only for faults of the tool. */
export async function explore(session: Session, options: ExplorationPlan): Promise<Exploration> {
  const seed = options.seed % SEEDS;
  const runner = createSequenceRunner(session, options.limitMs);
  let tried = 0;
  let first: Seen | undefined;
  let last: Seen | undefined;
  const fails = async (commands: readonly Command[]): Promise<boolean> => {
    if (first === undefined && !runner.ending()) tried += 1;
    const seen = await runner.run(commands, { shrinking: first !== undefined });
    first ??= seen;
    last = seen ?? last;
    options.onSequence?.(tried, first !== undefined);
    return seen !== undefined;
  };
  const details = await fc.check(
    fc.asyncProperty(sequences, async (commands) => !(await fails(commands))),
    { seed, numRuns: options.sequences, path: options.path ?? '' },
  );
  runner.rethrow();
  const finding = first && last && (await confirmed(first, last, fails, runner));
  const ended = runner.ending();
  return {
    sequences: tried,
    calls: runner.calls(),
    seed,
    finding: finding && { ...finding, path: details.counterexamplePath ?? '' },
    ended: finding === undefined ? ended : undefined,
  };
}

/** A sequence that failed. */
type Seen = Omit<Counterexample, 'path'>;

/** The shortest sequence if it also fails with the full waiting time, else the first that failed. */
async function confirmed(
  first: Seen,
  last: Seen,
  fails: (commands: readonly Command[]) => Promise<boolean>,
  runner: SequenceRunner,
): Promise<Seen> {
  const shortest = await prune(last.commands, fails);
  for (let left = CONFIRMATIONS; left > 0; left -= 1) {
    const seen = await runner.run(shortest, { shrinking: false });
    if (seen !== undefined) return seen;
  }
  runner.rethrow();
  return first;
}

/** Plays sequences, each with identifiers of its own, until the exploration is over. */
interface SequenceRunner {
  /** The failed sequence; undefined if it did not fail, and once the exploration is over. */
  run(commands: readonly Command[], how: { readonly shrinking: boolean }): Promise<Seen | undefined>;
  calls(): number;
  /** Why the exploration is over; undefined if it is not. */
  ending(): Ending | undefined;
  /** Throws an error of the tool that was caught, because fast-check would treat it as a failing sequence and shrink it. */
  rethrow(): void;
}

function createSequenceRunner(session: Session, limitMs: number): SequenceRunner {
  const { timing, settings } = session;
  const endsAt = timing.now() + limitMs;
  let number = 0;
  let calls = 0;
  let slowestMs = 0;
  let over: Ending | undefined;
  let fault: unknown;
  const ending = () => {
    over ??= reasonToEnd(session, endsAt);
    return over;
  };
  const shortPatience = () =>
    Math.min(
      settings.settleMs,
      SHRINK_PATIENCE.mostMs,
      Math.max(SHRINK_PATIENCE.leastMs, SHRINK_PATIENCE.times * slowestMs),
    );
  return {
    calls: () => calls,
    ending,
    rethrow() {
      if (fault !== undefined) throw fault;
    },
    async run(given, { shrinking }) {
      if (ending() !== undefined) return undefined;
      const startedAt = timing.now();
      const identity = session.identityFor(`explored-${++number}`);
      const commands = coveredOnly(given, identity);
      try {
        const patienceMs = shrinking ? shortPatience() : settings.settleMs;
        const played = await play(commands, { session, identity, patienceMs });
        const durationMs = timing.now() - startedAt;
        calls += played.calls;
        const { mismatch } = played;
        if (mismatch !== undefined) {
          return { ...played, commands, mismatch, clauseId: blame(mismatch, commands), durationMs };
        }
        slowestMs = Math.max(slowestMs, durationMs);
      } catch (error) {
        if (!(error instanceof BlockedExample)) fault = error;
        over = { reason: (error as Error).message, blocked: true };
      }
      return undefined;
    },
  };
}

function reasonToEnd({ stopped, target, timing }: Session, endsAt: number): Ending | undefined {
  if (stopped()) return { reason: 'the run was stopped', blocked: true };
  const gone = target.gone();
  if (gone !== undefined) return { reason: gone, blocked: true };
  return timing.now() >= endsAt ? { reason: 'the time was used up', blocked: false } : undefined;
}
