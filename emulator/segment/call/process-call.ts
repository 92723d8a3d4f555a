/** One call from its arrival to its deliveries: the steps that every call goes through. */

import { letters27 } from '../../../calls/index.ts';
import { isObject } from '../../../schemas/index.ts';
import {
  type BodyNumber,
  type CallTrace,
  keptId,
  keptName,
  NO_BODY,
  type Reason,
} from '../../history/index.ts';
import type { Arrival } from './arrival.ts';
import { dispatch } from './dispatch.ts';
import { enrich, type MutableCall } from './enrich.ts';
import { ingestErrorOf } from './ingest-errors.ts';
import { excessOf, type KnownSize } from './is-within.ts';
import { mergeShared } from './merge-shared.ts';
import type { Pipeline } from './pipeline.ts';

/** What is known about a call from its request. */
export interface RequestFacts extends KnownSize {
  /** Why the whole request is dropped. */
  readonly dropped: Reason | undefined;
  /** Bytes of the request divided by the number of its calls. */
  readonly share: number;
  /** The request, or `NO_BODY`. */
  readonly body: BodyNumber;
  /** The place of the call in it. */
  readonly place: number;
}

/**
 * Processes a call, which is changed in place. Every call has a trace, whatever happens to it.
 *
 * @returns whether it was passed on to the destinations
 */
export function processCall(
  pipeline: Pipeline,
  value: unknown,
  arrival: Arrival,
  facts: RequestFacts,
): boolean {
  const { choices, limits, traces, instances } = pipeline;
  const { dropped, share, sharedBytes } = facts;
  for (const watcher of pipeline.watch.watchers) watcher.arrived?.(value);
  const call = isObject(value) ? value : {};
  const reason =
    dropped ??
    (isObject(value) ? undefined : 'call_not_object') ??
    excessOf(call, facts, limits) ??
    ingestErrorOf(call, arrival.shared);
  // Only now, because merging can cost much more than the call itself.
  if (reason === undefined && arrival.shared !== undefined) mergeShared(call, arrival.shared, choices);
  if (typeof call.messageId !== 'string' || call.messageId === '') call.messageId = newMessageId(pipeline);

  const { messageId, type } = call;
  // Anyone can send under an unknown key, so nothing is kept of such a call that could fill the memory.
  const trace = createTrace(
    dropped === 'unknown_source' ? { messageId, type } : call,
    arrival.receivedAt,
    facts.body,
    facts.place,
  );
  trace.reason = reason;
  if (trace.reason === undefined) {
    const first = pipeline.dedupe.note(trace.messageId, traces.end, arrival.receivedAt);
    if (first !== undefined) return noteDuplicate(pipeline, trace, call, first);
  }
  traces.open(trace, trace.reason === undefined ? instances.list().length : 0);
  if (trace.reason !== undefined) {
    for (const watcher of pipeline.watch.watchers) watcher.received?.(trace, call);
    return false;
  }

  if (call.writeKey !== undefined) delete call.writeKey;
  enrich(call, arrival, choices);
  const to = instances.list();
  if (to.length === 0) trace.reason = 'no_destination';
  for (const watcher of pipeline.watch.watchers) watcher.received?.(trace, call);
  dispatch(call, trace, to, pipeline, share + sharedBytes);
  return true;
}

/** As published deliveries of calls show that were sent without a messageId. */
function newMessageId({ ids }: Pipeline): string {
  return `api-${letters27(ids())}`;
}

/**
 * The trace of a call, as it begins.
 *
 * @param body the request that it came in, if it is kept
 * @param place of the call in it
 */
export function createTrace(
  call: MutableCall,
  receivedAt: number,
  body: BodyNumber = NO_BODY,
  place: number = 0,
): CallTrace {
  return {
    messageId: keptId(call.messageId as string),
    type: textOf(call.type),
    userId: textOf(call.userId),
    anonymousId: textOf(call.anonymousId),
    event: typeof call.event === 'string' ? keptName(call.event) : undefined,
    receivedAt,
    reason: undefined,
    duplicates: 0,
    delivery: undefined,
    bytes: 0,
    body,
    place,
  };
}

/** One trace for each messageId: a duplicate only has its own if the trace of the first is gone. */
function noteDuplicate(
  { traces, watch }: Pipeline,
  trace: CallTrace,
  call: MutableCall,
  position: number,
): false {
  const first = traces.at(position);
  trace.reason = 'duplicate_message_id';
  if (first?.messageId === trace.messageId) first.duplicates += 1;
  else traces.open(trace, 0);
  for (const watcher of watch.watchers) watcher.received?.(trace, call);
  return false;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? keptId(value) : undefined;
}
