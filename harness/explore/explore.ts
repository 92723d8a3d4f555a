/** Searches for sequences of calls after which a destination differs from the model, and shrinks them. */
import type { Exchange, Level } from '../../schemas/index.ts';
import { BlockedExample } from '../errors.ts';
import type { Session } from '../session/index.ts';
import { blame, guess } from './blame/blame.ts';
import type { ExplorableClause } from './blame/explorable-clauses.ts';
import type { Command } from './commands/commands.ts';
import { chooseSequences } from './coverage.ts';
import type { Mismatch } from './model/mismatch.ts';
import { coveredOnly } from './model/model.ts';
import { type Played, play, type Seen } from './play.ts';
import { type Shrunk, shrink } from './shrink/shrink.ts';
import { withBursts } from './shrink/simplify.ts';

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

/** What an exploration knows about clauses. */
interface KnownClauses {
  readonly levelOf: (clauseId: string) => Level;
  /** Clauses that the run has already found broken: they are not shrunk again. */
  readonly broken: ReadonlySet<string>;
}

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
  readonly ended?: Ending | undefined;
}

interface Ending {
  readonly reason: string;
  /** False for an ordinary end: the time was used up, or enough was found. */
  readonly blocked: boolean;
}

/** A mismatch counts after `times` as long as the slowest record needed to become visible, within these bounds. */
const PATIENCE = { times: 4, exploringMs: 150, shrinkingMs: 40, mostMs: 3000 };

/** How often a shrunk sequence is played with the full waiting time before it is dropped. */
const CONFIRMATIONS = 3;

/** Plays for the shrinking of one failure. */
const MOST_PLAYS = 120;

/** Failures that are shrunk. */
const MOST_FAILURES = 8;

/** fast-check takes seeds of 32 bits. */
const SEEDS = 2 ** 31;

/** A shrunk failure with the sequence in which it was seen first. */
interface Suspect extends Shrunk {
  readonly path: string;
  readonly first: Seen;
}

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

/** How many failures that look alike are shrunk, unless one of them breaks a MUST. */
const MOST_ALIKE = 2;

/** Which mismatches need no further look. */
function createExplained({ broken, levelOf }: KnownClauses) {
  const times = new Map<string, number>();
  const count = (word: string, isMust: boolean) =>
    times.set(word, (times.get(word) ?? 0) + (isMust ? MOST_ALIKE : 1));
  for (const clauseId of broken) count(clauseId, levelOf(clauseId) === 'MUST');
  return {
    /** Whether a mismatch looks like one that was shrunk, or seems to break a MUST that is known to be broken. */
    isKnown: (seen: Seen) =>
      [guess(seen), symptomOf(seen)].some((word) => (times.get(word) ?? 0) >= MOST_ALIKE),
    add(first: Seen, shrunk: readonly Shrunk[]): void {
      const isMust = shrunk.some(({ clauseId }) => levelOf(clauseId) === 'MUST');
      count(symptomOf(first), isMust);
      for (const { clauseId } of shrunk) count(clauseId, levelOf(clauseId) === 'MUST');
    },
  };
}

/** What a mismatch looks like before it is shrunk: the clause that it seems to break, and its kind. */
function symptomOf(seen: Seen): string {
  return `${guess(seen)} ${seen.mismatch.subject.kind}`;
}

function seriousFirst(seen: readonly Seen[], { levelOf }: KnownClauses): readonly Seen[] {
  const isMust = (one: Seen) => levelOf(guess(one)) === 'MUST';
  return [...seen.filter(isMust), ...seen.filter((one) => !isMust(one))];
}

/** The suspects that also fail with the full waiting time; one for each clause. */
async function confirmAll(
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

interface Timed extends Played {
  readonly durationMs: number;
}

/** Plays sequences, each with identifiers of its own, until the exploration is over. */
interface SequenceRunner {
  /** Undefined once the exploration is over, or if the sequence could not be played to its end. */
  run(
    commands: readonly Command[],
    how: { readonly patienceMs: number; readonly isKnown: (seen: Seen) => boolean },
  ): Promise<Timed | undefined>;
  readonly fullPatience: number;
  patience(least: 'exploringMs' | 'shrinkingMs'): number;
  calls(): number;
  /** Why the exploration is over; undefined if it is not. */
  ending(): Ending | undefined;
  /** Throws an error of the tool that was caught. */
  rethrow(): void;
}

function createSequenceRunner(
  session: Session,
  limitMs: number,
  { levelOf }: Pick<KnownClauses, 'levelOf'>,
): SequenceRunner {
  const { timing, settings } = session;
  const endsAt = timing.now() + limitMs;
  let number = 0;
  let calls = 0;
  let slowestMs = 0;
  let over: Ending | undefined;
  let fault: unknown;
  const isMinor = (seen: Seen) => levelOf(guess(seen)) !== 'MUST';
  return {
    fullPatience: settings.settleMs,
    patience: (least) =>
      Math.min(settings.settleMs, PATIENCE.mostMs, Math.max(PATIENCE[least], PATIENCE.times * slowestMs)),
    calls: () => calls,
    ending: () => over ?? reasonToEnd(session, endsAt),
    rethrow() {
      if (fault !== undefined) throw fault;
    },
    async run(given, { patienceMs, isKnown }) {
      if (over !== undefined || session.stopped() || session.target.gone() !== undefined) return undefined;
      const startedAt = timing.now();
      const identity = session.identityFor(`explored-${++number}`);
      const commands = coveredOnly(given, identity);
      if (commands.length === 0) return undefined;
      try {
        const played = await play(commands, { session, identity, patienceMs, isKnown, isMinor });
        calls += played.calls;
        slowestMs = Math.max(slowestMs, played.slowestMs);
        return { ...played, durationMs: timing.now() - startedAt };
      } catch (error) {
        if (!(error instanceof BlockedExample)) fault = error;
        over = { reason: (error as Error).message, blocked: true };
        return undefined;
      }
    },
  };
}

function reasonToEnd({ stopped, target, timing }: Session, endsAt: number): Ending | undefined {
  if (stopped()) return { reason: 'the run was stopped', blocked: true };
  const gone = target.gone();
  if (gone !== undefined) return { reason: gone, blocked: true };
  return timing.now() >= endsAt ? { reason: 'the time was used up', blocked: false } : undefined;
}
