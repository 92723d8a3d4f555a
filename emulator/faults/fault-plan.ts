/** What a fault plan is: where it acts, on what, and what a request meets there, step by step. */
import type { FaultPlanBody } from '../../schemas/index.ts';

/** Calls that reach the built-in destination, requests to the ingress, or questions to the Records API. */
export type FaultPlace = FaultPlanBody['at'];

/** What a plan looks at: a call, or the collection and the parameters of a question. */
export type FaultSubject = Readonly<Record<string, unknown>>;

/** Whether a plan is about a call or a question. */
export type FaultCondition = (subject: FaultSubject) => boolean;

/** What a request meets: it is delayed, answered with a status, or broken off. */
export interface FaultEffect {
  /** Undefined if what was sent is processed as usual. */
  readonly status: number | undefined;
  /** Breaks the connection off without an answer. */
  readonly reset: boolean;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** Milliseconds until the answer, or until the connection breaks. */
  readonly delayMs: number;
  /** Undefined for an error in the form of the place. */
  readonly body: unknown;
}

/** The effect that a request meets, and the plan that decided it. */
export interface MetFault extends FaultEffect {
  readonly id: string;
}

/** A step that was read. */
export interface ReadStep {
  /** As it was written. */
  readonly step: FaultPlanBody['then'][number];
  readonly times: number;
  /** Undefined for a step that lets a request pass. */
  readonly effect: FaultEffect | undefined;
}

/** A plan that was read. */
export interface ReadPlan {
  readonly at: FaultPlace;
  /** As it was written. */
  readonly where: FaultPlanBody['where'];
  /** Undefined if the plan is about everything at its place. */
  readonly condition: FaultCondition | undefined;
  readonly steps: readonly ReadStep[];
}

/** Whether what was sent is processed although a request met the effect. */
export function lets({ status, reset }: FaultEffect): boolean {
  return status === undefined && !reset;
}
