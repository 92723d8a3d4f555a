/** Searches for sequences of calls after which a destination differs from the model, and shrinks them. */
import type { Session } from '../session/index.ts';
import { guess } from './blame/blame.ts';
import type { Command } from './commands/commands.ts';
import { type Counterexample, confirmAll, type Suspect } from './confirm.ts';
import { chooseSequences } from './coverage.ts';
import { createExplained } from './explained.ts';
import type { KnownClauses } from './known-clauses.ts';
import type { Seen } from './model/mismatch.ts';
import { createSequenceRunner, type EarlyEnd } from './sequence-runner.ts';
import { shrink } from './shrink/shrink.ts';

/** How long an exploration may run, and what makes it repeatable. */
export interface ExplorationPlan {
  /** Sequences to try, without those that are played while shrinking. */
  readonly sequences: number;
  /** The same seed gives the same sequences. */
  readonly seed: number;
  /** Starts at this sequence of the seed; default: the first, 0. */
  readonly path?: string | undefined;
  /** Time limit in milliseconds. */
  readonly limitMs: number;
  /** Called after each sequence with the number of those tried, and whether one is being shrunk. */
  readonly onSequence?: (tried: number, shrinking: boolean) => void;
}

/** The result of an exploration. */
export interface Exploration {
  readonly sequences: number;
  /** Calls that were sent, including those of shrinking; markers are not counted. */
  readonly calls: number;
  /** Different pairs of commands in the sequences that were tried. */
  readonly pairs: number;
  readonly seed: number;
  /** One for each broken clause. */
  readonly findings: readonly Counterexample[];
  /** Why it ended before all sequences were tried. */
  readonly ended?: EarlyEnd | undefined;
}

/** Plays for the shrinking of one failure. */
const MOST_PLAYS = 120;

/** Failures that are shrunk. */
const MOST_FAILURES = 8;

/** fast-check takes seeds of 32 bits. */
const SEEDS = 2 ** 31;

/** Explores until the sequences, the time or the calls of the run are used up. Throws only for faults of the tool. */
export async function explore(
  session: Session,
  plan: ExplorationPlan,
  facts: KnownClauses,
): Promise<Exploration> {
  const seed = plan.seed % SEEDS;
  const choice = chooseSequences(seed);
  const runner = createSequenceRunner(session, plan.limitMs, facts);
  const explained = createExplained(facts);
  const { isKnown } = explained;
  const suspects: Suspect[] = [];
  const skipped = Number(plan.path ?? 0);
  for (let number = 0; number < skipped; number += 1) choice.next();
  let tried = 0;
  while (tried < plan.sequences && runner.ending() === undefined && suspects.length < MOST_FAILURES) {
    const path = String(skipped + tried);
    const commands = choice.next();
    const played = await runner.run(commands, { patienceMs: runner.patience('exploringMs'), isKnown });
    if (played === undefined) break;
    tried += 1;
    plan.onSequence?.(tried, false);
    for (const first of seriousFirst(played.seen, facts)) {
      if (isKnown(first) || suspects.length >= MOST_FAILURES) continue;
      let left = MOST_PLAYS;
      const replay = async (shorter: readonly Command[]) => {
        plan.onSequence?.(tried, true);
        left -= 1;
        if (left < 0) return [];
        const how = { patienceMs: runner.patience('shrinkingMs'), isKnown: () => false };
        return (await runner.run(shorter, how))?.seen ?? [];
      };
      const shrunk = await shrink(first, { replay, levelOf: facts.levelOf });
      explained.add(first, shrunk);
      // What was not shrunk to its end may be blamed on a clause that it does not break.
      if (left < 0 && suspects.length > 0) continue;
      for (const one of shrunk) {
        if (!facts.broken.has(one.clauseId)) suspects.push({ ...one, first, path });
      }
    }
  }
  const ended = tried < plan.sequences ? runner.ending() : undefined;
  const findings = await confirmAll(suspects, runner, facts);
  runner.rethrow();
  return { sequences: tried, calls: runner.calls(), pairs: choice.pairs(), seed, findings, ended };
}

function seriousFirst(seen: readonly Seen[], { levelOf }: KnownClauses): readonly Seen[] {
  const isMust = (one: Seen) => levelOf(guess(one)) === 'MUST';
  return [...seen.filter(isMust), ...seen.filter((one) => !isMust(one))];
}
