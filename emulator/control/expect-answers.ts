/** Waits for calls, or for a fault plan to be spent. */
import { isObject } from '../../schemas/index.ts';
import { type Answer, ERRORS, errorAnswer, errorBody } from '../answers/index.ts';
import type { Core } from '../core.ts';
import {
  asksForFault,
  type ExpectationBody,
  type ExpectedCalls,
  type ExpectResult,
  MOST_WAITING,
  type NearestCall,
  readExpectation,
  readWithin,
  violationOf,
} from '../expect/index.ts';
import { refuse, withBody } from './with-body.ts';

/**
 * `{"where", "stage", "times", "within", "quiet"}`, each of them optional, or `{"faultSpent", "within"?}`.
 *
 * @param gone aborted when the client has gone
 * @param unknownKeys how many calls came under a write key that no world has
 */
export function expectCalls(
  core: Pick<Core, 'expectations' | 'faults' | 'choices'>,
  body: unknown,
  gone: AbortSignal,
  unknownKeys: () => number,
): Answer | Promise<Answer> {
  return withBody<ExpectationBody, Answer | Promise<Answer>>(
    'expectation',
    body,
    'control-invalid',
    (valid) => {
      if (asksForFault(valid)) return expectFault(core, valid, gone);
      const read = readExpectation(valid, core.choices.now);
      if ('violations' in read) return refuse('control-invalid', read.violations);
      if ('impossible' in read) return errorAnswer('expectation-impossible', read.impossible);
      return answerExpectation(core, read.expectation, gone, unknownKeys);
    },
  );
}

async function answerExpectation(
  { expectations }: Pick<Core, 'expectations'>,
  expectation: ExpectedCalls,
  gone: AbortSignal,
  unknownKeys: () => number,
): Promise<Answer> {
  const outcome = await expectations.expect(expectation, gone);
  if (outcome.end === 'met') {
    const { matched, calls, incomplete } = outcome;
    return { status: 200, body: { matched, calls, incomplete }, rules: [] };
  }
  return outcome.end === 'unmet' ? unmet(expectation, outcome, unknownKeys()) : ended(outcome.end);
}

function unmet(
  expectation: ExpectedCalls,
  { matched, calls, nearest, incomplete }: ExpectResult,
  unknown: number,
): Answer {
  const code = 'expectation-unmet';
  // Whoever sees too many calls has a key that is right.
  const unknownKey = unknown === 0 || matched > expectation.most ? undefined : unknown;
  const body = errorBody(code, unmetDetail(expectation, matched, nearest));
  return {
    status: ERRORS[code].status,
    body: { ...body, matched, calls, nearest, incomplete, unknownKey },
    rules: [],
    code,
  };
}

function unmetDetail(
  { least, most, stage, withinMs }: ExpectedCalls,
  matched: number,
  [near]: readonly NearestCall[],
): string {
  const wanted =
    least === most
      ? `exactly ${least}`
      : most === Number.POSITIVE_INFINITY
        ? `at least ${least}`
        : `at most ${most}`;
  const counted = `${matched} matching ${matched === 1 ? 'call was' : 'calls were'} ${stage}, and ${wanted} should have been`;
  if (matched > most) return counted;
  const paths = (near?.differs ?? []).slice(0, MOST_NAMED).map(({ path }) => nameOf(path));
  const hint = paths.length === 0 ? '' : `; the nearest call differs in ${paths.join(', ')}`;
  return `${counted}, within ${withinMs} ms${hint}`;
}

const MOST_NAMED = 5;

function nameOf(path: string | readonly string[]): string {
  return typeof path === 'string' ? path : JSON.stringify(path);
}

function ended(how: 'full' | 'gone' | 'reset' | 'closed'): Answer {
  if (how === 'full') {
    return errorAnswer(
      'expectations-full',
      `at most ${MOST_WAITING} can wait at a time: wait for fewer at once`,
    );
  }
  const why = {
    gone: 'the client ended its side of the connection: keep it open until the answer comes',
    reset: 'the emulator was reset meanwhile, which forgets every call: reset before you expect',
    closed: 'the emulator or its world ended meanwhile',
  };
  return errorAnswer('expectation-ended', why[how]);
}

async function expectFault(
  { expectations, faults }: Pick<Core, 'expectations' | 'faults'>,
  body: ExpectationBody,
  gone: AbortSignal,
): Promise<Answer> {
  const { faultSpent: id = '', within: given } = body;
  const others = Object.keys(body).filter((name) => name !== 'faultSpent' && name !== 'within');
  const within = readWithin(given);
  const violations = others.map((name) => ({
    pointer: `/${name}`,
    rule: `exclusive:${name}`,
    message: `${name} cannot be combined with faultSpent, which goes with within alone: send two requests`,
  }));
  if ('problems' in within) violations.push(violationOf('/within', within.problems));
  if (violations.length > 0 || 'problems' in within) return refuse('control-invalid', violations);
  if (faults.find(id) === undefined) return errorAnswer('fault-unknown', 'GET faults lists them');
  const waited = await expectations.within(
    within.value,
    async (signal) => faults.spent(id, signal) ?? 'removed',
    gone,
  );
  const fault = faults.find(id);
  if ('value' in waited) {
    return waited.value === 'spent'
      ? { status: 200, body: { fault }, rules: [] }
      : errorAnswer('expectation-ended', 'the fault plan was removed meanwhile');
  }
  if (waited.end !== 'late') return ended(waited.end);
  const detail = `the fault plan was not spent within ${within.value} ms: its steps say which calls met it`;
  const unspent = errorAnswer('expectation-unmet', detail);
  return { ...unspent, body: isObject(unspent.body) ? { ...unspent.body, fault } : unspent.body };
}
