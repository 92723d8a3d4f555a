/** Sends the calls of one shard of a load plan, many at the same time, at a rate. */
import { callAt, callOf, callsOfShard, type LoadShard } from '../../generators/load/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import {
  type HttpResponse,
  isUnsteady,
  LONGEST_HOLD_MS,
  LONGEST_WAIT_MS,
  type NoResponse,
  pauseAskedBy,
  type Timing,
  tryAgain,
  waitUntil,
} from '../target/index.ts';

/** What a shard is sent with. */
export interface ShardSending {
  readonly plan: LoadPlan;
  readonly shard: LoadShard;
  /** Whether the call at a place needs no request any more. */
  readonly isDone: (place: number) => boolean;
  /** Sends one call; `fresh` opens a connection for it. */
  readonly post: (body: string, how?: { readonly fresh?: boolean }) => Promise<HttpResponse | NoResponse>;
  /** Calls under way at the same time. */
  readonly concurrency: number;
  /** When a call is due after the first, in milliseconds, by how many are due before it; undefined: at once. */
  readonly dueAfterMs?: ((before: number) => number) | undefined;
  readonly timing: Timing;
  readonly stopped: () => boolean;
  /** Called with the last response to each call, and how long it took. */
  readonly onAnswer: (place: number, answer: HttpResponse | NoResponse, durationMs: number) => void;
  /** Called when a request is made again, with how much longer the shard waits because the target asked for it. */
  readonly onAgain: (heldMs: number) => void;
}

/** How sending ended. */
export interface SendingEnd {
  /** Why it ended before its last call; undefined if it did not, or was stopped. */
  readonly gaveUp?: string | undefined;
}

/** Calls in a row without a response: after them nobody is there. */
const UNANSWERED_UNTIL_GONE = 50;

/**
 * Sends every call of the shard that is not done, in the order of the shard. What is answered in a passing way is sent again as
 * `verify` does it (docs/contract.md sections 2 and 4): after no response, 500, 502, 503 and 504 up to five times, after a 429
 * and a 503 with Retry-After as long as the target asks for. Whoever is asked to wait makes all calls wait.
 *
 * After a stop no further call is sent, and those that are under way are waited for.
 */
export async function sendShard(parts: ShardSending): Promise<SendingEnd> {
  const { plan, shard, isDone, concurrency, timing, stopped, onAnswer } = parts;
  const calls = callsOfShard(plan, shard);
  const turns = createTurns(parts);
  let cursor = 0;
  let unansweredInARow = 0;
  let answers = 0;
  let gaveUp: string | undefined;
  const isOver = () => gaveUp !== undefined || stopped();

  const attempt = async (body: string): Promise<HttpResponse | NoResponse | undefined> => {
    for (let [times, asked] = [1, 0]; ; times += 1) {
      if (gaveUp !== undefined) return undefined;
      let answer = await parts.post(body);
      if ('failure' in answer && answer.idleMs !== undefined)
        answer = await parts.post(body, { fresh: true });
      const wait = 'failure' in answer ? undefined : pauseAskedBy(answer, timing.now(), times);
      if (wait === undefined) {
        if ('status' in answer) turns.answered();
        return answer;
      }
      asked += wait;
      if (asked > LONGEST_WAIT_MS)
        return { code: 'BUSY', failure: 'the target asked to wait for more than 60 s' };
      parts.onAgain(turns.hold(wait));
      if (turns.heldFor() > LONGEST_HOLD_MS)
        gaveUp = `the target only asked to wait, for more than ${LONGEST_HOLD_MS / 1000} s`;
      await turns.wait();
      if (stopped()) return undefined;
    }
  };
  const post = async (body: string) => {
    let answersBefore = answers;
    const { last } = await tryAgain<HttpResponse | NoResponse | undefined>(() => attempt(body), {
      timing,
      recorder: { waitedMs: 0 },
      mayImprove: (answer) => answer !== undefined && isUnsteady(answer) && !isBusy(answer) && !isOver(),
      isByChance: () => answers > answersBefore,
      onAgain() {
        answersBefore = answers;
        parts.onAgain(0);
      },
    });
    return last;
  };
  const lane = async () => {
    while (!isOver()) {
      while (cursor < calls && isDone(cursor)) cursor += 1;
      if (cursor >= calls) return;
      const place = cursor;
      cursor += 1;
      await turns.next();
      if (isOver()) return;
      const startedAt = timing.now();
      const answer = await post(JSON.stringify(callOf(plan, callAt(plan, shard, place))));
      // What a stop cut may have arrived.
      if (answer === undefined || ('failure' in answer && stopped())) return;
      if ('failure' in answer) {
        unansweredInARow += 1;
        if (unansweredInARow >= UNANSWERED_UNTIL_GONE) gaveUp ??= answer.failure;
      } else {
        answers += 1;
        unansweredInARow = 0;
      }
      onAnswer(place, answer, Math.max(0, timing.now() - startedAt));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { gaveUp };
}

function isBusy(answer: HttpResponse | NoResponse): boolean {
  return 'failure' in answer && answer.code === 'BUSY';
}

/** When calls may be sent: each in its turn, and none while the target asks to wait. */
function createTurns({ dueAfterMs, timing, stopped }: ShardSending) {
  let startedAt = timing.now();
  let taken = 0;
  let heldUntil = 0;
  let heldMs = 0;
  const wait = () => waitUntil(heldUntil, timing, stopped);
  return {
    wait,
    async next() {
      await wait();
      if (dueAfterMs === undefined) return;
      const due = dueAfterMs(taken);
      taken += 1;
      await waitUntil(startedAt + due, timing, stopped);
      await wait();
    },
    /** Milliseconds by which the shard waits longer than before. */
    hold(ms: number) {
      const until = Math.max(heldUntil, timing.now() + ms);
      const longer = until - Math.max(heldUntil, timing.now());
      heldUntil = until;
      heldMs += longer;
      // What was not sent in that time is not made up for: the target would ask to wait again.
      startedAt += longer;
      return longer;
    },
    heldFor: () => heldMs,
    answered() {
      heldMs = 0;
    },
  };
}
