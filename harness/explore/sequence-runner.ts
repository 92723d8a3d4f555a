/** Plays sequences one after another, until the exploration is over. */
import { BlockedExample } from '../errors.ts';
import type { Session } from '../session/index.ts';
import { guess } from './blame/blame.ts';
import type { Command } from './commands/commands.ts';
import type { KnownClauses } from './known-clauses.ts';
import type { Seen } from './model/mismatch.ts';
import { coveredOnly } from './model/model.ts';
import { type Played, play } from './play.ts';

/** Why an exploration is over before all sequences were tried. */
export interface EarlyEnd {
  readonly reason: string;
  /** False for an ordinary end: the time was used up, or enough was found. */
  readonly blocked: boolean;
}

/** A mismatch counts after `times` as long as the slowest record needed to become visible, within these bounds. */
const PATIENCE = { times: 4, exploringMs: 150, shrinkingMs: 40, mostMs: 3000 };

interface Timed extends Played {
  readonly durationMs: number;
}

/** Plays sequences, each with identifiers of its own, until the exploration is over. */
export interface SequenceRunner {
  /** Undefined once the exploration is over, or if the sequence could not be played to its end. */
  run(
    commands: readonly Command[],
    how: { readonly patienceMs: number; readonly isKnown: (seen: Seen) => boolean },
  ): Promise<Timed | undefined>;
  readonly fullPatience: number;
  patience(least: 'exploringMs' | 'shrinkingMs'): number;
  calls(): number;
  /** Why the exploration is over; undefined if it is not. */
  ending(): EarlyEnd | undefined;
  /** Throws an error of the tool that was caught. */
  rethrow(): void;
}

export function createSequenceRunner(
  session: Session,
  limitMs: number,
  { levelOf }: Pick<KnownClauses, 'levelOf'>,
): SequenceRunner {
  const { timing, settings } = session;
  const endsAt = timing.now() + limitMs;
  let number = 0;
  let calls = 0;
  let slowestMs = 0;
  let over: EarlyEnd | undefined;
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
      if (over !== undefined || session.end.stopped() || session.target.gone() !== undefined)
        return undefined;
      const startedAt = timing.now();
      const identity = session.identityOfSequence(++number);
      const commands = coveredOnly(given, identity);
      if (commands.length === 0) return undefined;
      try {
        const played = await play(commands, { session, identity, patienceMs, isKnown, isMinor });
        calls += played.calls;
        slowestMs = Math.max(slowestMs, played.slowestMs);
        return { ...played, durationMs: Math.max(0, timing.now() - startedAt) };
      } catch (error) {
        if (!(error instanceof BlockedExample)) fault = error;
        over = { reason: (error as Error).message, blocked: true };
        return undefined;
      }
    },
  };
}

function reasonToEnd({ end, target, timing }: Session, endsAt: number): EarlyEnd | undefined {
  if (end.stopped()) return { reason: end.whyStopped('during'), blocked: true };
  const gone = target.gone();
  if (gone !== undefined) return { reason: gone, blocked: true };
  return timing.now() >= endsAt ? { reason: 'the time was used up', blocked: false } : undefined;
}
