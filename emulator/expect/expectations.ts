/**
 * The expectations that wait for calls of one emulator. Nothing is polled: a call is compared as it reaches its stage,
 * and nobody watches the calls while nothing waits.
 */
import type { Ambient } from '../ambient.ts';
import type { Decision, Inbound } from '../astrolabe/index.ts';
import type { CallTrace, CallWatch, DeliveryTrace, JournalEntry } from '../history/index.ts';
import type { BodyReader, BodyShow } from '../segment/index.ts';
import { type Candidate, counts, hasReached, matches } from './candidate.ts';
import { satisfiesAll } from './condition.ts';
import type { ExpectedCalls, ExpectedStage } from './expectation.ts';
import { incompleteFrom } from './incomplete.ts';
import { type Kept, lookBack } from './look-back.ts';
import { type NearestCall, nearestCalls } from './nearest.ts';
import { createOtherWaits, type StartTimer, type Within } from './other-waits.ts';
import { type ShownCall, showCall } from './show-call.ts';
import { createWaiter, type Waiter } from './waiter.ts';

/** How an expectation ended. */
export type ExpectOutcome =
  | ExpectResult
  /** Too many wait already. */
  | { readonly end: 'full' }
  /** The client has gone, so that nobody reads this. */
  | { readonly end: 'gone' }
  /** The emulator was reset, or ended. */
  | { readonly end: 'reset' | 'closed' };

export interface ExpectResult {
  readonly end: 'met' | 'unmet';
  readonly matched: number;
  readonly calls: readonly ShownCall[];
  /** What may be missing, as a sentence; undefined if nothing is. */
  readonly incomplete: string | undefined;
  /** Only of one that is not met: the calls that come nearest. */
  readonly nearest: readonly NearestCall[];
}

export interface Expectations {
  /** Resolves once the expectation is met or can no longer be met, or with the end of the emulator. */
  expect(expectation: ExpectedCalls, gone?: AbortSignal): Promise<ExpectOutcome>;
  /** Waits for something else than calls; it counts as an expectation. */
  readonly within: Within;
  /** Number of expectations that wait. */
  readonly waiting: number;
  /** Ends all that wait. */
  end(how: 'reset' | 'closed'): void;
}

export interface ExpectationsOptions {
  readonly kept: Kept & { readonly journal: { readonly latest: JournalEntry | undefined } };
  readonly watch: CallWatch;
  readonly bodyReader: () => BodyReader;
  readonly bodyShow: () => BodyShow;
  /** Whether nothing is on its way to a destination. */
  readonly isIdle: () => boolean;
  readonly stopwatch: Ambient['stopwatch'];
  readonly timer: StartTimer;
  /** Why bodies may be missing, as the end of a sentence. */
  readonly bodiesGone: string;
}

/** Expectations of one emulator that wait at a time. */
export const MOST_WAITING = 1_000;

interface Waiting extends Waiter {
  /** Ends it; calling it again changes nothing. */
  readonly end: (how: 'met' | 'unmet' | 'gone' | 'reset' | 'closed') => void;
  /** Begins the quiet time again. */
  readonly restart: () => void;
  /** Whether the time is over. Earlier calls are still compared, because they count. */
  isLate: boolean;
  /** Whether no matching call came for the quiet time. */
  isQuiet: boolean;
}

