/** A trace as readers see it: times as text, stages in order, outcomes under their documented names. */
import type { CallStage, Trace, TraceAttempt, TraceDelivery, TraceStage } from '../trace.ts';
import { droppedAs } from './outcomes.ts';
import { REASONS, type Reason } from './reasons.ts';
import type { AttemptTrace, CallTrace, DeliveryTrace } from './trace-record.ts';

/** The name of a connector by its number; undefined if it was removed. */
export type NameOfConnector = (number: number) => string | undefined;

/** @param connectorOf default: connectors are not named */
export function renderTrace(trace: CallTrace, connectorOf?: NameOfConnector): Omit<Trace, 'position'> {
  const deliveries = chain(trace.delivery);
  const { messageId, type, userId, anonymousId, event, duplicates, reason } = trace;
  return {
    messageId,
    type,
    userId,
    anonymousId,
    event,
    receivedAt: isoTime(trace.receivedAt),
    outcome: reason === undefined ? worstOutcome(deliveries) : droppedAs(reason),
    stages: [
      { stage: 'received', at: isoTime(trace.receivedAt) },
      ...(reason === undefined ? [] : [reasonStage(reason)]),
      ...deliveries.map(deliveryStage),
    ],
    deliveries: deliveries.map((delivery) => renderDelivery(delivery, connectorOf)),
    duplicates: duplicates === 0 ? undefined : duplicates,
  };
}

function renderDelivery(delivery: DeliveryTrace, connectorOf: NameOfConnector | undefined): TraceDelivery {
  const { instance, dueAt, attempt } = delivery;
  const number = attempt?.connectorNumber;
  return {
    instance,
    connector: number === undefined ? undefined : connectorOf?.(number),
    outcome: outcomeOf(delivery),
    nextAttemptAt: dueAt === undefined ? undefined : isoTime(dueAt),
    attempts: chain(attempt).map(renderAttempt),
  };
}

function renderAttempt({ at, status, error, ms, message, rules }: AttemptTrace): TraceAttempt {
  return { at: isoTime(at), status, error, ms: Math.round(ms * 1_000) / 1_000, message, rules };
}

function outcomeOf({ state, reason, attempt }: DeliveryTrace): string {
  switch (state) {
    case 'queued':
    case 'delivered':
      return state;
    case 'filtered':
      return reason === undefined ? state : droppedAs(reason);
    case 'awaiting-retry':
    case 'discarded':
      return `errors.${state}.${reason ?? attempt?.status ?? attempt?.error}`;
  }
}

const FURTHEST_FIRST = ['queued', 'awaiting-retry', 'discarded', 'delivered', 'filtered'] as const;

function worstOutcome(deliveries: readonly DeliveryTrace[]): string {
  for (const state of FURTHEST_FIRST) {
    const found = deliveries.find((delivery) => delivery.state === state);
    if (found !== undefined) return outcomeOf(found);
  }
  return 'received';
}

function deliveryStage(delivery: DeliveryTrace): TraceStage {
  const { instance, state, reason, attempt } = delivery;
  if (state === 'filtered' && reason !== undefined) return { ...reasonStage(reason), instance };
  const isFine = state === 'delivered' || state === 'queued';
  return {
    stage: DELIVERY_STAGES[state],
    instance,
    at: attempt === undefined ? undefined : isoTime(attempt.at),
    reason: isFine ? undefined : outcomeOf(delivery),
  };
}

export const DELIVERY_STAGES: Readonly<Record<DeliveryTrace['state'], CallStage>> = {
  queued: 'pending retry',
  'awaiting-retry': 'pending retry',
  delivered: 'delivered',
  discarded: 'failed delivery',
  filtered: 'filtered at destination',
};

function reasonStage(reason: Reason): TraceStage {
  const { stage, meaning } = REASONS[reason];
  return { stage, reason, meaning };
}

/** The items of a list that is linked from the latest to the first, in order of time. */
function chain<Item extends { readonly earlier: Item | undefined }>(latest: Item | undefined): Item[] {
  const items: Item[] = [];
  for (let item = latest; item !== undefined; item = item.earlier) items.push(item);
  return items.reverse();
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
