/** Sends the calls of one shard of a load plan, many at the same time, at a rate. */
import {
  accountOf,
  callAt,
  callOf,
  callsOfShard,
  kindOf,
  type LoadShard,
  type PlannedCall,
} from '../../../generators/load/index.ts';
import type { LoadPlan } from '../../../schemas/index.ts';
import { AskedToWait } from '../../errors.ts';
import {
  type HttpResponse,
  isAccepted,
  isUnsteady,
  LONGEST_HOLD_MS,
  type NoResponse,
  type Timing,
  tryAgain,
} from '../../target/index.ts';
import { type AnsweredCall, isMisdirected } from '../call-end.ts';
import { requestInTurn } from '../request-in-turn.ts';
import { createUnderWay } from './one-at-a-time.ts';
import { createSecondDeliveries } from './second-deliveries.ts';
import { createTurns } from './turns.ts';

/** What a shard is sent with. */
export interface ShardSending {
  readonly plan: LoadPlan;
  readonly shard: LoadShard;
  /** Whether the call at a place needs no request any more. */
  readonly isDone: (place: number) => boolean;
  /** Sends one call; `fresh` opens a connection for it. */
  readonly post: (body: string, how: { readonly fresh: boolean }) => Promise<HttpResponse | NoResponse>;
  /** Calls under way at the same time. */
  readonly concurrency: number;
  /** When a call is due after the first, in milliseconds, by how many are due before it; undefined: at once. */
  readonly dueAfterMs?: ((before: number) => number) | undefined;
  readonly timing: Timing;
  readonly stopped: () => boolean;
  /** Called with the last response to each call. */
  readonly onAnswer: (place: number, answered: AnsweredCall) => void;
  /** Whether a call may have arrived in an earlier start. */
  readonly mayHaveArrived: (place: number) => boolean;
  /** Called when a request is made again. */
  readonly onAgain: () => void;
  /** Called when a call of a replay was answered a second time. */
  readonly onRedelivered: () => void;
  /** Called with how much longer the shard waits because the target asked for it, whichever shard it asked. */
  readonly onHeld: (ms: number) => void;
  readonly others: OtherShards;
}

/** Shards that are sent at the same time: a target that asks one of them to wait means all. Times are since 1970. */
export interface OtherShards {
  /** Tells them until when the target asks to wait. */
  readonly hold: (untilMs: number) => void;
  /** Calls back with what they were asked for. */
  readonly onHold: (callback: (untilMs: number) => void) => void;
}

/** How sending ended. */
export interface SendingEnd {
  /** Why it ended before its last call; undefined if it did not, or was stopped. */
  readonly gaveUp?: string | undefined;
}

/** The target was tried often enough. */
const BUSY = 'BUSY';

/** Calls in a row without a response: after them nobody is there. */
const UNANSWERED_UNTIL_GONE = 50;

/** If the first calls are all refused for their key or their address, the others would be, too. */
const MISDIRECTED_UNTIL_END = 8;

/**
 * Sends every call of the shard that is not done, in the order of the shard. What is answered in a passing way is sent again as
 * `verify` does it (docs/contract.md sections 2 and 4): after no response, 500, 502, 503 and 504 up to five times, after a 429
 * and a 503 with Retry-After as long as the target asks for. Then all calls wait, those of other shards too.
 *
 * A call about a user, or about an Account, is sent after the one before it has ended: what calls do that arrive at once is
 * not what a load tries. In a replay each accepted call is sent once more after others; what comes back is not judged. After a stop no further call is sent, and those that are under way are waited for.
 */
