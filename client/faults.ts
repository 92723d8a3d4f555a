/** Faults: plans of answers that the emulator gives in place of its own, which can be proven to have been given. */

import { type ExpectOptions, expectSpent } from './expectation.ts';
import { ask, type JsonValue, pathPart, type Reach, shown } from './requests/index.ts';
import type { FaultConditions } from './where.ts';

/** Where a fault happens: at the destination, at Segment's ingress, or at the Records API. */
export type FailingPlace = 'destination' | 'ingress' | 'records';

/** A status, `'pass'` to let one request through, or an answer in detail. */
export type PlannedAnswer = number | 'pass' | DetailedAnswer;

/** One step of a fault. */
export interface DetailedAnswer {
  /** The HTTP status, 200 to 599. */
  readonly status?: number;
  /** True to reset the connection instead of answering. */
  readonly reset?: true;
  /** The header Retry-After, in seconds. */
  readonly retryAfter?: number;
  /** How long to wait before the answer: `'3s'`, or milliseconds; at most a minute. */
  readonly delay?: string | number;
  /** The body of the answer: a text is sent as it is, any other value as JSON. */
  readonly body?: JsonValue;
  /** How many requests are answered like this. Default: 1. */
  readonly times?: number;
}

/** A fault as a test sets it. After its last step everything passes. */
export interface PlannedFault {
  readonly at: FailingPlace;
  /** Which calls it is for; for `records`, by the query parameters. Default: all. */
  readonly where?: FaultConditions;
  /** The answers in turn; `then` of the control plane. */
  readonly answers: readonly PlannedAnswer[];
}

/** A fault and how much of it was spent. */
export interface FaultState {
  readonly id: string;
  readonly at: FailingPlace;
  readonly where?: JsonValue;
  readonly then: readonly JsonValue[];
  /** Whether every step was spent. */
  readonly spent: boolean;
  readonly steps: readonly SpentStep[];
  /** Pixels that met a step that no image can show, and passed; absent if none did. */
  readonly pixelsPassed?: number;
}

/** A step of a fault and how often it was spent. */
export interface SpentStep {
  readonly step: JsonValue;
  /** How many requests it is for. */
  readonly times: number;
  /** How many it has answered. */
  readonly spent: number;
  /** The first hundred of these requests. */
  readonly calls: readonly SpentRequest[];
}

/** A call that met a step, or a question to the Records API. */
export interface SpentRequest {
  /** When, by the clock of the world. */
  readonly at: string;
  readonly messageId?: string;
  readonly type?: string;
  /** Of a question: `users`, `accounts` or `events`, and its parameters. */
  readonly collection?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly groupId?: string;
}

/** A fault that was set. */
export interface SetFault {
  readonly id: string;
  /**
   * Resolves when every step has been spent.
   *
   * @throws ExpectationUnmet if that does not happen in time; default: 5 seconds
   */
  spent(options?: Pick<ExpectOptions, 'within' | 'signal'>): Promise<void>;
  /** How much of it was spent so far. */
  state(): Promise<FaultState>;
  /** Removes it: everything passes again. */
  remove(): Promise<void>;
}

/** The faults of a world. */
export interface WorldFaults {
  /** Sets a fault, in the place of one with the same id. */
  set(id: string, plan: PlannedFault): Promise<SetFault>;
  get(id: string): Promise<FaultState>;
  list(): Promise<readonly FaultState[]>;
  remove(id: string): Promise<void>;
  /** See {@link SetFault}. */
  spent(id: string, options?: Pick<ExpectOptions, 'within' | 'signal'>): Promise<void>;
}

/** A place of a world at which answers can be planned. */
export interface PlannedPlace {
  /**
   * Plans the next answers: `answers(503, 503, 'pass')`. After them everything passes.
   *
   * @returns the fault, whose `spent()` waits until all of them have been given
   */
  answers(...answers: readonly PlannedAnswer[]): Promise<SetFault>;
  /** The same for some calls only: `answersTo({ userId: 'ada' }, 503)`. */
  answersTo(where: FaultConditions, ...answers: readonly PlannedAnswer[]): Promise<SetFault>;
}

export function faultsOf(reach: Reach): WorldFaults {
  const faults: WorldFaults = {
    set: (id, plan) => setFault(reach, faults, id, plan),
    get: async (id) => (await ask<{ readonly fault: FaultState }>(reach, 'GET', pathOf(id))).fault,
    list: async () => (await ask<{ readonly faults: readonly FaultState[] }>(reach, 'GET', '/faults')).faults,
    async remove(id) {
      await ask(reach, 'DELETE', pathOf(id));
    },
    spent: (id, options = {}) =>
      expectSpent(reach, id, options, async () => stepLines((await faults.get(id)).steps)),
  };
  return faults;
}

/** @param nextId returns another id at each call */
export function placeOf(
  faults: WorldFaults,
  at: FailingPlace,
  nextId: (at: FailingPlace) => string,
): PlannedPlace {
  return {
    answers: (...answers) => faults.set(nextId(at), { at, answers }),
    answersTo: (where, ...answers) => faults.set(nextId(at), { at, where, answers }),
  };
}

async function setFault(
  reach: Reach,
  faults: WorldFaults,
  id: string,
  plan: PlannedFault,
): Promise<SetFault> {
  const { answers, ...rest } = plan;
  const steps = answers.map((answer) => (typeof answer === 'number' ? { status: answer } : answer));
  await ask(reach, 'PUT', pathOf(id), { body: { ...rest, then: steps } });
  return {
    id,
    spent: (options) => faults.spent(id, options),
    state: () => faults.get(id),
    remove: () => faults.remove(id),
  };
}

function pathOf(id: string): string {
  return `/faults/${pathPart(id)}`;
}

function stepLines(steps: readonly SpentStep[]): string {
  return steps.map(({ step, times, spent }) => `  ${spent} of ${times}: ${shown(step)}`).join('\n');
}
