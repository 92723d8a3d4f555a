/** The calls about which the built-in destination decided, from what traces and journal keep of them. */
import { isSuccessStatus } from '../../schemas/index.ts';
import type { Inbound } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import { type CallTrace, type JournalEntry, NO_BODY } from '../history/index.ts';

/** One decision, with what is kept of its call. */
export interface DecidedCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly turn: number;
  readonly connectorNumber: number | undefined;
  /** Undefined if the answer did not arrive. */
  readonly status: number | undefined;
  readonly rules: readonly string[] | undefined;
  /** The id of the instance of a delivery. */
  readonly instance: string | undefined;
  readonly of: CallTrace | JournalEntry;
}

/** What a question is about: a call with a trace, or a request in the journal. */
export type ReplaySubject =
  | { readonly trace: CallTrace; readonly entry?: undefined }
  | { readonly entry: JournalEntry; readonly trace?: undefined };

/** The decisions about one call, in their order. */
export function decisionsOf(subject: ReplaySubject): readonly DecidedCall[] {
  const found = subject.trace === undefined ? ofEntry(subject.entry) : [...ofTrace(subject.trace)];
  return found.sort((one, other) => one.turn - other.turn);
}

/** Every decision that is kept and has a turn after `after`, by its turn. */
export function collectDecisions(
  { traces, journal }: Pick<Core, 'traces' | 'journal'>,
  after: number,
): ReadonlyMap<number, DecidedCall> {
  const found = new Map<number, DecidedCall>();
  const put = (call: DecidedCall): void => {
    if (call.turn > after) found.set(call.turn, call);
  };
  for (let position = traces.dropped; position < traces.end; position += 1) {
    const trace = traces.at(position);
    if (trace !== undefined) for (const call of ofTrace(trace)) put(call);
  }
  for (const entry of journal.read().entries) {
    // The deliveries of calls are in their traces.
    if (entry.body !== undefined) for (const call of ofEntry(entry)) put(call);
  }
  return found;
}

function* ofTrace(trace: CallTrace): Iterable<DecidedCall> {
  for (let delivery = trace.delivery; delivery !== undefined; delivery = delivery.earlier) {
    const { instance } = delivery;
    for (let attempt = delivery.attempt; attempt !== undefined; attempt = attempt.earlier) {
      const { at, turn, connectorNumber, status, rules } = attempt;
      if (turn !== undefined) yield { at, turn, connectorNumber, status, rules, instance, of: trace };
    }
  }
}

function ofEntry(entry: JournalEntry): DecidedCall[] {
  const { at, turn, connectorNumber, status, rules } = entry;
  if (turn === undefined || entry.body === undefined) return [];
  return [{ at, turn, connectorNumber, status, rules, instance: undefined, of: entry }];
}

/**
 * Whether a call was refused for what no repetition shows: its key, its method, or a body that could not be read. Nothing
 * is stored of it.
 *
 * @param isAltered whether a refused call may leave something behind, as with a defect
 */
export function isRefused({ status, connectorNumber, of }: DecidedCall, isAltered: boolean): boolean {
  if (connectorNumber === undefined) return true;
  if (status === undefined || isSuccessStatus(status)) return false;
  return !isAltered || of.body === NO_BODY || AT_THE_DOOR.has(status);
}

const AT_THE_DOOR: ReadonlySet<number> = new Set([401, 403, 404, 405]);

/**
 * @param isShared whether the values may be those of other calls; if not, they can be changed
 * @returns a function that reads what was delivered; undefined if it is not kept
 */
export function createPayloads(
  core: Pick<Core, 'bodies' | 'bodyReader'>,
  isShared: boolean,
): (call: DecidedCall) => Inbound['payload'] | undefined {
  const reader = core.bodyReader();
  return ({ of }) => {
    if (!('receivedAt' in of)) {
      const content = of.body === undefined ? undefined : core.bodies?.read(of.body)?.content;
      return typeof content === 'string' ? { kind: 'text', text: content } : undefined;
    }
    const bodies = reader.ofCall(of);
    const delivered = typeof bodies === 'object' ? bodies.delivered : undefined;
    return delivered && { kind: 'value', value: isShared ? delivered : structuredClone(delivered) };
  };
}
