/** From the body that sets a fault plan to the plan, or to everything that keeps it from ever acting. */
import { type FaultPlanBody, isNestedWithin, millisecondsOf, type Violation } from '../../schemas/index.ts';
import type { FaultEffect, ReadPlan, ReadStep } from './fault-plan.ts';
import { placeProblems } from './place-problems.ts';
import { readWhere } from './where.ts';

export type PlanReading = { readonly plan: ReadPlan } | { readonly violations: readonly Violation[] };

/** An id is sent in headers and stands in paths. */
const ID = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** Levels of a plan; the bodies of steps and the values of conditions are in it. */
const LEVELS = 40;

/** A test that waits longer for one answer is not a test; over HTTP the time is real. */
const LONGEST_DELAY_MS = 60_000;

/** @param body valid by `fault-plan` */
export function readPlan(id: string, body: FaultPlanBody): PlanReading {
  if (!ID.test(id)) return { violations: [BAD_ID] };
  if (!isNestedWithin(LEVELS, body)) return { violations: [TOO_DEEP] };
  const steps = body.then.map((step, index) => readStep(step, `then[${index}]`, `/then/${index}`));
  const where = readWhere(body.where);
  const violations = [
    ...('violations' in where ? where.violations : placeProblems(body.at, where.tests)),
    ...steps.flatMap((one) => ('violations' in one ? one.violations : [])),
  ];
  if (violations.length > 0) return { violations };
  return {
    plan: {
      at: body.at,
      where: body.where,
      condition: 'condition' in where ? where.condition : undefined,
      steps: steps.flatMap((one) => ('violations' in one ? [] : [one])),
    },
  };
}

const BAD_ID: Violation = {
  pointer: '',
  rule: 'pattern:id',
  message:
    'the id in the path must have 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or a digit',
};

const TOO_DEEP: Violation = {
  pointer: '',
  rule: 'max-nesting:fault-plan',
  message: `a fault plan must not be nested deeper than ${LEVELS} levels`,
};

/** Statuses whose answers have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function readStep(
  step: FaultPlanBody['then'][number],
  name: string,
  pointer: string,
): ReadStep | { readonly violations: readonly Violation[] } {
  if (step === 'pass') return { step, times: 1, effect: undefined };
  const { status, reset = false, retryAfter, delay, body, times = 1 } = step;
  const delayMs = typeof delay === 'string' ? millisecondsOf(delay) : (delay ?? 0);
  const problem = (member: string, message: string): Violation[] => [
    { pointer: member === '' ? pointer : `${pointer}/${member}`, rule: `step:${member || 'then'}`, message },
  ];
  const answer = Object.entries({ status, retryAfter, body }).flatMap(([member, value]) =>
    value === undefined ? [] : [member],
  );
  const violations = [
    ...(delayMs === undefined
      ? problem('delay', `${name}.delay must be milliseconds, or a text such as "300ms" or "3s"`)
      : delayMs > LONGEST_DELAY_MS
        ? problem('delay', `${name}.delay must be at most a minute: write 60000, "60s" or less`)
        : []),
    ...(reset
      ? answer.flatMap((member) =>
          problem(
            member,
            `${name} has reset and ${member}: a connection that breaks off has no answer, so write only one of them`,
          ),
        )
      : status === undefined
        ? answer.flatMap((member) =>
            problem(member, `${name}.${member} needs a status: write one beside it, such as 503`),
          )
        : []),
    ...(body !== undefined && BODILESS.has(status ?? 0)
      ? problem('body', `${name}.body cannot be sent, because an answer with status ${status} has none`)
      : []),
    ...(answer.length === 0 && !reset && delayMs === 0
      ? problem(
          '',
          `${name} changes nothing: write a status, reset or a delay in it, or "pass" instead of it`,
        )
      : []),
  ];
  if (violations.length > 0 || delayMs === undefined) return { violations };
  const effect: FaultEffect = { status, reset, retryAfter, delayMs, body };
  return { step, times, effect };
}
