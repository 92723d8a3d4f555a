/** Reads an expectation: which calls, how many of them, at which stage and for how long. */
import { type Checked, isObject, millisecondsOf, type Violation } from '../../schemas/index.ts';
import type { Choices } from '../choices/index.ts';
import { DELIVERED_TYPES } from '../segment/index.ts';
import type { MemberTests } from './condition.ts';
import { readWhere, type Where } from './read-where.ts';

export type ExpectedStage = 'received' | 'delivered' | 'stored';

/** See expectation.schema.json. */
export interface ExpectationBody {
  readonly where?: Where;
  readonly stage?: ExpectedStage;
  readonly times?: { readonly exactly?: number; readonly atLeast?: number; readonly atMost?: number };
  readonly within?: string | number;
  readonly quiet?: string | number;
  readonly faultSpent?: string;
}

export interface ExpectedCalls {
  readonly conditions: readonly MemberTests[];
  readonly stage: ExpectedStage;
  /** How many calls there must be, at least and at most. */
  readonly least: number;
  readonly most: number;
  readonly withinMs: number;
  /** How long no further matching call may come, instead of until nothing is under way. */
  readonly quietMs: number | undefined;
}

/** An expectation, or what is wrong with it, or why it can never be met. */
export type ExpectationReading =
  | { readonly expectation: ExpectedCalls }
  | { readonly violations: readonly Violation[] }
  | { readonly impossible: string };

const USUAL_MS = 5_000;
const LONGEST_MS = 60_000;

/** @param body is valid for expectation.schema.json, and does not ask for a fault */
export function readExpectation(body: ExpectationBody, choices: Choices): ExpectationReading {
  const { stage = 'stored', times = { atLeast: 1 }, quiet } = body;
  const { conditions, violations } = readWhere(body.where);
  const problems = [...violations];
  const within = readWithin(body.within);
  if ('problems' in within) problems.push(violationOf('/within', within.problems));
  const quietMs = quiet === undefined ? undefined : durationOf(quiet);
  const withinMs = 'value' in within ? within.value : USUAL_MS;
  if (quiet !== undefined && !(quietMs !== undefined && quietMs <= withinMs)) {
    const message = `quiet must be a duration such as 300ms, or milliseconds, of at most within, which is ${withinMs} ms`;
    problems.push(violationOf('/quiet', [message]));
  }
  if (quiet !== undefined && times.atLeast !== undefined) {
    const message =
      'quiet can only be combined with times.exactly or times.atMost: atLeast ends as soon as enough calls came';
    problems.push(violationOf('/quiet', [message]));
  }
  if (problems.length > 0) return { violations: problems };
  const impossible = whyImpossible(conditions, stage, choices);
  if (impossible !== undefined) return { impossible };
  const least = times.exactly ?? times.atLeast ?? 0;
  const most = times.exactly ?? times.atMost ?? Number.POSITIVE_INFINITY;
  return { expectation: { conditions, stage, least, most, withinMs, quietMs } };
}

/** @returns milliseconds */
export function readWithin(within: string | number | undefined): Checked<number> {
  const ms = within === undefined ? USUAL_MS : durationOf(within);
  return ms !== undefined && ms <= LONGEST_MS
    ? { value: ms }
    : { problems: ['within must be a duration such as 300ms or 5s, or milliseconds, of at most 60s'] };
}

export function violationOf(pointer: string, [message = '']: readonly string[]): Violation {
  return { pointer, rule: `duration:${pointer.slice(1)}`, message };
}

function durationOf(given: string | number): number | undefined {
  return typeof given === 'number' ? given : millisecondsOf(given);
}

function whyImpossible(
  conditions: readonly MemberTests[],
  stage: ExpectedStage,
  choices: Choices,
): string | undefined {
  if (stage === 'received') return undefined;
  for (const { path, tests } of conditions) {
    if (path.length !== 1 || path[0] !== 'type') continue;
    for (const { operator, value } of tests) {
      const types = operator === '$eq' ? [value] : operator === '$in' ? (value as unknown[]) : [];
      if (types.length === 0) continue;
      if (types.every((type) => !DELIVERED_TYPES.has(type))) {
        return `${namedTypes(types)} are not delivered to the destination: use the stage "received", or one of the types identify, group, track and delete`;
      }
      const storesDelete = choices['delete-call'] === 'remove-user';
      if (stage === 'stored' && !storesDelete && types.every((type) => !STORED.has(type))) {
        return 'delete calls store nothing with this setting of the choice delete-call: use the stage "delivered"';
      }
    }
  }
  return undefined;
}

const STORED: ReadonlySet<unknown> = new Set(['identify', 'group', 'track']);

function namedTypes(types: readonly unknown[]): string {
  const [type] = types;
  const isPlain = types.length === 1 && typeof type === 'string' && /^[a-z]{1,20}$/.test(type);
  return isPlain ? `calls of the type ${type}` : 'calls of these types';
}

/** Whether a body asks for a fault instead of calls. */
export function asksForFault(body: unknown): boolean {
  return isObject(body) && body.faultSpent !== undefined;
}
