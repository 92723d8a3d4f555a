/** Expectations: wait in the emulator until the calls of a test are there, and say what differs if they do not come. */
import { inShort, type WorldCall } from './calls.ts';
import { inWords } from './duration.ts';
import { ask, ControlError, type Reach, shown } from './requests/index.ts';
import { type CallConditions, conditionInWords, conditionLines, pathInWords } from './where.ts';

/** How many calls are expected, how far, and for how long to wait. */
export interface ExpectOptions {
  /** How far the calls must have come. Default: `stored`. */
  readonly stage?: 'received' | 'delivered' | 'stored';
  /** How many calls. Default: `{ atLeast: 1 }`. */
  readonly times?: { readonly exactly: number } | { readonly atLeast: number } | { readonly atMost: number };
  /** How long to wait in real time: `'300ms'`, `'5s'`, or milliseconds; at most `'60s'`. Default: `'5s'`. */
  readonly within?: string | number;
  /**
   * For `exactly` and `atMost`: how long no matching call may come before the number counts as final. Default: it is
   * final when no delivery is waiting.
   */
  readonly quiet?: string | number;
  /** Ends the wait early: the promise rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** The calls that were expected. */
export interface MetExpectation {
  /** How many calls match. */
  readonly matched: number;
  /** The latest hundred of them. */
  readonly calls: readonly WorldCall[];
  /** A sentence, if the emulator has dropped calls that could have matched. */
  readonly incomplete?: string;
}

/** A call that nearly matches. */
export interface NearCall {
  readonly call: WorldCall;
  readonly differs: readonly DifferingMember[];
}

/** A member of a call that is not as expected. */
export interface DifferingMember {
  readonly path: string | readonly string[];
  readonly expected: unknown;
  /** Absent if the call does not have the member. */
  readonly actual?: unknown;
}

/** What the emulator answers if an expectation is not met. */
interface UnmetAnswer {
  readonly matched?: number;
  readonly calls?: readonly WorldCall[];
  readonly nearest?: readonly NearCall[];
  readonly incomplete?: string;
  readonly unknownKey?: number;
}

/** The expected calls did not come. The message shows the nearest calls, and member by member how they differ. */
export class ExpectationUnmet extends Error {
  override readonly name = 'ExpectationUnmet';
  /** How many calls match. */
  readonly matched: number;
  /** The latest hundred of them. */
  readonly calls: readonly WorldCall[];
  /** The three calls that come nearest; empty if none came at all. */
  readonly nearest: readonly NearCall[];
  /** A sentence, if the emulator has dropped calls that could have matched. */
  readonly incomplete: string | undefined;

