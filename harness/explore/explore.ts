/** Hunts for a sequence of calls that a destination does not keep its promises about, and shrinks it to its core. */
import fc from 'fast-check';
import type { Exchange } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import type { Session } from '../session/index.ts';
import { blame } from './blame.ts';
import type { Command } from './commands.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import type { Mismatch } from './mismatch.ts';
import { promisedOnly } from './model.ts';
import { play } from './play.ts';
import { prune } from './prune.ts';
import { sequences } from './sequences.ts';

/** What bounds an exploration and makes it repeatable. */
export interface ExplorationPlan {
  /** Sequences to try; those that shrinking plays are not counted. */
  readonly sequences: number;
  /** The same seed gives the same sequences. */
  readonly seed: number;
  /** A path that an earlier exploration printed, with its seed: begins at that very sequence. */
  readonly path?: string;
  /** When to end in any case, in milliseconds from the start. */
  readonly limitMs: number;
  /** Called as each sequence ends: how many were tried, and whether one is being shrunk. */
  readonly onSequence?: (tried: number, shrinking: boolean) => void;
}

/** A broken clause and the shortest sequence that shows it. */
export interface Counterexample {
  readonly clauseId: ExplorableClause;
  readonly commands: readonly Command[];
  readonly mismatch: Mismatch;
  readonly exchanges: readonly Exchange[];
  /** Calls of the sequence. */
  readonly calls: number;
  /** Leads fast-check to the sequence, as it was before its last pruning. */
  readonly path: string;
  readonly durationMs: number;
}

/** How an exploration went. */
export interface Exploration {
  readonly sequences: number;
  /** All calls that were sent, those of shrinking included; markers are not. */
  readonly calls: number;
  readonly seed: number;
  /** The first that was found; what else there may be is for the next exploration, once this is mended. */
  readonly finding?: Counterexample;
  /** Why it ended before all sequences were tried, where nothing was found. */
  readonly ended?: Ending;
}

interface Ending {
  readonly reason: string;
  /** False where time was used up, which is how an exploration may end. */
  readonly blocked: boolean;
}

/** While shrinking, a difference counts after so many times what a sequence has needed so far. */
const SHRINK_PATIENCE = { times: 10, leastMs: 40, mostMs: 5000 };

/** A shrunk sequence is played so often before the one that was found first is shown instead. */
const CONFIRMATIONS = 3;

/** fast-check takes seeds of 32 bits. */
const SEEDS = 2 ** 31;

/** Explores until the sequences, the time or the run's calls are used up. Throws only for faults of the tool. */
export async function explore(session: Session, options: ExplorationPlan): Promise<Exploration> {
  const seed = options.seed % SEEDS;
  const runner = createSequenceRunner(session, options.limitMs);
  let tried = 0;
  let first: Seen | undefined;
  let last: Seen | undefined;
  const fails = async (commands: readonly Command[]): Promise<boolean> => {
    if (first === undefined && !runner.isOver()) tried += 1;
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
  const ended = runner.isOver();
  return {
    sequences: tried,
    calls: runner.calls(),
    seed,
    finding: finding && { ...finding, path: details.counterexamplePath ?? '' },
    ended: finding === undefined ? ended : undefined,
  };
}

/** A failing sequence as it was seen. */
type Seen = Omit<Counterexample, 'path'>;

/** The shortest sequence that fails when it is given all the time that it may take; else the first that did. */
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

/** Plays sequences, each under names of its own, until the exploration is over. */
interface SequenceRunner {
  /** What was seen to be wrong; undefined where the sequence holds, and after the end. */
  run(commands: readonly Command[], how: { readonly shrinking: boolean }): Promise<Seen | undefined>;
  calls(): number;
  /** Why it is over, or undefined. */
  isOver(): Ending | undefined;
  /** Throws what went wrong with the tool itself: fast-check would take it for a failing sequence and shrink it. */
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
  const isOver = () => {
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
    isOver,
    rethrow() {
      if (fault !== undefined) throw fault;
    },
    async run(given, { shrinking }) {
      if (isOver() !== undefined) return undefined;
      const startedAt = timing.now();
      const identity = session.identityFor(`explored-${++number}`);
      const commands = promisedOnly(given, identity);
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
  if (target.gone()) return { reason: 'the target stopped answering', blocked: true };
  return timing.now() >= endsAt ? { reason: 'its time was used up', blocked: false } : undefined;
}