export function createExpectations(options: ExpectationsOptions): Expectations {
  const { kept, watch, isIdle, stopwatch, timer } = options;
  const waiters = new Set<Waiting>();
  const others = createOtherWaits(timer);
  let unwatch: (() => void) | undefined;
  let willCheck = false;

  /** Ends a waiter if its result is certain. */
  const settle = (waiter: Waiting): void => {
    if (waiter.isExceeded) waiter.end('unmet');
    else if (!waiter.hasLooked) return;
    else if (waiter.isEnough) waiter.end('met');
    else if (waiter.isLate) waiter.end(waiter.isRight ? 'met' : 'unmet');
    else if (waiter.isQuiet && waiter.isRight) waiter.end('met');
    else if (waiter.expectation.quietMs === undefined && isBounded(waiter) && waiter.isRight && isIdle()) {
      waiter.end('met');
    }
  };

  /** Later, because the other calls of a request and their deliveries are still to come. */
  const checkIdle = (): void => {
    if (willCheck) return;
    willCheck = true;
    queueMicrotask(() => {
      willCheck = false;
      for (const waiter of [...waiters]) if (isBounded(waiter)) settle(waiter);
    });
  };

  /** Compares a call that has just reached stages with all that wait for it there. */
  const reach = (candidate: Candidate, call: () => unknown, stages: readonly ExpectedStage[]): void => {
    for (const waiter of waiters) {
      const { conditions, stage } = waiter.expectation;
      if (!stages.includes(stage) || !satisfiesAll(call(), conditions)) continue;
      if (!waiter.add(candidate)) continue;
      waiter.restart();
      if (!isBounded(waiter) || waiter.isExceeded) settle(waiter);
    }
    checkIdle();
  };

  const watcher = {
    received(trace: CallTrace, call: unknown) {
      if (counts(trace)) reach(trace, () => call, RECEIVED);
    },
    attempted(trace: CallTrace, delivery: DeliveryTrace, call: unknown) {
      const stages = delivery.state === 'delivered' ? DELIVERED : [];
      reach(trace, () => call, delivery.isStored ? [...stages, 'stored'] : stages);
    },
    answered(_: Decision, { payload }: Inbound) {
      const entry = kept.journal.latest;
      if (payload.kind !== 'text' || entry === undefined || !counts(entry)) return;
      const read = once(() => parsed(payload.text));
      reach(
        entry,
        read,
        STAGES.filter((stage) => hasReached(entry, stage)),
      );
    },
  };

  const add = (waiter: Waiting): void => {
    waiters.add(waiter);
    unwatch ??= watch.add(watcher);
  };

  const remove = (waiter: Waiting): void => {
    waiters.delete(waiter);
    if (waiters.size > 0) return;
    unwatch?.();
    unwatch = undefined;
  };

  const lookAtBefore = async (waiter: Waiting): Promise<void> => {
    const reader = options.bodyReader();
    const { conditions, stage } = waiter.expectation;
    const take = (candidate: Candidate): boolean => {
      if (!hasReached(candidate, stage)) return true;
      const isMatch = matches(candidate, conditions, reader);
      if (isMatch === undefined) waiter.unknown += 1;
      else if (isMatch) waiter.addEarlier(candidate);
      return !waiter.isExceeded;
    };
    // Whoever asks for at least a number gets all calls that are found quickly, and need not wait for the rest.
    await lookBack(kept, stopwatch, take, () => waiters.has(waiter) && !waiter.isEnough);
    waiter.hasLooked = true;
    settle(waiter);
  };

  const resultOf = async (waiter: Waiter, end: 'met' | 'unmet'): Promise<ExpectResult> => {
    const { expectation, matched, unknown } = waiter;
    const show = options.bodyShow();
    const calls = waiter.calls().map((candidate) => showCall(candidate, show));
    const nearest =
      end === 'met' ? [] : await nearestCalls(kept, stopwatch, expectation, options.bodyReader(), show);
    return { end, matched, calls, incomplete: incompleteFrom(kept, unknown, options.bodiesGone), nearest };
  };

  return {
    async expect(expectation, gone) {
      if (gone?.aborted) return { end: 'gone' };
      if (waiters.size + others.waiting >= MOST_WAITING) return { end: 'full' };
      const { withinMs, quietMs } = expectation;
      let stopQuiet: (() => void) | undefined;
      const { promise, resolve } = withResolver<Parameters<Waiting['end']>[0]>();
      const waiter: Waiting = Object.assign(createWaiter(expectation), {
        end: resolve,
        isLate: false,
        isQuiet: false,
        restart() {
          if (quietMs === undefined) return;
          stopQuiet?.();
          waiter.isQuiet = false;
          stopQuiet = timer(quietMs, () => {
            waiter.isQuiet = true;
            settle(waiter);
          });
        },
      });
      const onGone = () => resolve('gone');
      gone?.addEventListener('abort', onGone, { once: true });
      const stopTimer = timer(withinMs, () => {
        waiter.isLate = true;
        settle(waiter);
      });
      add(waiter);
      waiter.restart();
      void lookAtBefore(waiter);
      const how = await promise;
      remove(waiter);
      stopTimer();
      stopQuiet?.();
      gone?.removeEventListener('abort', onGone);
      return how === 'met' || how === 'unmet' ? resultOf(waiter, how) : { end: how };
    },
    within: (ms, wait, gone) =>
      waiters.size + others.waiting >= MOST_WAITING
        ? Promise.resolve({ end: 'full' })
        : others.within(ms, wait, gone),
    get waiting() {
      return waiters.size + others.waiting;
    },
    end(how) {
      for (const waiter of [...waiters]) waiter.end(how);
      others.end(how);
    },
  };
}

const STAGES: readonly ExpectedStage[] = ['received', 'delivered', 'stored'];
const RECEIVED: readonly ExpectedStage[] = ['received'];
const DELIVERED: readonly ExpectedStage[] = ['delivered'];

/** Whether too many calls would be wrong, so that the end must be waited for. */
function isBounded({ expectation }: Waiter): boolean {
  return expectation.most < Number.POSITIVE_INFINITY;
}

function withResolver<Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
} {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settled) => {
    resolve = settled;
  });
  return { promise, resolve };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