export async function sendShard(parts: ShardSending): Promise<SendingEnd> {
  const { plan, shard, isDone, concurrency, timing, stopped, onAnswer } = parts;
  const calls = callsOfShard(plan, shard);
  const turns = createTurns(parts);
  parts.others.onHold((untilMs) => parts.onHeld(turns.hold(untilMs)));
  let cursor = 0;
  let unansweredInARow = 0;
  let answers = 0;
  let misdirected = 0;
  const underWay = createUnderWay();
  let gaveUp: string | undefined;
  const isOver = () => gaveUp !== undefined || stopped();

  const attempt = (body: string): Promise<HttpResponse | NoResponse | undefined> =>
    requestInTurn({
      turn: turns.next,
      isOver,
      send: (how) => parts.post(body, how),
      hold(ms) {
        const untilMs = timing.now() + ms;
        parts.others.hold(untilMs);
        parts.onHeld(turns.hold(untilMs));
        parts.onAgain();
        if (turns.heldFor() > LONGEST_HOLD_MS) {
          gaveUp = `the target only asked to wait, for more than ${LONGEST_HOLD_MS / 1000} s`;
        }
      },
      now: timing.now,
    }).then(
      (answer) => {
        if (answer !== undefined && 'status' in answer) turns.answered();
        return answer;
      },
      (error: unknown) => {
        if (error instanceof AskedToWait) return { code: BUSY, failure: `the target ${error.message}` };
        throw error;
      },
    );
  const post = async (body: string) => {
    let answersBefore = answers;
    let attempts = 0;
    const { last } = await tryAgain<HttpResponse | NoResponse | undefined>(
      () => {
        attempts += 1;
        return attempt(body);
      },
      {
        timing,
        recorder: { waitedMs: 0 },
        mayImprove: (answer) => answer !== undefined && isUnsteady(answer) && !isBusy(answer) && !isOver(),
        isByChance: () => answers > answersBefore,
        onAgain() {
          answersBefore = answers;
          parts.onAgain();
        },
      },
    );
    return { answer: last, isSentAgain: attempts > 1 };
  };
  const second = createSecondDeliveries(plan);
  /** What comes back is not judged: a destination may say that it knows the call. */
  const redeliver = async (planned: PlannedCall) => {
    const free = await underWay.enter(namesIn(plan, planned));
    const answer = await attempt(JSON.stringify(callOf(plan, planned))).finally(free);
    if (answer !== undefined && 'status' in answer) parts.onRedelivered();
  };
  const lane = async () => {
    while (!isOver()) {
      while (cursor < calls && isDone(cursor)) cursor += 1;
      const again = second.due(cursor >= calls);
      if (again !== undefined) {
        await redeliver(again);
        continue;
      }
      if (cursor >= calls) return;
      const place = cursor;
      cursor += 1;
      const planned = callAt(plan, shard, place);
      const free = await underWay.enter(namesIn(plan, planned));
      if (isOver()) return free();
      const startedAt = timing.now();
      const { answer, isSentAgain } = await post(JSON.stringify(callOf(plan, planned))).finally(free);
      // What a stop cut may have arrived.
      if (answer === undefined || ('failure' in answer && stopped())) return;
      if ('failure' in answer) {
        unansweredInARow += 1;
        if (unansweredInARow >= UNANSWERED_UNTIL_GONE) gaveUp ??= answer.failure;
      } else {
        if (isAccepted(answer)) second.add(planned);
        answers += 1;
        unansweredInARow = 0;
        if (isMisdirected(answer.status)) misdirected += 1;
        if (misdirected === answers && answers >= MISDIRECTED_UNTIL_END) {
          gaveUp ??= `every call was answered with ${answer.status}: check --base-url, and that --api-key is the key of a connector`;
        }
      }
      onAnswer(place, {
        answer,
        durationMs: Math.max(0, timing.now() - startedAt),
        isRepeated: isSentAgain || parts.mayHaveArrived(place),
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { gaveUp };
}

function isBusy(answer: HttpResponse | NoResponse): boolean {
  return 'failure' in answer && answer.code === BUSY;
}

/** The user of a call, and its Account if it has one. */
function namesIn(plan: LoadPlan, planned: PlannedCall): readonly string[] {
  const user = `user ${planned.user}`;
  return kindOf(plan, planned) === 'group' ? [user, `account ${accountOf(plan, planned)}`] : [user];
}
