/** One call from its arrival to its deliveries: the sequence of parts that every call goes through. */

import { isObject } from '../../../schemas/index.ts';
import type { CallTrace, Reason } from '../../history/index.ts';
import type { Arrival } from './arrival.ts';
import { dispatch } from './dispatch.ts';
import { type Call, enrich } from './enrich.ts';
import { findFault } from './ingest-errors.ts';
import { isWithin } from './is-within.ts';
import { mergeShared } from './merge-shared.ts';
import type { Pipeline } from './pipeline.ts';

/** What is known of a call before it is looked at. */
export interface CallSetting {
  /** A fault of the whole request. */
  readonly fault: Reason | undefined;
  /** Bytes of the request for each of its calls. */
  readonly share: number;
  /** Whether the whole request was no larger than one call may be. */
  readonly isSurelySmall: boolean;
}

/**
 * Takes in a call, which is changed in place. Its way is traced, whatever happens to it.
 *
 * @returns whether it got as far as the destinations
 */
export function processCall(
  pipeline: Pipeline,
  value: unknown,
  arrival: Arrival,
  { fault, share, isSurelySmall }: CallSetting,
): boolean {
  const { choices, limits, traces, instances, engine } = pipeline;
  const call = isObject(value) ? value : {};
  const isTooLarge = !isSurelySmall && !isWithin(call, limits.callBytes);
  if (arrival.shared !== undefined) mergeShared(call, arrival.shared, choices);
  if (typeof call.messageId !== 'string' || call.messageId === '') call.messageId = pipeline.ids();

  const trace = createTrace(call, arrival.receivedAt);
  trace.reason =
    fault ??
    (isObject(value) ? undefined : 'call_not_object') ??
    (isTooLarge ? 'payload_limit_exceeded' : findFault(call));
  if (trace.reason === undefined) {
    const first = pipeline.dedupe.note(trace.messageId, traces.end, arrival.receivedAt);
    if (first !== undefined) return noteDuplicate(pipeline, trace, first);
  }
  traces.open(trace);
  if (trace.reason !== undefined) return false;

  if (call.writeKey !== undefined) delete call.writeKey;
  enrich(call, arrival, choices);
  dispatch(call, trace, instances.list(), engine, share);
  return true;
}

/** The record of a call's way, as it begins. */
export function createTrace(call: Call, receivedAt: number): CallTrace {
  return {
    messageId: call.messageId as string,
    type: textOf(call.type),
    userId: textOf(call.userId),
    anonymousId: textOf(call.anonymousId),
    receivedAt,
    reason: undefined,
    duplicates: 0,
    delivery: undefined,
  };
}

/** One record for a messageId: a duplicate has one of its own only where the first is no longer kept. */
function noteDuplicate({ traces }: Pipeline, trace: CallTrace, position: number): false {
  const first = traces.at(position);
  if (first?.messageId === trace.messageId) {
    first.duplicates += 1;
  } else {
    trace.reason = 'duplicate_message_id';
    traces.open(trace);
  }
  return false;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
