/** The fault plans of a core: which of them a request meets, and how often each step was spent on what. */

import type { Result } from '../../schemas/index.ts';
import type { Clock } from '../ambient.ts';
import type { FaultEffect, FaultPlace, FaultSubject, MetFault, ReadPlan, ReadStep } from './fault-plan.ts';
import { noteOf, type SpentOn } from './spent-on.ts';

/** A plan as the control plane shows it. */
export interface ShownFault {
  readonly id: string;
  readonly at: FaultPlace;
  readonly where: ReadPlan['where'];
  readonly then: readonly ReadStep['step'][];
  /** Whether every step was met as often as it should be: from then on the plan lets everything pass. */
  readonly spent: boolean;
  readonly steps: readonly ShownStep[];
  /** How many pixels met a step that no image can show, and passed; absent if none did. */
  readonly pixelsPassed?: number | undefined;
}

interface ShownStep {
  readonly step: ReadStep['step'];
  readonly times: number;
  /** How many requests met it. */
  readonly spent: number;
  /** The first hundred calls or questions that met it. */
  readonly calls: readonly SpentOn[];
}

/** How waiting for a plan ended: `removed` also if all plans were reset. */
export type SpentEnd = 'spent' | 'removed' | 'aborted';

export interface Faults {
  /** Whether there is any plan, spent or not: what a hot path asks first. */
  readonly isAny: boolean;
  /** The ids of the plans, as a header has them. */
  readonly names: string;
  /**
   * Spends a step on a request. Of several plans at a place, the first in the order of their ids' first `put` decides
   * that is about the request and is not spent.
   *
   * @param subjects the calls of the request, or its question; a plan with a condition needs one that matches
   * @param canShow whether the place can show an effect; without it the request passes, and nothing is spent
   * @returns undefined if the request passes
   */
  next(
    at: FaultPlace,
    subjects: readonly FaultSubject[],
    canShow?: (effect: FaultEffect) => boolean,
  ): MetFault | undefined;
  /** Adds a plan, or replaces the one with this id, which is then not spent and keeps its place in the order. */
  put(id: string, plan: ReadPlan): Result<ShownFault, 'faults-full'>;
  find(id: string): ShownFault | undefined;
  list(): readonly ShownFault[];
  /** @returns the plan as it was; undefined if there was none */
  remove(id: string): ShownFault | undefined;
  /** Removes every plan. */
  clear(): void;
  /**
   * Waits until a plan is spent; a plan that replaces it is waited for in its place.
   *
   * @returns undefined if there is no plan with this id
   */
  spent(id: string, signal: AbortSignal): Promise<SpentEnd> | undefined;
}

interface Plan extends ReadPlan {
  readonly counts: readonly { spent: number; readonly calls: SpentOn[] }[];
  /** The step that the next request meets; the number of steps if the plan is spent. */
  position: number;
  kept: number;
  pixelsPassed: number;
}

/** Plans of one core. */
export const MOST_PLANS = 100;
/** Calls that are kept of one step, and of one plan. */
const KEPT = { step: 100, plan: 1_000 };

/** @param onSpent called whenever a request met a step */
export function createFaults(clock: Clock, onSpent: () => void = () => {}): Faults {
  const plans = new Map<string, Plan>();
  const waiters = new Map<string, Set<(end: SpentEnd) => void>>();
  let names = '';

  const end = (id: string, how: SpentEnd) => {
    for (const resolve of waiters.get(id) ?? []) resolve(how);
    waiters.delete(id);
  };

  /** Whether a plan is about a request, and on which of its subjects a step is spent. */
  const matching = ({ condition }: Plan, subjects: readonly FaultSubject[]) => {
    if (condition === undefined) return subjects;
    const found = subjects.filter(condition);
    return found.length === 0 ? undefined : found;
  };

  const spend = (id: string, plan: Plan, subjects: readonly FaultSubject[]) => {
    const count = plan.counts[plan.position];
    if (count === undefined) return;
    const at = new Date(clock.now()).toISOString();
    // A request without a call that can be read is counted too.
    for (const subject of subjects.length === 0 ? [{}] : subjects) {
      if (count.calls.length >= KEPT.step || plan.kept >= KEPT.plan) break;
      count.calls.push(noteOf(plan.at, subject, at));
      plan.kept += 1;
    }
    count.spent += 1;
    if (count.spent === plan.steps[plan.position]?.times) plan.position += 1;
    if (isSpent(plan)) end(id, 'spent');
    onSpent();
  };

  const changed = () => {
    names = [...plans.keys()].join(', ');
  };

  return {
    get isAny() {
      return plans.size > 0;
    },
    get names() {
      return names;
    },
    next(at, subjects, canShow = () => true) {
      for (const [id, plan] of plans) {
        if (plan.at !== at || isSpent(plan)) continue;
        const about = matching(plan, subjects);
        if (about === undefined) continue;
        const effect = plan.steps[plan.position]?.effect;
        if (effect !== undefined && !canShow(effect)) {
          plan.pixelsPassed += 1;
          return undefined;
        }
        spend(id, plan, about);
        return effect === undefined ? undefined : { id, ...effect };
      }
      return undefined;
    },
    put(id, read) {
      if (!plans.has(id) && plans.size >= MOST_PLANS) return { problem: 'faults-full' };
      const counts = read.steps.map(() => ({ spent: 0, calls: [] }));
      const plan = { ...read, counts, position: 0, kept: 0, pixelsPassed: 0 };
      plans.set(id, plan);
      changed();
      return { value: shown(id, plan) };
    },
    find(id) {
      const plan = plans.get(id);
      return plan === undefined ? undefined : shown(id, plan);
    },
    list: () => [...plans].map(([id, plan]) => shown(id, plan)),
    remove(id) {
      const plan = plans.get(id);
      if (plan === undefined) return undefined;
      plans.delete(id);
      changed();
      end(id, 'removed');
      return shown(id, plan);
    },
    clear() {
      plans.clear();
      changed();
      for (const id of [...waiters.keys()]) end(id, 'removed');
    },
    spent(id, signal) {
      const plan = plans.get(id);
      if (plan === undefined) return undefined;
      if (isSpent(plan)) return Promise.resolve('spent');
      if (signal.aborted) return Promise.resolve('aborted');
      return new Promise((resolve) => {
        const own = waiters.get(id) ?? new Set();
        waiters.set(id, own);
        const abort = () => {
          own.delete(finish);
          if (own.size === 0 && waiters.get(id) === own) waiters.delete(id);
          resolve('aborted');
        };
        const finish = (how: SpentEnd) => {
          signal.removeEventListener('abort', abort);
          resolve(how);
        };
        own.add(finish);
        signal.addEventListener('abort', abort, { once: true });
      });
    },
  };
}

function isSpent({ position, steps }: Plan): boolean {
  return position >= steps.length;
}

function shown(id: string, plan: Plan): ShownFault {
  const { at, where, steps, counts, pixelsPassed } = plan;
  return {
    id,
    at,
    where,
    then: steps.map(({ step }) => step),
    spent: isSpent(plan),
    steps: steps.map(({ step, times }, index) => ({
      step,
      times,
      spent: counts[index]?.spent ?? 0,
      calls: [...(counts[index]?.calls ?? [])],
    })),
    pixelsPassed: pixelsPassed === 0 ? undefined : pixelsPassed,
  };
}