  constructor(message: string, unmet: UnmetAnswer) {
    super(message);
    this.matched = unmet.matched ?? 0;
    this.calls = unmet.calls ?? [];
    this.nearest = unmet.nearest ?? [];
    this.incomplete = unmet.incomplete;
  }
}

/**
 * Waits for calls.
 *
 * @throws ExpectationUnmet if they do not come in time, or more come than expected
 */
export async function expectCalls(
  reach: Reach,
  where: CallConditions | undefined,
  { signal, ...options }: ExpectOptions = {},
): Promise<MetExpectation> {
  try {
    return await ask<MetExpectation>(reach, 'POST', '/expect', {
      body: { where, ...options },
      signal,
      waits: true,
    });
  } catch (error) {
    const unmet = unmetIn(error);
    throw unmet === undefined ? error : new ExpectationUnmet(unmetMessage(where, options, unmet), unmet);
  }
}

/**
 * Waits until every step of a fault has been spent.
 *
 * @param describe says how far it is
 * @throws ExpectationUnmet if that does not happen in time
 */
export async function expectSpent(
  reach: Reach,
  id: string,
  { within, signal }: Pick<ExpectOptions, 'within' | 'signal'>,
  describe: () => Promise<string>,
): Promise<void> {
  try {
    await ask(reach, 'POST', '/expect', { body: { faultSpent: id, within }, signal, waits: true });
  } catch (error) {
    const unmet = unmetIn(error);
    if (unmet === undefined) throw error;
    const name = JSON.stringify(id);
    throw new ExpectationUnmet(
      `the fault ${name} was not spent within ${inWords(within ?? DEFAULT_WITHIN)}:\n${await describe()}`,
      unmet,
    );
  }
}

/** What the emulator waits if it is not told. */
const DEFAULT_WITHIN = '5s';

function unmetIn(error: unknown): UnmetAnswer | undefined {
  const isUnmet = error instanceof ControlError && error.code === 'expectation-unmet';
  return isUnmet ? (error.body as UnmetAnswer) : undefined;
}

/** For the output of a test runner: what was expected, how many came, and what is nearest. */
function unmetMessage(
  where: CallConditions | undefined,
  { stage = 'stored', times, within = DEFAULT_WITHIN }: ExpectOptions,
  { matched = 0, calls = [], nearest = [], incomplete, unknownKey = 0 }: UnmetAnswer,
): string {
  const conditions = conditionLines(where);
  return [
    `expected ${timesInWords(times)} ${stage} within ${inWords(within)}${conditions.length === 0 ? '' : ' with'}`,
    ...conditions.map((line) => `    ${line}`),
    `but ${matched === 1 ? '1 call matches' : `${matched} calls match`}`,
    ...(isTooMany(times, matched) ? matchingLines(calls) : nearestLines(nearest, matched)),
    ...unknownKeyLines(unknownKey),
    ...(incomplete === undefined ? [] : [incomplete]),
  ].join('\n');
}

function nearestLines(nearest: readonly NearCall[], matched: number): readonly string[] {
  if (nearest.length === 0) return matched === 0 ? ['no other call arrived'] : [];
  return [
    nearest.length === 1 ? 'the nearest call:' : 'the nearest calls:',
    ...nearest.flatMap(({ call, differs }, index) => [
      `  ${index + 1}. ${inShort(call)}`,
      ...differs.map((member) => `       ${differenceInWords(member)}`),
      ...(call.meaning === undefined ? [] : [`       ${call.reason}: ${call.meaning}`]),
    ]),
  ];
}

/** Calls that a message lists. */
const MOST_LISTED = 5;

/** What came although it was not expected. */
function matchingLines(calls: readonly WorldCall[]): readonly string[] {
  const latest = calls.slice(-MOST_LISTED);
  if (latest.length === 0) return [];
  const which = latest.length < calls.length ? `the latest ${latest.length} of them` : 'what matches';
  return [`${which}:`, ...latest.map((call, index) => `  ${index + 1}. ${inShort(call)}`)];
}

/** The key of a library is the first thing to look at, since such calls are accepted like all others. */
function unknownKeyLines(count: number): readonly string[] {
  if (count === 0) return [];
  const calls = count === 1 ? '1 call' : `${count} calls`;
  return [
    `${calls} came with a write key that the emulator does not know: check that your library has world.writeKey`,
  ];
}

function differenceInWords(member: DifferingMember): string {
  const actual = 'actual' in member ? `is ${shown(member.actual)}` : 'is not there';
  return `${pathInWords(member.path)} ${actual}, expected ${conditionInWords(member.expected).replace(/^= /, '')}`;
}

function isTooMany(times: ExpectOptions['times'] = { atLeast: 1 }, matched: number): boolean {
  const most =
    'exactly' in times ? times.exactly : 'atMost' in times ? times.atMost : Number.POSITIVE_INFINITY;
  return matched > most;
}

function timesInWords(times: ExpectOptions['times'] = { atLeast: 1 }): string {
  const [[kind, count] = ['atLeast', 1]] = Object.entries(times);
  const words = { exactly: 'exactly', atLeast: 'at least', atMost: 'at most' }[kind] ?? kind;
  return `${words} ${count} ${count === 1 ? 'call' : 'calls'}`;
}
